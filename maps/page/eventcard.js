// Everything that is known of an event, below its summary: the same in the popup and in the list.
// Text only: nothing in it is parsed.

import {changeNote} from "./changewords.js";
import {IN_FULL, detailRows, lookOf, shortStatus} from "./details.js";
import {button, el, link, pageLink, paragraph, said, terms} from "./dom.js";
import {attributionOf, isArea, placeOf, reportOf, statusOf, typeOf} from "./events.js";
import {candidateWords} from "./gazetteer.js";
import {counted, words} from "./language.js";
import {swatch} from "./swatch.js";
import {drawMark} from "./symbols.js";
import {tellingPart} from "./tellings.js";
import {typeWords} from "./typewords.js";
import {clip, isolated, ours} from "./words.js";

/** @import {Row} from "./details.js" */
/** @import {Data} from "./payload.js" */
/** @import {Texts} from "./texts.js" */

/** @typedef {(row: number) => void} Open */

/**
 * What a reader may do from a card.
 * @typedef {Object} Ways
 * @property {Open} open another event
 * @property {Open | null} showInText where the report says so; null if there is no text
 * @property {((row: number) => string) | null} href the address of an event; null if there is none
 */

export const SUMMARY_MAX = 400; // characters of a summary in the list; the rest is in its card

const say = words({
  en: {
    inText: "In the text", link: "Link to this event", machine: "read by machine, not reviewed", conflicts: "Conflicts with:",
    names: {one: "{n} other place of this name or one like it", other: "{n} other places of this name or one like it"}, and: ", ",
  },
  ar: {
    inText: "في النص", link: "رابط هذا الحدث", machine: "قرأته الآلة ولم يراجعه أحد", conflicts: "يتعارض مع:",
    names: {
      zero: "لا أماكن أخرى بهذا الاسم أو باسم يشبهه", one: "مكان آخر بهذا الاسم أو باسم يشبهه", two: "مكانان آخران بهذا الاسم أو باسم يشبهه",
      few: "{n} أماكن أخرى بهذا الاسم أو باسم يشبهه", many: "{n} مكانًا آخر بهذا الاسم أو باسم يشبهه", other: "{n} مكان آخر بهذا الاسم أو باسم يشبهه",
    },
    and: "، ",
  },
});

export const IN_TEXT = say.inText;
export const BY_MACHINE = say.machine;

/** @param {Data} data @param {number} row */
export function eventSwatch(data, row) {
  const place = placeOf(data, row);
  const area = place !== null && isArea(data, place);
  return swatch((ctx, theme) => drawMark(ctx, lookOf(data, row, theme, area), 0, 0, theme), 32, 32);
}

/** The type of an event, and its status where it is not simply reported. @param {Data} data @param {number} row */
export function typeLine(data, row) {
  const status = statusOf(data, row);
  const type = el("bdi", {class: "cm-item-type", dir: "auto"}, typeWords(typeOf(data, row)));
  if (status === "reported") return [type];
  return [type, " ", el("span", {class: `cm-status cm-status-${status.replace(/[^a-z]/g, "")}`}, shortStatus(status))];
}

/** @param {Row} row @returns {[string, Node, string?]} */
function termOf({term, text, title, url, href, more}) {
  if (href) return [term, pageLink(text, href), title];
  if (url === undefined) return [term, said(text), title];
  return [term, el("span", null, link(text, url), more ? say.and : null, more ? said(more) : null), title];
}

/** Places of the same or an alike name that were not chosen. @param {Data} data @param {number} row */
function candidates(data, row) {
  const place = placeOf(data, row);
  const others = place === null ? [] : data.candidates.get(place) ?? [];
  if (place === null || !others.length) return null;
  const items = others.map((other) => el("li", null, said(candidateWords(data, place, other))));
  const list = el("details", {class: "cm-candidates"}, el("summary", null, counted(others.length, say.names)), el("ul", null, ...items));
  list.addEventListener("toggle", () => list.open && list.scrollIntoView({block: "nearest"})); // it opens below a popup's edge
  return list;
}

/** Events that say otherwise, each a button that opens it; their words come when their texts do. @param {Data} data @param {number} row @param {Open} open */
function contradictedBy(data, row, open) {
  const others = data.conflicts.get(row) ?? [];
  if (!others.length) return null;
  const list = el("ul", null);
  data.texts.with(others, (texts) => {
    list.append(...others.map((other, i) => {
      const words = `${isolated(clip(texts[i].summary ?? "", 160))} — ${isolated(attributionOf(data, other))}`;
      return el("li", null, button(said(ours(words)), () => open(other), {class: "cm-link"}));
    }));
  });
  return el("div", {class: "cm-contradicted"}, el("strong", null, say.conflicts), list);
}

/** Links out of a card. @param {Data} data @param {number} row @param {Ways} ways */
function exits(data, row, {showInText, href}) {
  const inText = showInText && data.marked.event.has(row)
    ? button(say.inText, () => showInText(row), {class: "cm-link cm-in-text"}) : null;
  const own = href && el("a", {class: "cm-link cm-own-link", href: href(row)}, say.link);
  return inText || own ? el("p", {class: "cm-exits"}, inText, own) : null;
}

/** @param {Data} data @param {Texts} texts @param {number} row @param {Ways} ways @returns {HTMLElement[]} */
export function cardBody(data, texts, row, ways) {
  const {summary, quote} = texts;
  const rows = detailRows(data, row, texts).map(termOf);
  if (summary !== null && summary.length > SUMMARY_MAX) rows.unshift([IN_FULL, said(summary)]);
  const change = changeNote(data, texts.id);
  const parts = [
    change === null ? null : el("p", {class: "cm-card-change"}, change),
    tellingPart(data, row),
    terms(rows, "cm-terms"),
    quote === null ? null : el("blockquote", {class: "cm-quote", dir: "auto"}, paragraph(quote)),
    candidates(data, row),
    exits(data, row, ways),
    (reportOf(data, row) ?? data.report).machine_read ? el("p", {class: "cm-card-machine"}, say.machine) : null,
    contradictedBy(data, row, ways.open),
  ];
  return parts.filter((part) => part !== null);
}
