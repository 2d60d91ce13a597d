import assert from "node:assert/strict";
import {test} from "node:test";

import {directionLine, distanceLabel, distanceSentence, verdictWords} from "../../maps/page/checkwords.js";
import {clip, lengthWords, safeUrl} from "../../maps/page/words.js";

/** @import {Distance, Verdict} from "../../maps/page/payload.js" */

const bare = (/** @type {string} */ text) => text.replace(/[\u200e\u200f\u2068\u2069]/g, "");

/** @type {Distance} */
const HAMA = {
  from: "Aleppo", to: "Hama", line: [], stated_km: 140, geodesic_km: 124.153, circuity: 1.12764, tolerance_km: 13,
  azimuth_deg: 197.23, direction: "S", direction_holds: true, verdict: "road", message: "", quote: null, claimed_by: null,
};

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

test("lengths carry their unit", () => {
  assert.equal(lengthWords(450), "450 m");
  assert.equal(lengthWords(3000), "3 km");
  assert.equal(lengthWords(70400), "70 km");
});

test("a distance says both numbers, their ratio and what follows", () => {
  assert.equal(bare(distanceSentence(HAMA)),
    "Hama is stated to be 140 km from Aleppo; in a straight line it is 124.2 km, a ratio of 1.128. "
    + "It is plausible as a road distance, not as a straight line. From Aleppo the direction is 197.2°, south: “south” holds.");
  assert.equal(bare(distanceLabel(HAMA)), "Aleppo – Hama: stated 140 km, straight line 124.2 km");
});

test("a direction without a distance says only what it says", () => {
  const bearing = {...HAMA, stated_km: null, circuity: null, tolerance_km: null, direction: "NE", direction_holds: false, verdict: /** @type {Verdict} */ ("contradicts")};
  assert.equal(bare(distanceSentence(bearing)), "From Aleppo the direction is 197.2°, south: “north-east” does not hold.");
  assert.equal(bare(distanceLabel(bearing)), "Aleppo – Hama: straight line 124.2 km");
  assert.equal(directionLine(bearing), "stated north-east: does not hold (azimuth 197.2°, south)");
});

test("a distance without a direction says that none is stated", () => {
  const plain = {...HAMA, direction: null, direction_holds: null};
  assert.equal(directionLine(plain), "none stated (azimuth 197.2°, south)");
  assert.doesNotMatch(distanceSentence(plain), /direction/);
});

test("every verdict has words, and an unknown one stands as it is", () => {
  assert.match(verdictWords("road"), /road distance/);
  assert.equal(verdictWords("holds"), "holds");
  assert.equal(verdictWords(/** @type {Verdict} */ ("other")), "other");
});
