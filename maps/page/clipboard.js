// To the clipboard, also where pages may not write to it directly: in frames without permission,
// and in old browsers.

import {el} from "./dom.js";

/** The way of before the clipboard's own interface: what is selected in a field is copied. @param {string} text */
function copySelection(text) {
  const before = document.activeElement;
  const field = el("textarea", {class: "cm-unseen", readonly: "", "aria-hidden": "true", tabindex: "-1"});
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus({preventScroll: true});
  return done;
}

/** Copies a text; false if the browser does not let it. @param {string} text @returns {Promise<boolean>} */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // no such interface, or no permission
    return copySelection(text);
  }
}
