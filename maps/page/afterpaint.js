// What a page does once its map has been painted: step by step, so that the page has its turn in
// between; but at once as soon as the reader acts, prints, or comes by a link that says what to show.

const ACTS = ["pointerdown", "keydown", "click", "input", "focusin", "beforeprint", "hashchange"];

/** After the next frame has been painted; soon, where the page is not seen. @param {() => void} act */
function afterFrame(act) {
  if (document.hidden) setTimeout(act);
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(act)));
}

/**
 * Does what can wait, in order, after the page has been painted.
 * @param {(() => unknown)[]} steps @returns {() => void} does at once what is left
 */
export function afterPaint(steps) {
  const left = [...steps];
  const heard = new AbortController();
  const next = () => {
    left.shift()?.();
    if (left.length) afterFrame(next);
    else heard.abort();
  };
  const finish = () => {
    while (left.length) left.shift()?.();
    heard.abort();
  };
  for (const act of ACTS) window.addEventListener(act, finish, {capture: true, signal: heard.signal});
  afterFrame(next);
  return finish;
}
