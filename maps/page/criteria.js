// The reader's choices as names in an address, and back: by what the values are called, never by
// their numbers, so that a link outlives a rebuild. Names that this page does not know are left
// out. Pure, but for the search of a query.

import {dayOf, isoDay} from "./dates.js";
import {CHOICES, noCriteria} from "./filter.js";
import {NO_DAY} from "./payload.js";
import {search, wordsOf} from "./search.js";
import {DEATH_CLASSES} from "./sides.js";

/** @import {Choice, Criteria, Filter} from "./filter.js" */
/** @import {Data} from "./payload.js" */

/** @type {Record<Choice, string>} */
const PARAMETERS = {
  type: "type", status: "status", actor: "actor", teller: "told", source: "source", report: "report",
  precision: "precision", fatalities: "killed", place: "place",
};
export const LONGEST_QUERY = 200; // characters; the search box takes no more

/** What a class of fatalities is called: "unknown", "0", "1-9" … "100-". @param {number} code */
function deathsName(code) {
  const [least, next] = [DEATH_CLASSES[code], DEATH_CLASSES[code + 1]];
  if (least < 0) return "unknown";
  if (next === undefined) return `${least}-`;
  return next === least + 1 ? String(least) : `${least}-${next - 1}`;
}

/** Labels of places; with the position where several places have the same. @param {Data} data */
function placeNames({places}) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const label of places.label) times.set(label, (times.get(label) ?? 0) + 1);
  return places.label.map((label, place) =>
    times.get(label) === 1 ? label : `${label}@${places.lon[place].toFixed(5)},${places.lat[place].toFixed(5)}`);
}

/** What the values of a facet are called in an address, by number. @param {Data} data @param {Filter} filter @param {Choice} choice @returns {string[]} */
function namesOf(data, filter, choice) {
  switch (choice) {
    case "type": return data.types.map(({name}) => name);
    case "status": return data.statuses;
    case "actor": return data.strings;
    case "teller": return filter.tellers.names;
    case "source": return data.sources.map(({name}) => name ?? "");
    case "report": return data.reports.map(({name}) => name);
    case "precision": return [...data.precisions, "unplaced"];
    case "fatalities": return DEATH_CLASSES.map((_, code) => deathsName(code));
    case "place": return placeNames(data);
  }
}

/** What is chosen, as names and values of an address, always in the same order. @param {Filter} filter @returns {[string, string][]} */
export function criteriaToParams(filter) {
  const {criteria, data} = filter;
  /** @type {[string, string][]} */
  const out = [];
  for (const choice of CHOICES) {
    if (!criteria[choice].size) continue;
    const names = namesOf(data, filter, choice);
    const chosen = [...criteria[choice]].sort((a, b) => a - b).map((value) => names[value]);
    for (const name of new Set(chosen)) out.push([PARAMETERS[choice], name]);
  }
  if (criteria.days) out.push(["days", [...new Set(criteria.days)].map(isoDay).join("/")]);
  if (criteria.query) out.push(["q", criteria.query]);
  return out;
}

/** A day of an address; NO_DAY if there is no such day. @param {string} iso */
function knownDay(iso) {
  const day = dayOf(iso);
  return day !== NO_DAY && isoDay(day) === iso ? day : NO_DAY;
}

/** @param {string|null} text 2024-11-30 or 2024-11-30/2024-12-01 @returns {[number, number]|null} */
function daysOf(text) {
  const [first, last = first, more] = (text ?? "").split("/");
  const [from, to] = [knownDay(first), knownDay(last)];
  return more === undefined && from !== NO_DAY && to !== NO_DAY && from <= to ? [from, to] : null;
}

/** A query as it is kept: no space around it, not too long; empty if nothing can be searched for. @param {string} text */
export function queryOf(text) {
  const query = Array.from(text.slice(0, LONGEST_QUERY * 2)).slice(0, LONGEST_QUERY).join("").trim();
  return wordsOf(query).length ? query : "";
}

/**
 * The choices that an address names; of all others, nothing is chosen.
 * @param {Data} data @param {Filter} filter @param {Iterable<[string, string]>} params
 * @returns {Criteria}
 */
export function paramsToCriteria(data, filter, params) {
  const given = [...params];
  const criteria = noCriteria();
  for (const choice of CHOICES) {
    const wanted = new Set(given.filter(([name]) => name === PARAMETERS[choice]).map(([, value]) => value));
    if (!wanted.size) continue;
    namesOf(data, filter, choice).forEach((name, value) => {
      if (wanted.has(name)) criteria[choice].add(value);
    });
  }
  const first = (/** @type {string} */ name) => given.find(([own]) => own === name)?.[1] ?? "";
  return {...criteria, days: daysOf(first("days")), query: queryOf(first("q"))};
}

/** @type {WeakMap<Filter, number>} of each filter, how often its query was asked for or changed */
const asked = new WeakMap();

/** The number of a new question, which makes those before it stale. @param {Filter} filter */
function ask(filter) {
  if (!asked.has(filter)) {
    filter.onChange((facets) => {
      if (facets.includes("query")) asked.set(filter, (asked.get(filter) ?? 0) + 1);
    });
  }
  const number = (asked.get(filter) ?? 0) + 1;
  asked.set(filter, number);
  return number;
}

/**
 * Changes a filter, all at once, as soon as what is searched for has been found. A query that
 * comes later, or a reset, takes the place of one that is still being searched for.
 * @param {Filter} filter @param {Partial<Criteria>} some @param {(share: number) => void} [progress]
 * @returns {Promise<boolean>} false if it was given up
 */
export async function applyCriteria(filter, some, progress) {
  if (some.query === undefined) {
    filter.set(some);
    return true;
  }
  const query = queryOf(some.query);
  const number = ask(filter);
  const hits = query ? await search(filter.data, query, () => asked.get(filter) !== number, progress) : null;
  if (asked.get(filter) !== number) return false;
  filter.set({...some, query}, hits);
  return true;
}
