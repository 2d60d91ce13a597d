// Columns that are worked out when a page opens, for filtering: who takes part in an event, whose
// word it is, how precise its place is, how many were killed. Each a code a row. Pure.

/** @import {Data} from "./payload.js" */

/** @typedef {{codes: Uint32Array, names: string[]}} Coded names by code */
/** @typedef {{codes: Uint32Array, actors: number[][]}} Pairs numbers of names by code */

const DENSE = 1 << 22; // pairs of lists that a plain table may number

/** Events with the same lists of initiators and targets have the same code; actors by code, numbers of names. @param {Data} data @returns {Pairs} */
export function pairsOf(data) {
  const {count, initiators, targets} = data.events;
  const lists = data.parties.length;
  const known = lists * lists <= DENSE ? new Int32Array(lists * lists).fill(-1) : new Map();
  const codes = new Uint32Array(count);
  /** @type {number[][]} */
  const actors = [];
  for (let row = 0; row < count; row += 1) {
    const key = initiators[row] * lists + targets[row];
    let code = known instanceof Map ? known.get(key) ?? -1 : known[key];
    if (code < 0) {
      code = actors.push([...new Set([...data.parties[initiators[row]], ...data.parties[targets[row]]])]) - 1;
      if (known instanceof Map) known.set(key, code);
      else known[key] = code;
    }
    codes[row] = code;
  }
  return {codes, actors};
}

/** Whose word an event is: its claimant, else its publisher; "" if neither is named. @param {Data} data @returns {Coded} */
export function tellersOf(data) {
  const {count, claimed_by: claimants, source} = data.events;
  /** @type {Map<string, number>} */
  const numbers = new Map();
  const number = (/** @type {string} */ name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return /** @type {number} */ (numbers.get(name));
  };
  const bySource = data.sources.map(({name}) => number(name ?? ""));
  const byClaimant = new Int32Array(data.strings.length).fill(-1);
  const codes = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) {
    const claimant = claimants[row];
    if (claimant >= 0 && byClaimant[claimant] < 0) byClaimant[claimant] = number(data.strings[claimant]);
    codes[row] = claimant < 0 ? bySource[source[row]] : byClaimant[claimant];
  }
  return {codes, names: [...numbers.keys()]};
}

/** Which reports of an archive tell of an event, itself or in another's words: numbers of reports by code; -1: none. @param {Data} data */
export function reportsOf({events, reports, tellings}) {
  const codes = events.report.slice();
  const lists = reports.map((_, number) => [number]);
  for (const [row, {told}] of tellings) codes[row] = lists.push([...new Set(told.map(({report}) => report))]) - 1;
  return {codes, lists};
}

/** Numbers of precisions; one more than there are for an event without a place. @param {Data} data */
export function precisionsOf(data) {
  const {count, place} = data.events;
  const codes = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) {
    codes[row] = place[row] < 0 ? data.precisions.length : data.places.precision[place[row]];
  }
  return codes;
}

/** Least numbers of killed people of each class; -1: not stated. */
export const DEATH_CLASSES = [-1, 0, 1, 10, 25, 100];

/** Numbers of DEATH_CLASSES. @param {Data} data */
export function deathsOf(data) {
  const {count, fatalities} = data.events;
  const codes = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) {
    let code = DEATH_CLASSES.length - 1;
    while (fatalities[row] < DEATH_CLASSES[code]) code -= 1;
    codes[row] = code;
  }
  return codes;
}
