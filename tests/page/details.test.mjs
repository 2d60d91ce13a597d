import assert from "node:assert/strict";
import {test} from "node:test";

import {announcement, detailRows, gradeWords, lookOf, whenWords} from "../../maps/page/details.js";
import {candidateWords} from "../../maps/page/gazetteer.js";
import {decode} from "../../maps/page/payload.js";
import {typeWords} from "../../maps/page/typewords.js";
import {sample} from "./sample.mjs";

/** @import {Data} from "../../maps/page/payload.js" */
/** @import {Texts} from "../../maps/page/texts.js" */

const bare = (/** @type {string} */ text) => text.replace(/[\u200e\u200f\u2068\u2069]/g, "");

/** @param {Data} data @param {number} row */
function textsOf(data, row) {
  return /** @type {Texts} */ (data.texts.peek(row));
}

/** @param {Data} data @param {number} row */
function rowsOf(data, row) {
  return new Map(detailRows(data, row, textsOf(data, row)).map((one) => [one.term, one]));
}

/** @param {Data} data @param {number} row @param {string} term */
function said(data, row, term) {
  const found = rowsOf(data, row).get(term);
  return found && bare(found.text);
}

test("an event that could not be placed says where in the report's words", () => {
  const data = decode(sample());
  assert.equal(said(data, 2, "Where"), "the front — not placed on the map");
  assert.equal(said(data, 2, "How precise"), undefined);
});

test("a place says what the gazetteer calls it and how precise it is", () => {
  const data = decode(sample());
  assert.equal(said(data, 0, "Where"), "Hama");
  assert.equal(said(data, 0, "Gazetteer"), "Ḩamāh (city, SY); GeoNames 170017");
  assert.equal(said(data, 1, "Gazetteer"), "Ḩamāh (province, SY); GeoNames 170016");
  assert.equal(said(data, 0, "How precise"), "a town: the true place lies within 5 km of the mark");
});

test("who says so, the source and how reliable it is are three things", () => {
  const data = decode(sample());
  assert.equal(said(data, 0, "Who says so"), "the ministry, reported by The Gazette");
  assert.equal(said(data, 1, "Who says so"), "The Gazette, which names no other source");
  const {text, url, more} = rowsOf(data, 0).get("Source") ?? {};
  assert.deepEqual([text, url, more && bare(more)], ["The Gazette", "https://example.org/a", "B: usually reliable"]);
});

test("deaths are said with their range; what nobody counted is left out", () => {
  const data = decode(sample());
  assert.deepEqual([0, 1, 2].map((row) => said(data, row, "Fatalities")), ["not stated", "none reported", "3 (2 to 5)"]);
  assert.deepEqual([said(data, 0, "Wounded"), said(data, 0, "Places taken"), said(data, 1, "Places taken")], [undefined, undefined, "2"]);
});

test("a date says how exact it is", () => {
  const data = decode(sample());
  assert.equal(whenWords(data, 0), "29 November 2024 – 1 December 2024: some time between, or throughout");
  assert.equal(whenWords(data, 1), "about 1 December 2024");
  assert.equal(whenWords(data, 2), "November 2024: the day is not stated");
  data.dates[0] = "2024?";
  assert.equal(whenWords(data, 2), "possibly 2024: month and day are not stated");
  data.dates[0] = "../2024-12-01";
  assert.equal(whenWords(data, 2), "until 1 December 2024");
  assert.equal(rowsOf(data, 1).get("When")?.title, "2024-12-01~");
});

test("a place of the same name says how far it is from the one that was chosen", () => {
  const data = decode(sample());
  const [other] = data.candidates.get(0) ?? [];
  assert.equal(bare(candidateWords(data, 0, other)), "Hama (village, SY): 67.64 km away, azimuth 89.8°, east");
  const province = {...other, kind: "admin1"};
  assert.equal(bare(candidateWords(data, 0, province)), "Hama (province, SY): its middle is 67.64 km away, azimuth 89.8°, east");
});

test("without an archive an event names no report, and its place leads nowhere", () => {
  const rows = rowsOf(decode(sample()), 0);
  assert.equal(rows.get("Report"), undefined);
  assert.equal(rows.get("Where")?.href, null);
});

test("a chosen event is announced in words", () => {
  const data = decode(sample());
  assert.equal(announcement(data, 1, textsOf(data, 1)), "Selected: Armed clash. Two. Hama province. about 1 December 2024.");
  assert.match(announcement(data, 2, textsOf(data, 2)), /the front . not placed on the map/);
});

test("a mark takes its colour from the scheme, and background is faint", () => {
  const data = decode(sample());
  const theme = /** @type {import("../../maps/page/theme.js").Theme} */ ({scheme: "dark"});
  assert.deepEqual(lookOf(data, 1, theme, true), {outline: [0, -1, 1, 1, -1, 1], colour: "#fc8d56", status: "background", faint: true, area: true});
});

test("names and grades that nobody knows stand as they are", () => {
  assert.equal(typeWords("Ambush"), "Ambush");
  assert.equal(gradeWords("G"), "G");
  assert.equal(bare(gradeWords("F")), "F: reliability cannot be judged");
});
