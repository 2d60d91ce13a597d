// Events counted by day, week, month or year, each bar split by group. A bar counts an event as
// sure where all of its days lie in the bar, and as perhaps where only some of them do or its date
// is approximate: so a bar says just what would be shown if its days were chosen. Pure.

import {firstDay, monthOf} from "./dates.js";
import {NO_DAY} from "./payload.js";

/** @import {Events} from "./payload.js" */

/** @typedef {"day"|"week"|"month"|"year"} Unit */
/** @typedef {[number, number]} Range first and last, inclusive; of days since 1970-01-01, or of bins */
/** @typedef {{unit: Unit, count: number, edges: Int32Array}} Axis edges: the first day of each bin, then the day after the last */

/**
 * Where each event stands on an axis. first and last: its bins, where kind is SURE or PERHAPS.
 * @typedef {{kind: Uint8Array, first: Uint16Array, last: Uint16Array}} Slots
 */

/**
 * Events by [bin * groups + group], and of those that have no bar: without date, before, after.
 * @typedef {{sure: Uint32Array, perhaps: Uint32Array, groups: number, most: number, undated: number, before: number, after: number}} Counts most: in any bar
 */

const LEAST_PITCH = 2.5; // px from bar to bar
const CROWD = 0.8; // of the dated events: those that the axis shows at first, if the others lie far off
const FAR = 8; // times as long as the crowd's days

export const UNDATED = 0;
export const SURE = 1;
export const PERHAPS = 2;
export const BEFORE = 3;
export const AFTER = 4;

/** From the first to the last day that any event states; null if none does. @param {Events} events @returns {Range|null} */
export function wholeRange({count, start, end}) {
  let [from, to] = [Infinity, -Infinity];
  for (let row = 0; row < count; row += 1) {
    const first = start[row] === NO_DAY ? end[row] : start[row];
    const last = end[row] === NO_DAY ? start[row] : end[row];
    if (first === NO_DAY) continue;
    if (first < from) from = first;
    if (last > to) to = last;
  }
  return from > to ? null : [from, to];
}

/**
 * The days that the axis shows at first: all, or, where a few events (the background of a report,
 * say) lie far from the others, the shortest stretch with most events' first days.
 * @param {Events} events @param {Range} whole @returns {Range}
 */
export function firstRange({count, start, end}, [from, to]) {
  const days = to - from + 1;
  const byDay = new Uint32Array(days);
  let dated = 0;
  for (let row = 0; row < count; row += 1) {
    const day = start[row] === NO_DAY ? end[row] : start[row];
    if (day === NO_DAY) continue;
    byDay[day - from] += 1;
    dated += 1;
  }
  const [low, high] = shortestStretch(byDay, Math.ceil(dated * CROWD));
  return days >= FAR * (high - low + 1) ? [from + low, from + high] : [from, to];
}

/** @param {Uint32Array} counts @param {number} wanted their sum @returns {Range} places in counts */
function shortestStretch(counts, wanted) {
  /** @type {Range} */
  let best = [0, counts.length - 1];
  let sum = 0;
  let low = 0;
  for (let high = 0; high < counts.length; high += 1) {
    sum += counts[high];
    while (sum - counts[low] >= wanted) sum -= counts[low++];
    if (sum >= wanted && high - low < best[1] - best[0]) best = [low, high];
  }
  return best;
}

/** The finest unit whose bars are not too thin. @param {Range} range days @param {number} width px @returns {Unit} */
export function unitFor([from, to], width) {
  const bars = {day: to - from + 1, week: (to - from) / 7 + 2, month: monthOf(to) - monthOf(from) + 1};
  if (bars.day * LEAST_PITCH <= width) return "day";
  if (bars.week * LEAST_PITCH <= width) return "week";
  return bars.month * LEAST_PITCH <= width ? "month" : "year";
}

/** The first day of the bin that a day lies in; weeks begin on Monday. @param {Unit} unit @param {number} day */
function floorDay(unit, day) {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday
  return firstDay(unit === "month" ? monthOf(day) : monthOf(day) - (monthOf(day) % 12));
}

/** The first day of the next bin. @param {Unit} unit @param {number} day first of a bin */
function nextDay(unit, day) {
  if (unit === "day") return day + 1;
  return unit === "week" ? day + 7 : firstDay(monthOf(day) + (unit === "month" ? 1 : 12));
}

/** @param {Range} range days @param {Unit} unit @returns {Axis} of whole bins */
export function axisOf([from, to], unit) {
  const edges = [floorDay(unit, from)];
  while (edges[edges.length - 1] <= to) edges.push(nextDay(unit, edges[edges.length - 1]));
  return {unit, count: edges.length - 1, edges: Int32Array.from(edges)};
}

/** Number of the bin of a day; days off the axis are in its first or last. @param {Axis} axis @param {number} day */
export function binOf({edges, count}, day) {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a day begins on the axis, in bins from its start; days off the axis are at its ends. @param {Axis} axis @param {number} day */
export function spotOf(axis, day) {
  const {edges, count} = axis;
  if (day >= edges[count]) return count;
  const bin = binOf(axis, day);
  return bin + Math.max(0, day - edges[bin]) / (edges[bin + 1] - edges[bin]);
}

/** @param {Axis} axis @param {Range} bins @returns {Range} days */
export function daysOf({edges}, [a, b]) {
  return [edges[a], edges[b + 1] - 1];
}

/** The bins of chosen days; null if none are chosen, or none of them is on the axis. @param {Axis} axis @param {Range|null} days @returns {Range|null} */
export function binsOf(axis, days) {
  const [from, to] = daysOf(axis, [0, axis.count - 1]);
  if (days === null || days[0] > to || days[1] < from) return null;
  return [binOf(axis, days[0]), binOf(axis, days[1])];
}

/** @param {Axis} axis */
function binByDay({edges, count}) {
  const out = new Uint16Array(edges[count] - edges[0]);
  for (let bin = 0; bin < count; bin += 1) out.fill(bin, edges[bin] - edges[0], edges[bin + 1] - edges[0]);
  return out;
}

/** @param {Events} events @param {string[]} dates EDTF, by number @param {Axis} axis @returns {Slots} */
export function slotsOf({count, start, end, date}, dates, axis) {
  const slots = {kind: new Uint8Array(count), first: new Uint16Array(count), last: new Uint16Array(count)};
  const approximate = Uint8Array.from(dates, (edtf) => (/[~?%]/.test(edtf) ? 1 : 0));
  const bins = binByDay(axis);
  const [from, to] = daysOf(axis, [0, axis.count - 1]);
  for (let row = 0; row < count; row += 1) {
    const [first, last] = [start[row], end[row]];
    if (first === NO_DAY && last === NO_DAY) continue; // UNDATED
    if (first > to) slots.kind[row] = AFTER;
    else if (last !== NO_DAY && last < from) slots.kind[row] = BEFORE;
    else {
      const inside = first >= from && last !== NO_DAY && last <= to;
      const low = bins[first < from ? 0 : first - from];
      const high = bins[last === NO_DAY || last > to ? to - from : last - from];
      slots.first[row] = low;
      slots.last[row] = high;
      slots.kind[row] = inside && low === high && !(date[row] >= 0 && approximate[date[row]]) ? SURE : PERHAPS;
    }
  }
  return slots;
}

/**
 * Counts the events that are let through.
 * @param {Slots} slots @param {number} bins of the axis
 * @param {{type: Uint32Array, groupOfType: Uint8Array, groups: number}} grouping
 * @param {Uint16Array} fails bits of what leaves an event out @param {number} mask the bits that count
 * @returns {Counts}
 */
export function countBins({kind, first, last}, bins, {type, groupOfType, groups}, fails, mask) {
  const sure = new Uint32Array(bins * groups);
  const rise = new Int32Array((bins + 1) * groups); // how many more are perhaps in a bin than in the one before
  const off = new Uint32Array(5); // by kind
  for (let row = 0; row < fails.length; row += 1) {
    if (fails[row] & mask) continue;
    const group = groupOfType[type[row]];
    if (kind[row] === SURE) sure[first[row] * groups + group] += 1;
    else if (kind[row] === PERHAPS) {
      rise[first[row] * groups + group] += 1;
      rise[(last[row] + 1) * groups + group] -= 1;
    } else off[kind[row]] += 1;
  }
  for (let i = groups; i < rise.length; i += 1) rise[i] += rise[i - groups];
  const perhaps = Uint32Array.from(rise.subarray(0, bins * groups));
  const counts = {sure, perhaps, groups, most: 0, undated: off[UNDATED], before: off[BEFORE], after: off[AFTER]};
  for (let bin = 0; bin < bins; bin += 1) counts.most = Math.max(counts.most, inBin(counts, bin).all);
  return counts;
}

/** @param {Counts} counts @param {number} bin */
export function inBin({sure, perhaps, groups}, bin) {
  let [all, open] = [0, 0];
  for (let i = bin * groups; i < (bin + 1) * groups; i += 1) {
    all += sure[i] + perhaps[i];
    open += perhaps[i];
  }
  return {all, perhaps: open};
}
