import assert from "node:assert/strict";
import {test} from "node:test";

import {clip, compass, dayWords, fatalityWords, km, lengthWords, partiesWords, plural, safeUrl, verdictWords} from "../../maps/page/words.js";

test("only http and https addresses become links", () => {
  assert.equal(safeUrl("https://example.org/a?b=1"), "https://example.org/a?b=1");
  assert.equal(safeUrl("http://example.org"), "http://example.org/");
  const bad = ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "example.org", "", null, "\u0000", `https://example.org/${"a".repeat(3000)}`];
  for (const text of bad) assert.equal(safeUrl(text), null, String(text).slice(0, 40));
});

test("canvas text is one line without control or direction marks, and short", () => {
  assert.equal(clip("a\u0000b\n\u202ec", 20), "a b c");
  assert.equal(clip("Ma'arrat an-Nu'man", 8), "Ma'arra…");
  assert.equal(Array.from(clip("😀".repeat(1e6), 5)).length, 5);
  assert.equal(clip("مرحبا", 10), "مرحبا");
});

test("days are written out, and nothing else is guessed", () => {
  assert.equal(dayWords("2024-12-01"), "1 December 2024");
  assert.equal(dayWords("2024-13-01"), "2024-13-01");
  assert.equal(dayWords("2024-12"), "2024-12");
});

test("lengths carry their unit", () => {
  assert.equal(km(140), "140 km");
  assert.equal(km(124.15), "124.2 km");
  assert.equal(lengthWords(450), "450 m");
  assert.equal(lengthWords(3000), "3 km");
  assert.equal(lengthWords(70400), "70 km");
});

test("no number of deaths is not none", () => {
  assert.equal(fatalityWords(null), "not stated");
  assert.equal(fatalityWords(0), "none reported");
  assert.equal(fatalityWords(12), "12");
});

test("azimuths have eight names, and 359° is north", () => {
  assert.deepEqual([0, 44, 197.2, 315, 359].map(compass), ["north", "north-east", "south", "north-west", "north"]);
});

test("who does what to whom, as far as it is known", () => {
  const bare = (/** @type {string} */ text) => text.replace(/[\u200e\u2068\u2069]/g, "");
  assert.equal(bare(partiesWords(["army", "air force"], ["rebels"])), "army, air force → rebels");
  assert.equal(bare(partiesWords([], ["consulate"])), "not stated → consulate");
  assert.equal(partiesWords(["army"], []), "army");
  assert.equal(partiesWords([], []), "not stated");
});

test("counts and verdicts in words", () => {
  assert.equal(plural(1, "event"), "1 event");
  assert.equal(plural(0, "event"), "0 events");
  assert.match(verdictWords("road"), /road distance/);
  assert.equal(verdictWords("other"), "other");
});

test("a direction without a distance has a verdict of its own", () => {
  assert.equal(verdictWords("holds"), "holds");
});

test("the arrow between two Arabic names keeps pointing from the first to the second", () => {
  assert.equal(partiesWords(["الجيش"], ["المعارضة"]), "\u200e\u2068الجيش\u2069 → \u2068المعارضة\u2069");
});
