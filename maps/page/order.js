// In what order the list has its events: by one of their columns, up or down; those of which it is
// not known come last either way, and equal ones stay in the order of their dates. Pure.

import {folded} from "./folding.js";

/** @import {Filter} from "./filter.js" */

/** @typedef {"date"|"place"|"type"|"fatalities"|"teller"} Sorting */

/** @type {Sorting[]} */
export const SORTINGS = ["date", "place", "type", "fatalities", "teller"];
const DIGIT = 0xffff; // the sort goes by 16 bits at a time

/** Of each name its number in alphabetical order; -1 for none. @param {(string|null)[]} names */
function ranksOf(names) {
  const plain = names.map((name) => folded(name ?? ""));
  const sorted = [...new Set(plain)].filter(Boolean).sort((a, b) => (a < b ? -1 : 1));
  const numbers = new Map(sorted.map((name, i) => [name, i]));
  return Int32Array.from(plain, (name) => numbers.get(name) ?? -1);
}

/** Of each row what it is sorted by; -1 if that is not known. @param {Filter} filter @param {Exclude<Sorting, "date">} by */
function valuesOf({data, tellers}, by) {
  if (by === "fatalities") return data.events.fatalities;
  const named = {
    place: {ranks: () => ranksOf(data.places.label), column: data.events.place},
    type: {ranks: () => ranksOf(data.types.map(({name, group}) => `${group} ${name}`)), column: data.events.type},
    teller: {ranks: () => ranksOf(tellers.names), column: tellers.codes},
  }[by];
  const ranks = named.ranks();
  const {column} = named;
  const values = new Int32Array(column.length);
  for (let row = 0; row < values.length; row += 1) values[row] = column[row] < 0 ? -1 : ranks[column[row]];
  return values;
}

/** Numbers ≥ 0 that grow in the order wanted; the unknown ones are the largest. @param {Int32Array} values @param {boolean} down */
function keysOf(values, down) {
  let most = 0;
  for (let row = 0; row < values.length; row += 1) if (values[row] > most) most = values[row];
  const keys = new Uint32Array(values.length);
  for (let row = 0; row < keys.length; row += 1) {
    const value = values[row];
    keys[row] = value < 0 ? most + 1 : down ? most - value : value;
  }
  return {keys, most: most + 1};
}

/** Rows in the order of a digit of their keys; equal ones stay as they are. @param {Uint32Array} rows @param {Uint32Array} keys @param {number} shift bits */
function sortedByDigit(rows, keys, shift) {
  const starts = new Uint32Array(DIGIT + 2);
  for (let row = 0; row < keys.length; row += 1) starts[((keys[row] >>> shift) & DIGIT) + 1] += 1;
  for (let digit = 0; digit < DIGIT; digit += 1) starts[digit + 1] += starts[digit];
  const out = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    out[starts[(keys[row] >>> shift) & DIGIT]++] = row;
  }
  return out;
}

/** All rows in an order. @param {Filter} filter @param {Sorting} by @param {boolean} down @returns {Uint32Array} */
export function orderOf(filter, by, down) {
  const {count} = filter.data.events;
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  if (by === "date") return down ? rows.reverse() : rows;
  const {keys, most} = keysOf(valuesOf(filter, by), down);
  const low = sortedByDigit(rows, keys, 0);
  return most > DIGIT ? sortedByDigit(low, keys, 16) : low;
}

/** Rows that are shown, in an order of all rows. @param {Filter} filter @param {Uint32Array} order */
export function shownOf(filter, order) {
  const {fails, count} = filter;
  const out = new Uint32Array(count);
  let n = 0;
  for (let i = 0; i < order.length; i += 1) if (fails[order[i]] === 0) out[n++] = order[i];
  return out;
}
