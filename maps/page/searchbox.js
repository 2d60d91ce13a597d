// The box to search in: asks as the reader types, shows how far a long search has come, and is
// reached by the key "/", unless the reader switches that off.

import {applyCriteria, LONGEST_QUERY, queryOf} from "./criteria.js";
import {button, el} from "./dom.js";
import {words} from "./language.js";

/** @import {State} from "./state.js" */

const say = words({
  en: {search: "Search", hint: "Search texts, places, names", progress: "Searching", slash: "/ goes to the search"},
  ar: {search: "البحث", hint: "البحث في النصوص والأماكن والأسماء", progress: "جارٍ البحث", slash: "/ للانتقال إلى البحث"},
});

const SOON_MS = 150; // after the last key, before a search
const LATER_MS = 300; // the same, where texts must be opened first
const STEP_MS = 300; // before it is shown that a search goes on, and between two steps of it

/** Does a key that is pressed there write a letter? @param {EventTarget|null} target */
function isWriting(target) {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

/** The key "/" and its switch. @param {HTMLInputElement} input */
function slashSwitch(input) {
  const node = button("/", () => node.setAttribute("aria-pressed", String(node.getAttribute("aria-pressed") === "false")),
    {class: "cm-slash", "aria-pressed": "true", "aria-label": say.slash, title: say.slash});
  document.addEventListener("keydown", (event) => {
    const isOn = node.getAttribute("aria-pressed") === "true";
    if (!isOn || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  return node;
}

/** Shows a share that is done now and then: a page drawn anew at every block would search half as fast. @param {HTMLProgressElement} progress */
function progressShower(progress) {
  let last = performance.now();
  return (/** @type {number} */ share) => {
    const now = performance.now();
    if (now - last < STEP_MS) return;
    last = now;
    progress.value = share;
    progress.hidden = false;
  };
}

/**
 * Appends the box.
 * @param {State} state @param {Element} root
 * @returns {HTMLInputElement}
 */
export function mountSearchBox({data, filter}, root) {
  const input = el("input", {type: "search", dir: "auto", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", maxlength: String(LONGEST_QUERY), "aria-label": say.search, "aria-keyshortcuts": "/", placeholder: say.hint});
  const progress = el("progress", {max: "1", "aria-label": say.progress});
  progress.hidden = true;
  let timer = 0;
  let asked = "";
  const ask = async () => {
    clearTimeout(timer);
    asked = queryOf(input.value);
    const isLast = await applyCriteria(filter, {query: input.value}, progressShower(progress));
    if (isLast) progress.hidden = true;
  };
  const askAfter = (/** @type {number} */ delay) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), delay);
  };
  input.addEventListener("input", () => askAfter(data.texts.blocks ? LATER_MS : SOON_MS));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") void ask();
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    event.stopPropagation(); // Escape would also close a popup
    input.value = "";
    void ask();
  });
  filter.onChange(() => {
    const {query} = filter.criteria;
    if (query === asked) return;
    clearTimeout(timer);
    input.value = asked = query; // by a link, a reset, a step back
    progress.hidden = true;
  });
  root.append(el("div", {class: "cm-search", role: "search"}, input, slashSwitch(input), progress));
  return input;
}
