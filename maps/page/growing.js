// A long series of elements, shown in parts: the first ones, and a button that adds the next.

import {button} from "./dom.js";
import {fill, words} from "./language.js";

const PART = 40; // elements that are added at once

const say = words({
  en: {more: "Show {n} more of {all}"},
  ar: {more: "عرض {n} أخرى من أصل {all}"},
});

/**
 * Puts the first elements into a list. The list, and below it the button for the next ones, from
 * which the keyboard goes on to the first new one.
 * @param {HTMLElement} list @param {number} count of all @param {(index: number) => HTMLElement} build
 */
export function growing(list, count, build) {
  const more = button(null, () => {
    const first = add();
    first.tabIndex = -1;
    first.focus();
  }, {class: "cm-link cm-more"});
  const add = () => {
    const from = list.children.length;
    const rest = count - from;
    const next = Array.from({length: Math.min(PART, rest)}, (_, i) => build(from + i));
    list.append(...next);
    const left = rest - next.length;
    more.textContent = fill(say.more, {n: Math.min(PART, left), all: count});
    more.hidden = left === 0;
    return next[0];
  };
  add();
  return [list, more];
}
