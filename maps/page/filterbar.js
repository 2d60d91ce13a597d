// The row under the header that says what is shown: the search, "3 of 15 events", what is chosen,
// each with a button that takes it away, and one that takes away all.

import {button, el} from "./dom.js";
import {eventCount} from "./events.js";
import {chipsOf} from "./facets.js";
import {counted, fill, numberWords, words} from "./language.js";
import {mountSearchBox} from "./searchbox.js";

/** @import {Chip} from "./facets.js" */
/** @import {Filter} from "./filter.js" */
/** @import {State} from "./state.js" */

const say = words({
  en: {
    bar: "Search and what is shown", part: "{shown} of {all}", all: {one: "{n} event", other: "{n} events"},
    chosen: "What is chosen", remove: "Remove: {chip}", reset: "Reset filters",
  },
  ar: {
    bar: "البحث وما يُعرض", part: "{shown} من أصل {all}", all: {one: "حدث واحد", two: "حدثين", few: "{n} أحداث", many: "{n} حدثًا", other: "{n} حدث"},
    chosen: "ما تم اختياره", remove: "إزالة: {chip}", reset: "إلغاء التصفية",
  },
});

const QUIET_MS = 600; // without a change, before the count is announced

/** "3 of 15 events"; "15 events" if nothing is left out. @param {Filter} filter */
function shownWords({count, data: {events}}) {
  if (count === events.count) return eventCount(count);
  return fill(say.part, {shown: numberWords(count), all: counted(events.count, say.all)});
}

/** What is chosen, as buttons that take it away. */
class Chips {
  /** @param {Filter} filter @param {() => void} onLast where the keyboard goes when none is left */
  constructor(filter, onLast) {
    this.filter = filter;
    this.onLast = onLast;
    this.list = el("ul", {class: "cm-chips", "aria-label": say.chosen});
    /** @type {Chip[]} */
    this.chips = [];
  }

  update() {
    const chips = chipsOf(this.filter);
    const isSame = chips.length === this.chips.length && chips.every(({text}, i) => text === this.chips[i].text);
    this.chips = chips;
    this.list.hidden = !chips.length;
    if (!isSame) this.list.replaceChildren(...chips.map((chip, i) => el("li", null, this.chipButton(chip, i))));
  }

  /** @param {Chip} chip @param {number} number */
  chipButton({text}, number) {
    const cross = el("span", {"aria-hidden": "true"}, "×");
    return button(el("span", null, el("bdi", null, text), " ", cross), () => this.remove(number), {"aria-label": fill(say.remove, {chip: text})});
  }

  /** The next one is then under the keyboard. @param {number} number */
  remove(number) {
    this.filter.set(this.chips[number].rest);
    const left = this.list.querySelectorAll("button");
    if (left.length) left[Math.min(number, left.length - 1)].focus();
    else this.onLast();
  }
}

/**
 * Appends the row.
 * @param {State} state @param {Element} root
 */
export function mountFilterBar(state, root) {
  const {filter} = state;
  const row = el("div", {class: "cm-filterbar"});
  const input = mountSearchBox(state, row);
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", say.bar);
  const shown = el("p", {class: "cm-shown"});
  const chips = new Chips(filter, () => input.focus());
  const reset = button(say.reset, () => {
    filter.reset();
    input.focus();
  }, {class: "cm-reset"});
  const update = () => {
    shown.textContent = shownWords(filter);
    chips.update();
    reset.hidden = !filter.isActive;
  };
  let timer = 0;
  filter.onChange(() => {
    update();
    clearTimeout(timer);
    timer = window.setTimeout(() => state.announce(shownWords(filter)), QUIET_MS);
  });
  update();
  row.append(shown, reset, chips.list);
  root.append(row);
}
