// What each report of an archive says of one event: whose word, how many killed and wounded, when.
// Side by side, never made into one number. Sources are those that vouch for it, each counted once.

import {eventHref} from "./addresses.js";
import {dateWords} from "./dates.js";
import {shortStatus} from "./details.js";
import {el, pageLink, said} from "./dom.js";
import {MISSING} from "./events.js";
import {counted, fill, numberWords, words} from "./language.js";
import {clip, isolated, ours} from "./words.js";

/** @import {Data, Telling, Told} from "./payload.js" */

const say = words({
  en: {
    told: {one: "Told by {n} report", other: "Told by {n} reports"}, sources: {one: "{told}, from {n} source", other: "{told}, from {n} sources"},
    copy: "same text as {report}", conflict: "The reports conflict on the number {whom}: {numbers}.", and: ", ",
    killed: "killed", wounded: "wounded", heads: ["Killed", "Wounded", "When", "Status", "Who says so"],
  },
  ar: {
    told: {one: "ذكره تقرير واحد", two: "ذكره تقريران", few: "ذكرته {n} تقارير", many: "ذكره {n} تقريرًا", other: "ذكره {n} تقرير"},
    sources: {one: "{told}، عن مصدر واحد", two: "{told}، عن مصدرين", few: "{told}، عن {n} مصادر", many: "{told}، عن {n} مصدرًا", other: "{told}، عن {n} مصدر"},
    copy: "النص نفسه كما في {report}", conflict: "تتعارض التقارير في عدد {whom}: {numbers}.", and: "، ",
    killed: "القتلى", wounded: "الجرحى", heads: ["القتلى", "الجرحى", "متى", "الحالة", "من يقول ذلك"],
  },
});

/** "Told by 3 reports, from 2 sources"; without sources where there are only denials. @param {Told} telling */
export function toldWords({told, sources}) {
  const reports = counted(told.length, say.told);
  return sources ? fill(counted(sources, say.sources), {told: reports}) : reports;
}

/** Numbers that reports state and that differ, from the lowest; none if they agree. @param {Telling[]} told @param {"fatalities"|"wounded"} of */
export function conflictingNumbers(told, of) {
  const numbers = [...new Set(told.flatMap((one) => one[of] ?? []))].sort((a, b) => a - b);
  return numbers.length > 1 ? numbers : [];
}

/** @param {Telling[]} told @param {"fatalities"|"wounded"} of @param {string} whom @returns {HTMLElement|null} */
function conflict(told, of, whom) {
  const numbers = conflictingNumbers(told, of).map(numberWords).join(say.and);
  return numbers ? el("p", {class: "cm-conflict"}, fill(say.conflict, {whom, numbers})) : null;
}

/** The report of a telling, by its publisher where that is known. @param {Data} data @param {Telling} telling */
function nameOf({reports}, {publisher, report}) {
  return publisher ?? reports[report].title;
}

/** @param {Data} data @param {Telling[]} told @param {Telling} telling */
function heading(data, told, telling) {
  const {publisher, report, id, copy_of: copied} = telling;
  const entry = data.reports[report];
  const origin = copied === null ? null : isolated(clip(nameOf(data, told[copied]), 120));
  return el("th", {colspan: String(say.heads.length), scope: "rowgroup"},
    publisher === null ? null : said(publisher), publisher === null ? null : ": ", pageLink(entry.title, eventHref(entry, id)),
    origin === null ? null : el("span", {class: "cm-copy"}, ours(fill(say.copy, {report: origin}))));
}

/** @param {number|null} count of people @param {boolean} differs */
function numberCell(count, differs) {
  return el("td", differs && count !== null ? {class: "cm-conflict"} : null, count === null ? MISSING.notStated : numberWords(count));
}

/** What each report says of an event, side by side; null where only one tells of it. @param {Data} data @param {number} row */
export function tellingPart(data, row) {
  const telling = data.tellings.get(row);
  if (!telling) return null;
  const {told} = telling;
  const [killed, wounded] = [conflictingNumbers(told, "fatalities"), conflictingNumbers(told, "wounded")].map(({length}) => length > 0);
  const bodies = told.map((one) => el("tbody", one.copy_of === null ? null : {class: "cm-copied"},
    el("tr", null, heading(data, told, one)),
    el("tr", null, numberCell(one.fatalities, killed), numberCell(one.wounded, wounded),
      ...[dateWords(one.date), shortStatus(one.status), one.claimed_by ?? MISSING.notStated].map((text) => el("td", null, said(text))))));
  return el("div", {class: "cm-tellings"}, el("strong", null, toldWords(telling)),
    conflict(told, "fatalities", say.killed), conflict(told, "wounded", say.wounded),
    el("table", {"aria-label": toldWords(telling)}, el("thead", null, el("tr", null, ...say.heads.map((head) => el("th", {scope: "col"}, head)))), ...bodies));
}
