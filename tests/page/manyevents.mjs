// Payloads of many made-up events, always the same for a seed: for comparing the page's quick
// counts with slow and plain ones.

import {decode} from "../../maps/page/payload.js";
import {DAY, sample} from "./sample.mjs";

/** @import {Data, ReportEntry, Telling} from "../../maps/page/payload.js" */

/** @type {ReportEntry[]} */
export const REPORTS = ["one", "two", "three", "four"].map((name) => ({
  name, title: `Report ${name}`, href: `${name}.html`, published: null, publisher: null, url: null, reliability: null, machine_read: false,
  events: 1, placed: 1, verdicts: {}, change: null, error: null,
}));

/** @param {number} report @returns {Telling} */
export function telling(report) {
  return {report, id: `${REPORTS[report].name}/a`, publisher: null, status: "reported", claimed_by: null, fatalities: null, fatalities_low: null, fatalities_high: null, wounded: null, copy_of: null, date: null};
}

/** Whole numbers below a limit, always the same. @param {number} seed */
export function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** @param {number} count @param {number} seed @param {number} [places] @returns {Data} */
export function manyEvents(count, seed, places = 12) {
  const below = numbers(seed);
  const column = (/** @type {number} */ limit) => Array.from({length: count}, () => below(limit));
  const at = (/** @type {number} */ limit) => Array.from({length: places}, () => below(limit));
  const json = sample();
  return decode({
    ...json,
    types: [{name: "Armed clash", group: 0}, {name: "Peaceful protest", group: 1}, {name: "Attack", group: 0}],
    sources: [{name: "The Gazette", url: null, reliability: null}, {name: null, url: null, reliability: null}, {name: "army", url: null, reliability: null}],
    parties: [[], [8], [9, 10], [8, 9], [10, 8]],
    day0: DAY,
    places: {count: places, columns: {
      label: at(2), name: at(3), lon: at(36_000_000), lat: at(18_000_000), kind: at(2), country: at(2), admin1: at(2),
      precision: at(6), uncertainty_m: at(9000), described: at(2), source: at(2), area: at(2),
    }},
    events: {count, columns: {
      place: column(places + 1), type: column(3), status: column(3), start: column(40), span: column(9), date: column(1),
      initiators: column(5), targets: column(5), claimed_by: column(12), source: column(3), fatalities: column(130), report: column(REPORTS.length + 1),
    }},
    conflicts: [],
    reports: REPORTS,
    tellings: [{row: 1, told: [telling(0), telling(2)], sources: 2}, {row: 7, told: [telling(3), telling(2), telling(0)], sources: 2}],
    texts: {fields: ["id"], columns: [Array.from({length: count}, (_, i) => `e${i}`)]},
  });
}
