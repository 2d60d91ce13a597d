// What a reader can choose from: the values of each facet in words, with all their events, and
// what is chosen now, in words. The panel of filters and the row above the map say the same. Pure.

import {dateWords, edtfOf} from "./dates.js";
import {statusWords} from "./events.js";
import {CHOICES} from "./filter.js";
import {fill, words} from "./language.js";
import {DEATH_CLASSES} from "./sides.js";
import {typeWords} from "./typewords.js";
import {limitOf, presentPrecisions} from "./vagueness.js";
import {isolated} from "./words.js";

/** @import {Choice, Criteria, Facet, Filter} from "./filter.js" */

/**
 * One choice: several numbers where several values have the same name, or for a group of types.
 * @typedef {{label: string, values: number[], total: number}} Option total: its events, whatever is chosen
 */
/** @typedef {{facet: Facet, text: string, rest: Partial<Criteria>}} Chip something chosen; rest: the facet's choices without it */

const say = words({
  en: {
    facets: /** @type {Record<Facet, string>} */ ({
      type: "Type", status: "Status", actor: "Actor", teller: "As told by", source: "Source", report: "Report",
      precision: "Precision", fatalities: "Killed", place: "Place", days: "Days", query: "Search",
    }),
    precisions: /** @type {Record<string, string>} */ ({
      exact: "a single site", settlement: "a town", admin2: "a district", admin1: "a province", region: "an area", country: "a country",
    }),
    chip: "{facet}: {value}", chosen: "{n} chosen", quoted: "“{query}”",
    nobody: "no source named", unnamed: "source not named", unplaced: "not placed on the map", noVaguer: "no vaguer than {precision}", orUnplaced: "no vaguer than {precision}, or not placed", placed: "placed on the map",
    unknown: "not stated", none: "none reported", range: "{from} to {to}", more: "{from} or more",
  },
  ar: {
    facets: /** @type {Record<Facet, string>} */ ({
      type: "النوع", status: "حالة الخبر", actor: "الطرف", teller: "بحسب رواية", source: "المصدر", report: "التقرير",
      precision: "دقة الموقع", fatalities: "القتلى", place: "المكان", days: "الأيام", query: "البحث",
    }),
    precisions: /** @type {Record<string, string>} */ ({
      exact: "موقع محدد", settlement: "بلدة", admin2: "منطقة", admin1: "محافظة", region: "نطاق جغرافي", country: "بلد",
    }),
    chip: "{facet}: {value}", chosen: "المختار: {n}", quoted: "«{query}»",
    nobody: "لم يُذكر مصدر", unnamed: "مصدر غير مسمّى", unplaced: "غير محدد على الخريطة", noVaguer: "لا تقل دقته عن {precision}", orUnplaced: "لا تقل دقته عن {precision}، أو غير محدد", placed: "محدد على الخريطة",
    unknown: "غير مذكور", none: "لا قتلى بحسب التقرير", range: "من {from} إلى {to}", more: "{from} فأكثر",
  },
});

const MOST_CHIPS = 4; // of one facet; more are one chip with their number
const BY_COUNT = new Set(["actor", "teller", "source", "report"]);

/** @param {Facet} facet */
export function facetWords(facet) {
  return say.facets[facet];
}

/** @param {string} precision */
export function shortPrecision(precision) {
  return say.precisions[precision] ?? precision;
}

/** How many were killed, of a class of DEATH_CLASSES. @param {number} code */
function deathsWords(code) {
  const [least, next] = [DEATH_CLASSES[code], DEATH_CLASSES[code + 1]];
  if (least < 0) return say.unknown;
  if (least === 0) return say.none;
  return next === undefined ? fill(say.more, {from: least}) : fill(say.range, {from: least, to: next - 1});
}

/** @param {Filter} filter @param {Choice} choice @param {number} value */
function valueWords({data, tellers}, choice, value) {
  switch (choice) {
    case "type": return typeWords(data.types[value].name);
    case "status": return statusWords(data.statuses[value]);
    case "actor": return data.strings[value];
    case "teller": return tellers.names[value] || say.nobody;
    case "source": return data.sources[value].name || say.unnamed;
    case "report": return data.reports[value].title;
    case "precision": return value < data.precisions.length ? shortPrecision(data.precisions[value]) : say.unplaced;
    case "fatalities": return deathsWords(value);
    case "place": return data.places.label[value];
  }
}

/** @param {Option} a @param {Option} b */
function moreFirst(a, b) {
  return b.total - a.total || (a.label < b.label ? -1 : 1);
}

/**
 * What of a facet any event has; the most frequent first where they have no order of their own.
 * @param {Filter} filter @param {Choice} choice not place
 * @returns {Option[]}
 */
export function optionsOf(filter, choice) {
  /** @type {Map<string, Option>} */
  const options = new Map();
  filter.totals[choice]?.forEach((total, value) => {
    if (!total) return;
    const label = valueWords(filter, choice, value);
    const option = options.get(label);
    if (!option) options.set(label, {label, values: [value], total});
    else {
      option.values.push(value);
      option.total += total;
    }
  });
  const out = [...options.values()];
  return BY_COUNT.has(choice) ? out.sort(moreFirst) : out;
}

/** Types by their group, each with its group; groups without events are left out. @param {Filter} filter @returns {{group: number, all: Option, types: Option[]}[]} */
export function typesByGroup(filter) {
  const {data} = filter;
  const options = optionsOf(filter, "type");
  return data.groups.flatMap(({name}, group) => {
    const types = options.filter(({values}) => data.types[values[0]].group === group);
    if (!types.length) return [];
    const total = types.reduce((sum, type) => sum + type.total, 0);
    return [{group, all: {label: typeWords(name), values: types.flatMap(({values}) => values), total}, types}];
  });
}

/** The events that an option would show, by all other facets. @param {Filter} filter @param {Choice} choice @param {Option} option */
export function countOf(filter, choice, option) {
  const counts = filter.counts[choice];
  return option.values.reduce((sum, value) => sum + counts[value], 0);
}

/** How much of an option is chosen. @param {ReadonlySet<number>} chosen @param {Option} option @returns {"all"|"some"|"none"} */
export function chosenOf(chosen, {values}) {
  const n = values.filter((value) => chosen.has(value)).length;
  return n === 0 ? "none" : n === values.length ? "all" : "some";
}

/** What is chosen of a facet once an option is added, or taken away. @param {ReadonlySet<number>} chosen @param {Option} option @param {boolean} isIn */
export function withOption(chosen, {values}, isIn) {
  const out = new Set(chosen);
  for (const value of values) {
    if (isIn) out.add(value);
    else out.delete(value);
  }
  return out;
}

/** The chosen values by what they are called; of types, a whole group as one. @param {Filter} filter @param {Choice} choice @returns {Option[]} */
function chosenOptions(filter, choice) {
  let left = [...filter.criteria[choice]].sort((a, b) => a - b);
  /** @type {Option[]} */
  const out = [];
  if (choice === "type") {
    for (const {all, types} of typesByGroup(filter)) {
      if (types.length < 2 || chosenOf(filter.criteria.type, all) !== "all") continue;
      out.push(all);
      left = left.filter((value) => !all.values.includes(value));
    }
  }
  /** @type {Map<string, number[]>} */
  const byLabel = new Map();
  for (const value of left) {
    const label = valueWords(filter, choice, value);
    byLabel.set(label, [...(byLabel.get(label) ?? []), value]);
  }
  return [...out, ...[...byLabel].map(([label, values]) => ({label, values, total: 0}))];
}

/** @param {Facet} facet @param {string} value */
function chipText(facet, value) {
  return fill(say.chip, {facet: say.facets[facet], value: isolated(value)});
}

/** @param {Filter} filter @param {Choice} choice @returns {Chip[]} */
function choiceChips(filter, choice) {
  const chosen = filter.criteria[choice];
  if (!chosen.size) return [];
  const whole = (/** @type {string} */ value) => [{facet: choice, text: chipText(choice, value), rest: {[choice]: new Set()}}];
  const limit = choice === "precision" ? limitWords(filter) : null;
  if (limit !== null) return whole(limit);
  const options = chosenOptions(filter, choice);
  if (options.length > MOST_CHIPS) return whole(chosenWords(filter, choice));
  return options.map((option) => ({
    facet: choice, text: chipText(choice, option.label), rest: {[choice]: withOption(chosen, option, false)},
  }));
}

/** "no vaguer than a town", where the choice says so, else null. @param {Filter} filter */
function limitWords(filter) {
  const {limit, unplaced} = limitOf(filter);
  if (limit === null) return null;
  if (limit === presentPrecisions(filter).at(-1)) return unplaced ? null : say.placed;
  return fill(unplaced ? say.orUnplaced : say.noVaguer, {precision: shortPrecision(filter.data.precisions[limit])});
}

/** All that is chosen now, in words. @param {Filter} filter @returns {Chip[]} */
export function chipsOf(filter) {
  const {criteria} = filter;
  /** @type {Chip[]} */
  const out = [];
  if (criteria.query) out.push({facet: "query", text: fill(say.quoted, {query: isolated(criteria.query)}), rest: {query: ""}});
  if (criteria.days) out.push({facet: "days", text: chipText("days", dateWords(edtfOf(...criteria.days))), rest: {days: null}});
  for (const choice of CHOICES) out.push(...choiceChips(filter, choice));
  return out;
}

/** What is chosen of a facet, briefly: "3 chosen"; empty if all are shown. @param {Filter} filter @param {Choice} choice */
export function chosenWords(filter, choice) {
  if (!filter.criteria[choice].size) return "";
  const limit = choice === "precision" ? limitWords(filter) : null;
  if (limit !== null) return limit;
  const labels = [...filter.criteria[choice]].map((value) => valueWords(filter, choice, value));
  return fill(say.chosen, {n: new Set(labels).size});
}
