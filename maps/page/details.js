// What is known of an event, as rows of words: one description for the list and the popup. Pure.

import {eventHref, siteHref} from "./addresses.js";
import {edtfDate, attributionOf, dateWordsOf, fatalityWords, groupOf, initiatorsOf, isFaint, MISSING, placeOf, precisionWords, reportOf, sourceOf, statusOf, statusWords, targetsOf, typeOf, woundedWords} from "./events.js";
import {gazetteerWords} from "./gazetteer.js";
import {fill, words} from "./language.js";
import {typeWords} from "./typewords.js";
import {clip, isolated, ours} from "./words.js";

/** @import {Data} from "./payload.js" */
/** @import {Look} from "./symbols.js" */
/** @import {Texts} from "./texts.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {{term: string, text: string, title?: string, url?: string|null, href?: string|null, more?: string}} Row url: on another site; href: on this one; more: what follows the linked text */

const say = words({
  en: {
    when: "When", where: "Where", gazetteer: "Gazetteer", precise: "How precise", who: "Who", whom: "To whom",
    says: "Who says so", report: "Report", source: "Source", own: "Its own source", status: "Status", fatalities: "Fatalities",
    wounded: "Wounded", taken: "Places taken", full: "In full",
    short: /** @type {Record<string, string>} */ ({claimed: "claimed", denied: "denied", disputed: "disputed", confirmed: "confirmed", planned: "planned", background: "background", reported: "reported"}),
    unplaced: "{place} — not placed on the map", between: "{date}: some time between, or throughout",
    month: "{date}: the day is not stated", year: "{date}: month and day are not stated",
    grade: "{letter}: {words}", and: ", ", selected: "Selected: {event}", event: "{type}. {summary}. {place}. {date}.",
    grades: /** @type {Record<string, string>} */ ({
      A: "completely reliable", B: "usually reliable", C: "fairly reliable", D: "not usually reliable", E: "unreliable",
      F: "reliability cannot be judged",
    }),
  },
  ar: {
    when: "متى", where: "أين", gazetteer: "معجم الأماكن", precise: "مدى الدقة", who: "من", whom: "ضد من",
    says: "من يقول ذلك", report: "التقرير", source: "المصدر", own: "مصدره الأصلي", status: "الحالة", fatalities: "القتلى",
    wounded: "الجرحى", taken: "الأماكن المستولى عليها", full: "النص الكامل",
    short: /** @type {Record<string, string>} */ ({claimed: "مزعوم", denied: "منفي", disputed: "متنازع عليه", confirmed: "مؤكد", planned: "مخطط له", background: "خلفية", reported: "منقول"}),
    unplaced: "{place} — غير محدد على الخريطة", between: "{date}: في وقت ما بينهما، أو طوال المدة",
    month: "{date}: اليوم غير مذكور", year: "{date}: الشهر واليوم غير مذكورين",
    grade: "{letter}: {words}", and: "، ", selected: "المحدد: {event}", event: "{type}. {summary}. {place}. {date}.",
    grades: /** @type {Record<string, string>} */ ({
      A: "موثوق تمامًا", B: "موثوق عادةً", C: "موثوق إلى حد ما", D: "غير موثوق عادةً", E: "غير موثوق",
      F: "لا يمكن الحكم على موثوقيته",
    }),
  },
});

export const IN_FULL = say.full;

/** What columns of events are called. @type {Record<string, string>} */
export const TERMS = {
  date: say.when, place: say.where, place_name: say.gazetteer, precision: say.precise, initiators: say.who, targets: say.whom,
  claimed_by: say.says, publisher: say.source, status: say.status, fatalities: say.fatalities, wounded: say.wounded, taken: say.taken,
};

/** A status in one word. @param {string} status */
export function shortStatus(status) {
  return say.short[status] ?? status;
}

/** A grade of the Admiralty code: "B: usually reliable". @param {string} letter */
export function gradeWords(letter) {
  const meaning = say.grades[letter];
  return meaning === undefined ? letter : ours(fill(say.grade, {letter, words: meaning}));
}

/** The place as the report calls it, and whether it is on the map. @param {Data} data @param {number} row @param {Texts | null} texts of the row */
export function placeWords(data, row, texts) {
  const place = placeOf(data, row);
  if (place !== null) return data.places.label[place];
  return ours(fill(say.unplaced, {place: isolated(clip(texts?.said ?? MISSING.notStated, 120))}));
}

/** When, and how exactly that is known. @param {Data} data @param {number} row */
export function whenWords(data, row) {
  const edtf = edtfDate(data, row) ?? "";
  const date = dateWordsOf(data, row);
  if (edtf.includes("/")) return edtf.includes("..") ? date : fill(say.between, {date});
  if (/^\d{4}(-XX-XX)?[~?%]?$/.test(edtf)) return fill(say.year, {date});
  return /^\d{4}-\d\d(-XX)?[~?%]?$/.test(edtf) ? fill(say.month, {date}) : date;
}

/** @param {string[]} names */
export function nameList(names) {
  return names.length > 1 ? ours(names.map(isolated).join(say.and)) : names[0] ?? MISSING.notStated;
}

/** @param {Data} data @param {number} row @param {Texts} texts @returns {Row[]} */
function placeRows(data, row, texts) {
  const place = placeOf(data, row);
  const where = placeWords(data, row, texts);
  if (place === null) return [{term: say.where, text: where}];
  return [
    {term: say.where, text: where, href: siteHref(data.placeHrefs[place])},
    {term: say.gazetteer, text: gazetteerWords(data, place)},
    {term: say.precise, text: precisionWords(data, place)},
  ];
}

/** @param {Data} data @param {number} row @param {Texts} texts @returns {Row[]} */
function sourceRows(data, row, texts) {
  const {name, url, reliability} = sourceOf(data, row);
  const grade = reliability === null ? "" : gradeWords(reliability);
  const rows = /** @type {Row[]} */ ([{term: say.says, text: ours(attributionOf(data, row))}]);
  if (name !== null) rows.push({term: say.source, text: name, url, more: grade});
  if (texts.source !== null) rows.push({term: say.own, text: texts.source});
  const report = reportOf(data, row);
  if (report) rows.push({term: say.report, text: report.title, href: eventHref(report, texts.id)});
  return rows;
}

/** What is said of an event beside its summary and quote. @param {Data} data @param {number} row @param {Texts} texts @returns {Row[]} */
export function detailRows(data, row, texts) {
  const wounded = woundedWords(data, row);
  const counts = [{term: say.fatalities, text: fatalityWords(data, row)}];
  if (wounded !== null) counts.push({term: say.wounded, text: wounded});
  if (texts.taken !== null) counts.push({term: say.taken, text: texts.taken});
  return [
    {term: say.when, text: whenWords(data, row), title: edtfDate(data, row) ?? undefined},
    ...placeRows(data, row, texts),
    {term: say.who, text: nameList(initiatorsOf(data, row))},
    {term: say.whom, text: nameList(targetsOf(data, row))},
    ...sourceRows(data, row, texts),
    {term: say.status, text: statusWords(statusOf(data, row))},
    ...counts,
  ];
}

/** What a screen reader is told when an event is chosen. @param {Data} data @param {number} row @param {Texts} texts */
export function announcement(data, row, texts) {
  return fill(say.selected, {event: eventSentence(data, row, texts)});
}

/** What, where and when, for the ear. @param {Data} data @param {number} row @param {Texts} texts of the row */
export function eventSentence(data, row, texts) {
  return fill(say.event, {
    type: typeWords(typeOf(data, row)),
    summary: clip(texts.summary ?? "", 300).replace(/\.$/, ""),
    place: clip(placeWords(data, row, texts), 160),
    date: clip(dateWordsOf(data, row), 80),
  });
}

/** How an event's mark looks. @param {Data} data @param {number} row @param {Theme} theme @param {boolean} area @returns {Look} */
export function lookOf(data, row, theme, area) {
  const group = groupOf(data, row);
  return {
    outline: group.outline,
    colour: theme.scheme === "dark" ? group.dark : group.light,
    status: statusOf(data, row),
    faint: isFaint(data, row),
    area,
  };
}
