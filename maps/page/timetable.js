// The histogram as a table, and its days as two fields: what the bars say, in words and numbers,
// and how to choose days exactly, whatever a bar stands for.

import {dayOf, isoDay} from "./dates.js";
import {el, said} from "./dom.js";
import {counted, fill, numberWords, words} from "./language.js";
import {NO_DAY} from "./payload.js";
import {spanWords} from "./timeaxis.js";
import {daysOf, inBin} from "./timebins.js";
import {typeWords} from "./typewords.js";

/** @import {Group} from "./payload.js" */
/** @import {Axis, Counts, Range} from "./timebins.js" */

const say = words({
  en: {
    caption: "Events by day, week, month or year, as the bars show them; without those that have none",
    time: "Time", all: "Events", some: "{n} ({open} perhaps)",
    more: {one: "{n} more bar is not listed: go closer.", other: "{n} more bars are not listed: go closer."},
    from: "From", to: "To",
  },
  ar: {
    caption: "الأحداث بحسب اليوم أو الأسبوع أو الشهر أو السنة كما تعرضها الأعمدة، من دون الفترات الخالية",
    time: "الفترة", all: "الأحداث", some: "{n} (منها {open} محتملة)",
    more: {
      zero: "لا أعمدة أخرى", one: "عمود آخر غير مدرج: اعرض الفترة بالتفصيل.", two: "عمودان آخران غير مدرجين: اعرض الفترة بالتفصيل.",
      few: "{n} أعمدة أخرى غير مدرجة: اعرض الفترة بالتفصيل.", many: "{n} عمودًا آخر غير مدرج: اعرض الفترة بالتفصيل.", other: "{n} عمود آخر غير مدرج: اعرض الفترة بالتفصيل.",
    },
    from: "من", to: "إلى",
  },
});

const MOST_ROWS = 400;

/** @param {number} all @param {number} open */
function cell(all, open) {
  const text = open === 0 ? numberWords(all) : fill(say.some, {n: all, open});
  return el("td", null, all === 0 ? "" : text);
}

/** @param {Axis} axis @param {Counts} counts @param {number} bin */
function row(axis, counts, bin) {
  const {all, perhaps} = inBin(counts, bin);
  const cells = [cell(all, perhaps)];
  for (let i = bin * counts.groups; i < (bin + 1) * counts.groups; i += 1) {
    cells.push(cell(counts.sure[i] + counts.perhaps[i], counts.perhaps[i]));
  }
  return el("tr", null, el("th", {scope: "row"}, spanWords(daysOf(axis, [bin, bin]))), ...cells);
}

/** A table of the bars that are not empty. @param {Axis} axis @param {Counts} counts @param {Group[]} groups @returns {HTMLElement[]} */
export function timeTable(axis, counts, groups) {
  const bins = Array.from({length: axis.count}, (_, bin) => bin).filter((bin) => inBin(counts, bin).all > 0);
  const heads = [say.time, say.all, ...groups.map(({name}) => said(typeWords(name)))].map((head) => el("th", {scope: "col"}, head));
  const table = el("table", null,
    el("caption", null, say.caption),
    el("thead", null, el("tr", null, ...heads)),
    el("tbody", null, ...bins.slice(0, MOST_ROWS).map((bin) => row(axis, counts, bin))));
  const left = bins.length - MOST_ROWS;
  return left > 0 ? [table, el("p", null, counted(left, say.more))] : [table];
}

/**
 * Two fields for the first and the last chosen day.
 * @param {Range} whole days that events state @param {(days: Range|null) => void} choose
 * @returns {{node: HTMLElement, show: (days: Range|null) => void}}
 */
export function dayFields(whole, choose) {
  const field = () => el("input", {type: "date", min: isoDay(whole[0]), max: isoDay(whole[1])});
  const [from, to] = [field(), field()];
  const changed = () => {
    if (!from.validity.valid || !to.validity.valid) return; // half typed
    const [first, last] = [dayOf(from.value), dayOf(to.value)];
    if (first === NO_DAY && last === NO_DAY) choose(null);
    else {
      const days = [first === NO_DAY ? whole[0] : first, last === NO_DAY ? whole[1] : last];
      choose([Math.min(...days), Math.max(...days)]);
    }
  };
  for (const input of [from, to]) input.addEventListener("change", changed);
  const node = el("p", {class: "cm-time-days"}, el("label", null, say.from, " ", from), el("label", null, say.to, " ", to));
  const show = (/** @type {Range|null} */ days) => {
    const inside = (/** @type {number} */ day) => isoDay(Math.min(Math.max(day, whole[0]), whole[1]));
    [from.value, to.value] = days === null ? ["", ""] : days.map(inside);
  };
  return {node, show};
}
