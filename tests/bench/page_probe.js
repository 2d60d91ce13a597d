// Put into a page before its own scripts by bench_page.py. Tells when the page is drawn, how long
// its frames are, and how long an action takes until its result is painted. Reads the page from
// outside only: elements, the pixels of canvases, and what is given to WebGL.
(() => {
  let waiting = true; // for the first drawing
  let vertices = 0; // given to WebGL since the last frame
  let context = null;
  let recording = null;
  let last = 0;

  function watchWebgl(type) {
    const counts = {
      drawArrays: (a) => a[2],
      drawElements: (a) => a[1],
      drawArraysInstanced: (a) => a[2] * a[3],
      drawElementsInstanced: (a) => a[1] * a[4],
    };
    for (const [name, count] of Object.entries(counts)) {
      const draw = type.prototype[name];
      if (!draw) continue;
      type.prototype[name] = function (...given) {
        vertices += count(given);
        context = this;
        return draw.apply(this, given);
      };
    }
  }
  watchWebgl(WebGLRenderingContext);
  watchWebgl(WebGL2RenderingContext);

  /** 2d canvases drawn on since they were last looked at: only these are worth reading. */
  const touched = new WeakSet();
  for (const name of ["fill", "stroke", "fillRect", "drawImage", "putImageData"]) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (waiting) touched.add(this.canvas);
      return draw.apply(this, given);
    };
  }

  /** Is any pixel of a 2d canvas painted? */
  function painted(canvas) {
    if (!touched.delete(canvas)) return false;
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Uint32Array(data.buffer).some((pixel) => pixel !== 0);
  }

  /** @param {{element?: string, canvas?: string, vertices?: number}} sign of a drawn page */
  function shows(sign) {
    if (sign.element) return document.querySelector(sign.element) !== null;
    if (sign.canvas) return [...document.querySelectorAll(sign.canvas)].some(painted);
    if (vertices < sign.vertices) return false;
    context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4)); // waits for the drawing
    return true;
  }

  /** The time at which what is now in the page has been painted. */
  function nextPaint() {
    return new Promise((done) => {
      requestAnimationFrame(() => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(null);
      });
    });
  }

  /** Milliseconds from the start of the navigation until the sign is painted. */
  function drawn(sign) {
    return new Promise((done) => {
      function look() {
        waiting = !shows(sign);
        vertices = 0;
        if (waiting) requestAnimationFrame(look);
        else nextPaint().then(done);
      }
      requestAnimationFrame(look);
    });
  }

  requestAnimationFrame(function frame(now) {
    if (recording) recording.gaps.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  });
  new PerformanceObserver((list) => {
    if (recording) recording.tasks.push(...list.getEntries().map((entry) => entry.duration));
  }).observe({type: "longtask"});

  function record() {
    last = performance.now();
    recording = {gaps: [], tasks: []};
  }

  /** @returns {{frame: number, task: number, frames: number}} the longest of each, ms */
  function recorded() {
    const {gaps, tasks} = recording;
    recording = null;
    return {frame: Math.max(0, ...gaps), task: Math.max(0, ...tasks), frames: gaps.length};
  }

  function textOf(selector) {
    return [...document.querySelectorAll(selector)].map((node) => node.textContent).join("\n");
  }

  function changed(selector, before) {
    return new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (textOf(selector) === before) return;
        observer.disconnect();
        done(true);
      });
      observer.observe(document, {subtree: true, childList: true, characterData: true});
    });
  }

  function enter(node, value) {
    const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), "value")?.set;
    setter.call(node, value);
    node.dispatchEvent(new Event("input", {bubbles: true}));
    node.dispatchEvent(new Event("change", {bubbles: true}));
  }

  /**
   * Does something with a control and waits until the words under a selector have changed.
   * @returns {Promise<{ms: number | null, frame: number}>} ms null: they did not within 10 s
   */
  async function act(node, value, until) {
    const told = changed(until, textOf(until));
    const late = new Promise((done) => setTimeout(done, 10_000, false));
    record();
    const start = performance.now();
    if (value === null) node.click();
    else enter(node, value);
    const ms = (await Promise.race([told, late])) ? (await nextPaint()) - start : null;
    await nextPaint();
    return {ms, frame: recorded().frame};
  }

  Object.assign(window, {benchProbe: {drawn: drawn(window.benchSign), record, recorded, act}});
})();
