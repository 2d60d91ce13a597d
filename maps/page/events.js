// What the columns say of an event: its type, status, dates, parties, place and source, each by
// row, and in the page's words. Pure.

import {dateWords, edtfOf} from "./dates.js";
import {counted, fill, numberWords, words} from "./language.js";
import {isolated, lengthWords} from "./words.js";

/** @import {Data, Group, ReportEntry, Source} from "./payload.js" */

const say = words({
  en: {
    status: /** @type {Record<string, string>} */ ({
      reported: "reported", claimed: "claimed by one side", denied: "denied",
      disputed: "disputed: sources tell it differently", confirmed: "confirmed by independent sources",
      planned: "planned: had not happened when it was reported", background: "background: recalled by the report",
    }),
    precision: /** @type {Record<string, string>} */ ({
      exact: "a single site, within {radius} of the mark", settlement: "a town: the true place lies within {radius} of the mark",
      admin2: "somewhere in this district, up to {radius} from the mark", admin1: "somewhere in this province, up to {radius} from the mark",
      region: "somewhere in this area, up to {radius} from the mark", country: "somewhere in this country, up to {radius} from the mark",
    }),
    described: "only described: somewhere in the outline, up to {radius} from the mark",
    claim: "{who}, reported by {source}", unnamed: "{source}, which names no other source", nobody: "no source named",
    notStated: "not stated", none: "none reported", range: "{n} ({low} to {high})", notPlaced: "not placed on the map",
  },
  ar: {
    status: /** @type {Record<string, string>} */ ({
      reported: "منقول", claimed: "بحسب رواية طرف واحد", denied: "منفي",
      disputed: "متنازع عليه: تختلف فيه المصادر", confirmed: "أكدته مصادر مستقلة",
      planned: "مخطط له: لم يكن قد وقع عند نشر الخبر", background: "خلفية: حدث سابق يذكّر به التقرير",
    }),
    precision: /** @type {Record<string, string>} */ ({
      exact: "موقع محدد، ضمن {radius} من العلامة", settlement: "بلدة: يقع المكان الفعلي ضمن {radius} من العلامة",
      admin2: "في مكان ما من هذه المنطقة، على بعد يصل إلى {radius} من العلامة", admin1: "في مكان ما من هذه المحافظة، على بعد يصل إلى {radius} من العلامة",
      region: "في مكان ما من هذه المساحة، على بعد يصل إلى {radius} من العلامة", country: "في مكان ما من هذا البلد، على بعد يصل إلى {radius} من العلامة",
    }),
    described: "موصوف فقط: في مكان ما داخل الحدود المرسومة، على بعد يصل إلى {radius} من العلامة",
    claim: "{who}، نقلًا عن {source}", unnamed: "{source}، دون ذكر مصدر آخر", nobody: "لم يُذكر مصدر",
    notStated: "غير مذكور", none: "لا قتلى بحسب التقرير", range: "{n} (من {low} إلى {high})", notPlaced: "غير محدد على الخريطة",
  },
});

const FAINT = new Set(["planned", "background"]);

/** @param {Data} data @param {number} row @returns {Group} */
export function groupOf(data, row) {
  return data.groups[data.types[data.events.type[row]].group];
}

/** @param {Data} data @param {number} row */
export function typeOf(data, row) {
  return data.types[data.events.type[row]].name;
}

/** @param {Data} data @param {number} row */
export function statusOf(data, row) {
  return data.statuses[data.events.status[row]];
}

/** @param {string} status */
export function statusWords(status) {
  return say.status[status] ?? status;
}

/** Did it not happen as the report has it: is it a plan, or background? @param {Data} data @param {number} row */
export function isFaint(data, row) {
  return FAINT.has(statusOf(data, row));
}

/** The number of its place, or null. @param {Data} data @param {number} row */
export function placeOf(data, row) {
  const place = data.events.place[row];
  return place < 0 ? null : place;
}

/** Is the place an area, of which no point is more likely than another? @param {Data} data @param {number} place */
export function isArea(data, place) {
  return data.places.area[place] !== null || !["exact", "settlement"].includes(precisionOf(data, place));
}

/** @param {Data} data @param {number} place */
export function precisionOf(data, place) {
  return data.precisions[data.places.precision[place]];
}

/** How precisely the place is known, with its radius. @param {Data} data @param {number} place */
export function precisionWords(data, place) {
  return radiusWords(data.places.described[place] ? "described" : precisionOf(data, place), data.places.uncertainty_m[place]);
}

/** @param {string} precision a class, or "described" @param {number} radius_m */
export function radiusWords(precision, radius_m) {
  const pattern = precision === "described" ? say.described : say.precision[precision] ?? "{radius}";
  return fill(pattern, {radius: lengthWords(radius_m)});
}

/** @param {Data} data @param {number} list @returns {string[]} */
export function partyNames(data, list) {
  return data.parties[list].map((code) => data.strings[code]);
}

/** @param {Data} data @param {number} row */
export function initiatorsOf(data, row) {
  return partyNames(data, data.events.initiators[row]);
}

/** @param {Data} data @param {number} row */
export function targetsOf(data, row) {
  return partyNames(data, data.events.targets[row]);
}

/** The date as EDTF, null if it is not stated. @param {Data} data @param {number} row */
export function edtfDate(data, row) {
  const {date, start, end} = data.events;
  return date[row] < 0 ? edtfOf(start[row], end[row]) : data.dates[date[row]];
}

/** @param {Data} data @param {number} row */
export function dateWordsOf(data, row) {
  return dateWords(edtfDate(data, row));
}

/** @param {Data} data @param {number} row @returns {Source} */
export function sourceOf(data, row) {
  return data.sources[data.events.source[row]];
}

/** The report of an archive that tells of it; null if there is none. @param {Data} data @param {number} row @returns {ReportEntry|null} */
export function reportOf({events, reports}, row) {
  return reports[events.report[row]] ?? null;
}

/** Whose word it is: the claimant, else the publisher; null if neither is named. @param {Data} data @param {number} row */
export function tellerOf(data, row) {
  const claimant = data.events.claimed_by[row];
  return claimant < 0 ? sourceOf(data, row).name : data.strings[claimant];
}

/** Who says so, in words. @param {Data} data @param {number} row */
export function attributionOf(data, row) {
  const source = sourceOf(data, row).name;
  const claimant = data.events.claimed_by[row];
  if (claimant < 0) return source === null ? say.nobody : fill(say.unnamed, {source: isolated(source)});
  const who = data.strings[claimant];
  return source === null ? who : fill(say.claim, {who: isolated(who), source: isolated(source)});
}

/** A count of people: -1 is not stated. @param {number} count */
export function countWords(count) {
  return count < 0 ? say.notStated : count === 0 ? say.none : numberWords(count);
}

/** "12 (8 to 20)": a count of people in words, with the range where one is stated: -1 is none. @param {string} n @param {number} low @param {number} high */
export function rangeWords(n, low, high) {
  return low >= 0 && high > low ? fill(say.range, {n, low: numberWords(low), high: numberWords(high)}) : n;
}

/** @param {Data} data @param {number} row */
export function fatalityWords({events}, row) {
  return rangeWords(countWords(events.fatalities[row]), events.fatalities_low[row], events.fatalities_high[row]);
}

/** @param {Data} data @param {number} row */
export function woundedWords(data, row) {
  return data.events.wounded[row] < 0 ? null : numberWords(data.events.wounded[row]);
}

/** "15 events". @param {number} count */
export function eventCount(count) {
  return counted(count, words({
    en: {one: "{n} event", other: "{n} events"},
    ar: {zero: "لا أحداث", one: "حدث واحد", two: "حدثان", few: "{n} أحداث", many: "{n} حدثًا", other: "{n} حدث"},
  }));
}

/** Words for what is missing. */
export const MISSING = {notStated: say.notStated, notPlaced: say.notPlaced};

/**
 * Groups of events that contradict each other, each group in row order.
 * @param {Data} data @returns {number[][]}
 */
export function contradictions(data) {
  /** @type {Map<number, Set<number>>} */
  const near = new Map();
  const join = (/** @type {number} */ a, /** @type {number} */ b) => near.set(a, (near.get(a) ?? new Set()).add(b));
  for (const [row, others] of data.conflicts) {
    for (const other of others) {
      join(row, other);
      join(other, row);
    }
  }
  const seen = new Set();
  const out = [];
  for (const start of [...near.keys()].sort((a, b) => a - b)) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    for (const row of group) {
      for (const other of near.get(row) ?? []) {
        if (!seen.has(other)) group.push(other);
        seen.add(other);
      }
    }
    out.push(group.sort((a, b) => a - b));
  }
  return out;
}
