// The reports of an archive, in a list beside its map: found by their titles and publishers,
// sorted, a page of them at a time, and each a way to see its own events alone.

import {siteHref} from "./addresses.js";
import {verdictWords} from "./checkwords.js";
import {dateWords} from "./dates.js";
import {gradeWords} from "./details.js";
import {button, el, link, pageLink, said, section} from "./dom.js";
import {BY_MACHINE} from "./eventcard.js";
import {eventCount} from "./events.js";
import {folded} from "./folding.js";
import {fill, numberWords, words} from "./language.js";
import {wordsOf} from "./search.js";

/** @import {ReportEntry, Verdict} from "./payload.js" */
/** @import {State} from "./state.js" */
/** @typedef {"date"|"title"} Order date: the newest first */

const say = words({
  en: {
    title: "Reports", find: "Find by title or publisher", sort: "Sort by", orders: {date: "date, newest first", title: "title, A to Z"},
    count: "{shown} of {all}", page: "Page", placed: "{events}, {placed} on the map",
    stated: "Stated distances: {verdicts}", and: ", ",
    change: "Since the last build: {changes}", changes: {added: "{n} added", changed: "{n} changed", withdrawn: "{n} withdrawn"}, fresh: "New",
    failed: "No map could be made:", only: "Show only its events",
  },
  ar: {
    title: "التقارير", find: "البحث بالعنوان أو الناشر", sort: "الترتيب حسب", orders: {date: "التاريخ، الأحدث أولًا", title: "العنوان، من الألف إلى الياء"},
    count: "{shown} من أصل {all}", page: "الصفحة", placed: "{events}، على الخريطة: {placed}",
    stated: "المسافات المذكورة: {verdicts}", and: "، ",
    change: "منذ البناء السابق: {changes}", changes: {added: "أُضيف {n}", changed: "تغيّر {n}", withdrawn: "سُحب {n}"}, fresh: "جديد",
    failed: "تعذّر إعداد خريطة:", only: "عرض أحداثه وحدها",
  },
});

export const REPORTS = say.title;
const PAGE = 200; // reports in the page at once, and on paper
const CLOSEST = 11; // the zoom to which a report's events are brought, at most

/** Numbers of all reports in an order; those without a date come last. @param {ReportEntry[]} reports @param {Order} order */
export function inOrder(reports, order) {
  const keys = reports.map((report) => (order === "title" ? folded(report.title) : report.published ?? ""));
  const way = order === "title" ? 1 : -1; // "" is the least day, so that it comes last
  return reports.map((_, number) => number).sort((a, b) => (keys[a] < keys[b] ? -way : keys[a] > keys[b] ? way : 0));
}

/** "Stated distances: contradicted by the map (2)"; null if none is stated. @param {Record<string, number>} verdicts */
export function verdictCounts(verdicts) {
  const parts = Object.entries(verdicts).map(([verdict, n]) => verdictWords(/** @type {Verdict} */ (verdict)) + ` (${numberWords(n)})`);
  return parts.length ? fill(say.stated, {verdicts: parts.join(say.and)}) : null;
}

/** What changed since the last build, in words; nothing if no event did. @param {ReportEntry["change"]} change */
export function changeWords(change) {
  if (change === null || change === "new") return change && say.fresh;
  const kinds = /** @type {const} */ (["added", "changed", "withdrawn"]);
  const changes = kinds.flatMap((kind) => (change[kind] > 0 ? [fill(say.changes[kind], {n: change[kind]})] : [])).join(say.and);
  return changes && fill(say.change, {changes});
}

/** @param {ReportEntry} report */
function facts({published, publisher, url, reliability, machine_read: machine}) {
  const parts = [
    said(dateWords(published)),
    publisher === null ? null : link(publisher, url),
    reliability === null ? null : said(gradeWords(reliability)),
    machine ? said(BY_MACHINE) : null,
  ].filter((part) => part !== null);
  return el("p", {class: "cm-muted"}, ...parts.flatMap((part, i) => (i ? [" · ", part] : [part])));
}

/** All that is said of a report but its title and its button. @param {ReportEntry} report */
function descriptionOf(report) {
  const {error, events, placed, verdicts} = report;
  if (error !== null) return [facts(report), el("p", {class: "cm-report-failed"}, say.failed, " ", said(error))];
  const counts = events ? fill(say.placed, {events: eventCount(events), placed}) : eventCount(0);
  return [facts(report), ...[counts, verdictCounts(verdicts)].map((text) => text && el("p", null, text))];
}

class ReportList {
  /** @param {State} state */
  constructor(state) {
    const {filter, data} = state;
    this.state = state;
    this.order = inOrder(data.reports, "date");
    /** @type {string[] | null} what is searched of each, once somebody searches */
    this.keys = null;
    this.found = this.order;
    /** @type {Map<number, HTMLButtonElement>} the buttons in the page, by report */
    this.buttons = new Map();
    this.list = el("ol", {class: "cm-reports", role: "list", "aria-labelledby": "cm-reports-title"});
    this.count = el("span", {role: "status"});
    this.input = el("input", {type: "search", dir: "auto", "aria-label": say.find, placeholder: say.find});
    this.input.addEventListener("input", () => this.refill());
    this.page = el("input", {type: "number", min: "1"});
    this.page.addEventListener("change", () => this.layOut());
    this.pages = el("label", null);
    this.node = section("cm-reports", say.title, el("div", {class: "cm-report-bar"}, this.input, this.sorting(), this.pages, this.count), this.list);
    filter.onChange(() => this.mark());
    this.refill();
  }

  sorting() {
    const orders = /** @type {Order[]} */ (Object.keys(say.orders));
    const select = el("select", null, ...orders.map((order) => el("option", {value: order}, say.orders[order])));
    select.addEventListener("change", () => {
      this.order = inOrder(this.state.data.reports, /** @type {Order} */ (select.value));
      this.refill();
    });
    return el("label", null, say.sort, " ", select);
  }

  /** All words of the search must be in a report's title or publisher. */
  refill() {
    const {reports} = this.state.data;
    const wanted = wordsOf(this.input.value);
    const keys = wanted.length ? this.keys ??= reports.map((report) => folded(`${report.title}\n${report.publisher ?? ""}`)) : [];
    this.found = this.order.filter((number) => wanted.every((word) => keys[number].includes(word)));
    this.count.textContent = fill(say.count, {shown: this.found.length, all: reports.length});
    this.page.value = "1";
    this.layOut();
  }

  /** Puts one page of the found reports into the list. */
  layOut() {
    const pages = Math.ceil(this.found.length / PAGE) || 1;
    const page = Math.max(1, Math.min(pages, Math.floor(Number(this.page.value))));
    this.page.value = String(page);
    this.page.max = String(pages);
    this.pages.replaceChildren(say.page, " ", this.page, ` / ${numberWords(pages)}`);
    this.pages.hidden = pages === 1;
    this.buttons.clear();
    this.list.replaceChildren(...this.found.slice((page - 1) * PAGE, page * PAGE).map((number) => this.item(number)));
    this.mark();
  }

  /** @param {number} number */
  item(number) {
    const {data: {reports}, filter} = this.state;
    const report = reports[number];
    const only = filter.totals.report[number]
      ? button(say.only, () => this.showOnly(number), {class: "cm-action", "aria-pressed": "false", "aria-label": `${say.only}: ${report.title}`}) : null;
    if (only) this.buttons.set(number, only);
    return el("li", null,
      el("h3", null, pageLink(report.title, siteHref(report.href))),
      ...descriptionOf(report), el("p", {class: "cm-report-change"}, changeWords(report.change)), only);
  }

  /** @param {number} number is it the one report whose events are shown? */
  isOnly(number) {
    const {report} = this.state.filter.criteria;
    return report.size === 1 && report.has(number);
  }

  mark() {
    for (const [number, node] of this.buttons) node.setAttribute("aria-pressed", String(this.isOnly(number)));
  }

  /** Shows the events of one report, and the map where they are; or all again. @param {number} number */
  showOnly(number) {
    const {filter, map, data: {places, events}} = this.state;
    const isOnly = this.isOnly(number);
    filter.set({report: new Set(isOnly ? [] : [number])});
    const at = isOnly ? [] : [...new Set(Array.from(filter.rows(), (row) => events.place[row]))].filter((place) => place >= 0);
    if (at.length) map.fitBounds(at.map((place) => [places.lat[place], places.lon[place]]), {padding: [40, 40], maxZoom: CLOSEST, animate: false});
  }
}

/** The section of reports; null where the page is no archive's. @param {State} state */
export function reportSection(state) {
  return state.data.reports.length ? new ReportList(state).node : null;
}
