// The words of the time axis: days as a reader would name them, and the ticks that fit. Pure.

import {dateWords, firstDay, isoDay, monthOf} from "./dates.js";
import {words} from "./language.js";
import {spotOf} from "./timebins.js";

/** @import {Axis, Range, Unit} from "./timebins.js" */

/**
 * at: bins from the start of the axis; year: where its label is the first of a year.
 * @typedef {{at: number, text: string, year: string|null, centred: boolean}} Tick centred: it names one bar
 */

const say = words({
  en: {months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]},
  ar: {months: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]},
});

const YEARS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const YEAR_ROOM = 40; // px

/**
 * From the finest: how many days, months or years from tick to tick, and the px that its label needs.
 * @type {{unit: "day"|"month"|"year", step: number, days: number, room: number}[]}
 */
const LADDER = [
  ...[1, 2, 7, 14].map((step) => ({unit: /** @type {const} */ ("day"), step, days: step, room: 62})),
  ...[1, 3, 6].map((step) => ({unit: /** @type {const} */ ("month"), step, days: step * 30, room: 48})),
  ...YEARS.map((step) => ({unit: /** @type {const} */ ("year"), step, days: step * 365, room: YEAR_ROOM})),
];

/** Days in words: whole months and years are named as such. @param {Range} days */
export function spanWords([from, to]) {
  const [first, last, after] = [isoDay(from), isoDay(to), isoDay(to + 1)];
  const months = first.endsWith("-01") && after.endsWith("-01");
  const years = first.endsWith("-01-01") && after.endsWith("-01-01");
  const length = years ? 4 : months ? 7 : 10;
  const [a, b] = [first.slice(0, length), last.slice(0, length)];
  return dateWords(a === b ? a : `${a}/${b}`);
}

/** Does a step of the ladder name bins, or stretches of them? @param {{unit: string, step: number}} rung @param {Unit} bars */
function suits({unit, step}, bars) {
  if (bars === "day") return true;
  if (bars === "week") return unit !== "day" || step >= 7;
  return unit === bars || unit === "year";
}

/** @param {Axis} axis @param {"day"|"month"|"year"} unit @param {number} step @returns {number[]} days */
function tickDays({edges, count}, unit, step) {
  const out = [];
  const [from, to] = [edges[0], edges[count] - 1];
  if (unit === "day") for (let day = from; day <= to; day += step) out.push(day);
  else {
    const months = unit === "year" ? 12 * step : step;
    const first = Math.ceil((monthOf(from - 1) + 1) / months) * months; // the first month that begins on the axis, or later
    for (let month = first; firstDay(month) <= to; month += months) out.push(firstDay(month));
  }
  return out;
}

/** @param {"day"|"month"|"year"} unit @param {number} day */
function label(unit, day) {
  const [year, month, date] = isoDay(day).split("-");
  if (unit === "year") return String(Number(year));
  return unit === "month" ? say.months[Number(month) - 1] : `${Number(date)} ${say.months[Number(month) - 1]}`;
}

/** The ticks of an axis. @param {Axis} axis @param {number} pitch px from bar to bar @returns {Tick[]} */
export function ticksOf(axis, pitch) {
  const perDay = (axis.count * pitch) / (axis.edges[axis.count] - axis.edges[0]);
  const fitting = LADDER.filter((step) => suits(step, axis.unit));
  const {unit, step} = fitting.find(({days, room}) => days * perDay >= room) ?? fitting[fitting.length - 1];
  /** @type {Tick[]} */
  const ticks = tickDays(axis, unit, step).map((day) => ({
    at: spotOf(axis, day), text: label(unit, day), year: unit === "year" ? null : isoDay(day).slice(0, 4), centred: unit === axis.unit,
  }));
  return firstOfYears(ticks, pitch);
}

/** Leaves the year on its first tick only, and none where two would touch. @param {Tick[]} ticks @param {number} pitch */
function firstOfYears(ticks, pitch) {
  let said = /** @type {Tick|null} */ (null);
  let year = /** @type {string|null} */ (null);
  for (const tick of ticks) {
    if (tick.year === year) tick.year = null;
    else {
      year = tick.year;
      if (said && (tick.at - said.at) * pitch < YEAR_ROOM) said.year = null;
      said = tick;
    }
  }
  return ticks;
}
