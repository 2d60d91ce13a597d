// What each report of an archive says of one event: whose word, how many killed and wounded, when.
// Side by side, never made into one number. Sources are those that vouch for it, each counted once.

import {eventHref} from "./addresses.js";
import {dateWords} from "./dates.js";
import {shortStatus} from "./details.js";
import {el, pageLink, said} from "./dom.js";
import {MISSING, rangeWords} from "./events.js";
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

/** How many people a report says, with its range; null where it does not say. @param {Telling} telling @param {"fatalities"|"wounded"} of */
function numberOf(telling, of) {
  const n = telling[of] === null ? null : numberWords(telling[of]);
  if (of === "wounded") return n;
  const [low, high] = [telling.fatalities_low ?? -1, telling.fatalities_high ?? -1];
  return n === null && high < 0 ? null : rangeWords(n ?? MISSING.notStated, low, high);
}

/** "The reports conflict on the number killed: 3, 12 (8 to 20).", the lowest first; null if they do not. @param {Told} telling @param {"fatalities"|"wounded"} of */
export function conflictWords({told, conflicting}, of) {
  if (!conflicting.includes(of)) return null;
  const stated = told.filter((one) => numberOf(one, of) !== null).sort((a, b) => (a[of] ?? 0) - (b[of] ?? 0));
  const numbers = [...new Set(stated.map((one) => numberOf(one, of)))].join(say.and);
  return fill(say.conflict, {whom: say[of === "wounded" ? "wounded" : "killed"], numbers});
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

/** @param {Told} telling @param {Telling} one of them @param {"fatalities"|"wounded"} of */
function numberCell({conflicting}, one, of) {
  const number = numberOf(one, of);
  return el("td", number !== null && conflicting.includes(of) ? {class: "cm-conflict"} : null, number ?? MISSING.notStated);
}

/** What each report says of an event, side by side; null where only one tells of it. @param {Data} data @param {number} row */
export function tellingPart(data, row) {
  const telling = data.tellings.get(row);
  if (!telling) return null;
  const bodies = telling.told.map((one) => el("tbody", one.copy_of === null ? null : {class: "cm-copied"},
    el("tr", null, heading(data, telling.told, one)),
    el("tr", null, numberCell(telling, one, "fatalities"), numberCell(telling, one, "wounded"),
      ...[dateWords(one.date), shortStatus(one.status), one.claimed_by ?? MISSING.notStated].map((text) => el("td", null, said(text))))));
  const conflicts = [conflictWords(telling, "fatalities"), conflictWords(telling, "wounded")];
  return el("div", {class: "cm-tellings"}, el("strong", null, toldWords(telling)),
    ...conflicts.map((text) => text && el("p", {class: "cm-conflict"}, text)),
    el("table", {"aria-label": toldWords(telling)}, el("thead", null, el("tr", null, ...say.heads.map((head) => el("th", {scope: "col"}, head)))), ...bodies));
}
