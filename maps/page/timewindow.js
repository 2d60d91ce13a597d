// What becomes of the chosen stretch of bins when it is dragged, nudged by keys or stepped on.
// Pure: windows are first and last bin, inclusive, on an axis of `count` bins.

/** @import {Range, Unit} from "./timebins.js" */

/** @typedef {"from"|"to"} End */
/** @typedef {End|"move"|"new"} Grip what the pointer took hold of */

/** Bins that PageUp and PageDown go by. */
const PAGE = {day: 7, week: 4, month: 12, year: 10};

/** @param {number} value @param {number} low @param {number} high */
function clamped(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** @param {Range} window @param {number} by bins @param {number} count @returns {Range} as long as before */
export function moved([a, b], by, count) {
  const shift = clamped(by, -a, count - 1 - b);
  return [a + shift, b + shift];
}

/** One end to a bin; past the other end they change places. @param {Range} window @param {End} end @param {number} bin @returns {Range} */
function withEnd([a, b], end, bin) {
  const other = end === "from" ? b : a;
  return [Math.min(bin, other), Math.max(bin, other)];
}

/**
 * The window while the pointer is at a bin.
 * @param {Grip} grip @param {Range} window when it was taken hold of @param {number} origin bin where that was
 * @param {number} bin @param {number} count @returns {Range}
 */
export function dragged(grip, window, origin, bin, count) {
  if (grip === "new") return [Math.min(origin, bin), Math.max(origin, bin)];
  return grip === "move" ? moved(window, bin - origin, count) : withEnd(window, grip, bin);
}

/**
 * The window after a key on one of its ends; null if the key means nothing here.
 * @param {{key: string, shiftKey: boolean}} press Shift moves both ends @param {End} end @param {Range} window
 * @param {{count: number, unit: Unit}} axis @param {"ltr"|"rtl"} direction in which time runs
 * @returns {Range|null}
 */
export function nudged({key, shiftKey}, end, window, {count, unit}, direction) {
  const onward = direction === "rtl" ? -1 : 1;
  const steps = /** @type {Record<string, number>} */ ({
    ArrowRight: onward, ArrowLeft: -onward, ArrowUp: 1, ArrowDown: -1, PageUp: PAGE[unit], PageDown: -PAGE[unit], Home: -count, End: count,
  });
  const by = steps[key];
  if (by === undefined) return null;
  if (shiftKey) return moved(window, by, count);
  const [a, b] = window;
  return end === "from" ? [clamped(a + by, 0, b), b] : [a, clamped(b + by, a, count - 1)];
}

/**
 * The window a step later or earlier, by its own length; without one, the first or last bin, if
 * there are others.
 * Null at the end of the axis; the last step goes no further than that.
 * @param {Range|null} window @param {1|-1} way @param {number} count @returns {Range|null}
 */
export function stepped(window, way, count) {
  if (window === null && count === 1) return null;
  if (window === null) return way > 0 ? [0, 0] : [count - 1, count - 1];
  const next = moved(window, way * (window[1] - window[0] + 1), count);
  return next[0] === window[0] ? null : next;
}

/** Where playing begins: a step on, or from the start again. @param {Range|null} window @param {number} count @returns {Range} */
export function opening(window, count) {
  if (window === null || window[1] - window[0] + 1 === count) return [0, 0];
  return stepped(window, 1, count) ?? [0, window[1] - window[0]];
}
