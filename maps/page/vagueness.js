// "Hide vaguer than …": the choice of precisions as a limit. A filter keeps a set of precisions;
// a reader thinks of the vaguest one that is still shown. Pure.

/** @import {Filter} from "./filter.js" */

/**
 * limit: number of the vaguest precision that is shown, null if what is chosen is no such limit;
 * unplaced: are events without a place shown?
 * @typedef {{limit: number|null, unplaced: boolean}} Limit
 */

/** Numbers of the precisions that any placed event has, from the sharpest to the vaguest. @param {Filter} filter @returns {number[]} */
export function presentPrecisions({data, totals}) {
  return data.precisions.map((_, value) => value).filter((value) => totals.precision[value] > 0);
}

/** Are there events that are not placed on the map? @param {Filter} filter */
export function hasUnplaced({data, totals}) {
  return totals.precision[data.precisions.length] > 0;
}

/** @param {Filter} filter @returns {Limit} */
export function limitOf(filter) {
  const chosen = filter.criteria.precision;
  const present = presentPrecisions(filter);
  const shown = chosen.size ? present.filter((value) => chosen.has(value)) : present;
  const isLimit = shown.length > 0 && shown.every((value, i) => value === present[i]);
  return {
    limit: isLimit ? shown[shown.length - 1] : null,
    unplaced: !chosen.size || chosen.has(filter.data.precisions.length),
  };
}

/** The precisions to choose for a limit; none if nothing is hidden by it. @param {Filter} filter @param {number} limit @param {boolean} unplaced @returns {Set<number>} */
export function precisionsWithin(filter, limit, unplaced) {
  const count = filter.data.precisions.length;
  const vaguest = presentPrecisions(filter).at(-1) ?? 0;
  if (limit >= vaguest && (unplaced || !hasUnplaced(filter))) return new Set();
  const out = new Set(Array.from({length: limit + 1}, (_, value) => value));
  if (unplaced) out.add(count);
  return out;
}

/** The events that a limit would show, those without a place apart. @param {Filter} filter @param {number} limit */
export function countWithin({counts}, limit) {
  return counts.precision.subarray(0, limit + 1).reduce((sum, count) => sum + count, 0);
}
