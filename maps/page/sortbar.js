// By what the list is sorted: a choice, and a button that turns the order round.

import {button, el} from "./dom.js";
import {fill, words} from "./language.js";
import {SORTINGS} from "./order.js";

/** @import {Sorting} from "./order.js" */
/** @typedef {(by: Sorting, down: boolean, said: string) => void} Sort said: the order in words */

const say = words({
  en: {
    label: "Sort by", turn: "Order: {order}. Turn round", done: "Sorted by {by}, {order}.",
    by: {date: "date", place: "place", type: "type", fatalities: "fatalities", teller: "who says so"},
    up: {date: "oldest first", place: "A to Z", type: "as in the legend", fatalities: "fewest first", teller: "A to Z"},
    down: {date: "newest first", place: "Z to A", type: "the legend's last first", fatalities: "most first", teller: "Z to A"},
  },
  ar: {
    label: "الترتيب حسب", turn: "الترتيب: {order}. اعكسه", done: "رُتبت القائمة حسب {by}، {order}.",
    by: {date: "التاريخ", place: "المكان", type: "النوع", fatalities: "عدد القتلى", teller: "من يقول ذلك"},
    up: {date: "الأقدم أولًا", place: "من الألف إلى الياء", type: "كما في مفتاح الخريطة", fatalities: "الأقل أولًا", teller: "من الألف إلى الياء"},
    down: {date: "الأحدث أولًا", place: "من الياء إلى الألف", type: "بعكس مفتاح الخريطة", fatalities: "الأكثر أولًا", teller: "من الياء إلى الألف"},
  },
});

/** @param {Sort} sort */
export function sortBar(sort) {
  /** @type {{by: Sorting, down: boolean}} */
  const chosen = {by: "date", down: false};
  const options = SORTINGS.map((by) => el("option", {value: by}, say.by[by]));
  const select = el("select", {class: "cm-sort-by"}, ...options);
  const orderWords = () => (chosen.down ? say.down : say.up)[chosen.by];
  const show = () => {
    turn.textContent = orderWords();
    turn.setAttribute("aria-label", fill(say.turn, {order: orderWords()}));
  };
  const changed = () => {
    show();
    sort(chosen.by, chosen.down, fill(say.done, {by: say.by[chosen.by], order: orderWords()}));
  };
  const turn = button(null, () => {
    chosen.down = !chosen.down;
    changed();
  }, {class: "cm-sort-turn"});
  select.addEventListener("change", () => {
    chosen.by = /** @type {Sorting} */ (select.value);
    chosen.down = chosen.by === "fatalities"; // what was worst comes first
    changed();
  });
  show();
  return el("div", {class: "cm-sortbar"}, el("label", null, say.label, " ", select), turn);
}
