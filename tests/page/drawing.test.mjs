import assert from "node:assert/strict";
import {test} from "node:test";

import {ringDash, ringRadius, shortCount} from "../../maps/page/symbols.js";

test("the number in a ring is short, and never rounded up to a wrong unit", () => {
  const counts = [2, 999, 1000, 1049, 9949, 9950, 16566, 999_499, 999_500, 1_000_000, 12_345_678];
  assert.deepEqual(counts.map(shortCount), ["2", "999", "1k", "1k", "9.9k", "10k", "17k", "999k", "1M", "1M", "12M"]);
});

test("more events make a larger ring, within bounds", () => {
  const radii = [2, 10, 100, 1000, 1e6].map(ringRadius);
  assert.deepEqual(radii, [...radii].sort((a, b) => a - b));
  assert.ok(radii[0] >= 11 && radii[4] <= 27);
});

test("a claim is dashed, a confirmation is not, a plain report has no ring", () => {
  assert.ok((ringDash("claimed") ?? []).length);
  assert.deepEqual(ringDash("confirmed"), []);
  assert.equal(ringDash("reported"), null);
});
