// Reports of an archive and their tellings of one event: order, words and addresses.

import assert from "node:assert/strict";
import {test} from "node:test";

import {eventHref, siteHref} from "../../maps/page/addresses.js";
import {detailRows} from "../../maps/page/details.js";
import {chipsOf, optionsOf} from "../../maps/page/facets.js";
import {Filter} from "../../maps/page/filter.js";
import {decode} from "../../maps/page/payload.js";
import {changeWords, inOrder, verdictCounts} from "../../maps/page/reports.js";
import {conflictWords, toldWords} from "../../maps/page/tellings.js";
import {REPORTS, telling} from "./manyevents.mjs";
import {sample} from "./sample.mjs";

const [report] = REPORTS;

/** The sample as an archive of two reports; both tell of the first event. */
function archive() {
  const json = sample();
  const reports = [{...report, name: "a b", title: "First", href: "a%20b.html"}, {...report, name: "two", title: ""}];
  const told = [{...telling(0), report: 0, id: "a b/1"}, {...telling(1), report: 1, id: "two/9"}];
  return decode({
    ...json, reports, tellings: [{row: 0, told, sources: 2}], place_pages: {hrefs: ["places/hama.html", "//evil.example/x"]},
    events: {...json.events, columns: {...json.events.columns, report: [1, 2, 0]}},
    texts: {...json.texts, columns: [["a b/1", "two/x&y=#1", "c"], ...(json.texts.columns ?? []).slice(1)]},
  });
}

test("a page of the site is led to, and nothing else is", () => {
  for (const good of ["a.html", "a%20b.html", "places/hama.html", "../a.html", "places/حماة.html"]) assert.equal(siteHref(good), good);
  for (const bad of [
    "javascript:alert(1)", "JavaScript:x", "https://example.org/", "//example.org/x", "/etc/passwd", "\\\\host\\x", "a\\b.html", "data:text/html,x", " a.html",
    "a.html?x", "a.html#x", "a//b", "java\nscript:x", "", null,
  ]) assert.equal(siteHref(bad), null, String(bad));
});

test("an event is led to on its report's own map, by its own id", () => {
  assert.equal(eventHref({...report, name: "a b", href: "a%20b.html"}, "a b/x/1 & 2"), "a%20b.html#event=x/1+%26+2");
  assert.equal(eventHref({...report, name: "a"}, "ab/1"), null);
  assert.equal(eventHref({...report, href: "javascript:x"}, "one/1"), null);
});

test("an event of an archive names its report and leads there, its place to the place's page", () => {
  const data = archive();
  const rows = (/** @type {number} */ row) => new Map(detailRows(data, row, /** @type {import("../../maps/page/texts.js").Texts} */ (data.texts.peek(row))).map((one) => [one.term, one]));
  assert.deepEqual([rows(0).get("Report")?.text, rows(0).get("Report")?.href], ["First", "a%20b.html#event=1"]);
  assert.deepEqual([rows(1).get("Report")?.text, rows(1).get("Report")?.href], ["two", "one.html#event=x%26y%3D%231"]);
  assert.equal(rows(2).get("Report"), undefined);
  assert.deepEqual([rows(0).get("Where")?.href, rows(1).get("Where")?.href], ["places/hama.html", null]);
});

test("a report is chosen with every event that it tells of, also in another's words", () => {
  const filter = new Filter(archive());
  assert.deepEqual(optionsOf(filter, "report").map(({label, total}) => [label, total]), [["two", 2], ["First", 1]]);
  filter.set({report: new Set([1])});
  assert.deepEqual([...filter.rows()], [0, 1]);
  filter.set({report: new Set([0])});
  assert.deepEqual([...filter.rows()], [0]);
  assert.deepEqual(chipsOf(filter).map(({text}) => text.replace(/[\u2068\u2069]/g, "")), ["Report: First"]);
});

test("a page that is no archive has no reports to choose", () => {
  const filter = new Filter(decode(sample()));
  assert.deepEqual([optionsOf(filter, "report"), filter.counts.report], [[], undefined]);
});

test("reports come by date, the newest first and those without one last, or by title", () => {
  const dated = [["B", null], ["Émile", "2024-01-02"], ["a", "2024-03-01"], ["ع", "2024-01-02"]];
  const reports = dated.map(([title, published]) => ({...report, title: String(title), published}));
  assert.deepEqual(inOrder(reports, "date"), [2, 1, 3, 0]);
  assert.deepEqual(inOrder(reports, "title"), [2, 0, 1, 3]);
});

test("verdicts are counted in words", () => {
  assert.equal(verdictCounts({road: 2, contradicts: 1200}), "Stated distances: plausible as a road distance, not as a straight line (2), contradicted by the map (1,200)");
  assert.equal(verdictCounts({}), null);
});

test("what changed since the last build is said, without what did not", () => {
  assert.equal(changeWords({added: 3, changed: 1, withdrawn: 0}), "Since the last build: 3 added, 1 changed");
  assert.deepEqual([changeWords({added: 0, changed: 0, withdrawn: 0}), changeWords("new"), changeWords(null)], ["", "New", null]);
});

test("sources are told as they were counted, and none where there are only denials", () => {
  const told = [telling(0), {...telling(1), copy_of: 0}, telling(2)];
  assert.equal(toldWords({told, sources: 2, conflicting: []}), "Told by 3 reports, from 2 sources");
  assert.equal(toldWords({told, sources: 1, conflicting: []}), "Told by 3 reports, from 1 source");
  assert.equal(toldWords({told: [telling(0), telling(2)], sources: 0, conflicting: []}), "Told by 2 reports");
});

test("numbers are told side by side where they conflict, with the ranges that are stated", () => {
  const stated = (/** @type {number|null} */ fatalities, low = /** @type {number|null} */ (null), high = /** @type {number|null} */ (null)) =>
    ({...telling(0), fatalities, fatalities_low: low, fatalities_high: high});
  const told = [stated(15, 13, 20), stated(12), stated(null), stated(12)];
  const conflicting = {told, sources: 4, conflicting: ["fatalities"]};
  assert.equal(conflictWords(conflicting, "fatalities"), "The reports conflict on the number killed: 12, 15 (13 to 20).");
  assert.equal(conflictWords(conflicting, "wounded"), null);
  assert.equal(conflictWords({...conflicting, conflicting: []}, "fatalities"), null);
});
