import assert from "node:assert/strict";
import {test} from "node:test";

import {outline, ringDash} from "../../maps/page/symbols.js";

test("every symbol is a closed outline about its middle, and all differ", () => {
  const names = ["circle", "triangle", "square", "diamond", "burst", "cross", "plus"];
  const flats = names.map(outline);
  for (const flat of flats) {
    assert.equal(flat.length % 2, 0);
    assert.ok(flat.length >= 6 && flat.every((value) => Math.abs(value) <= 1.1));
    assert.ok(Math.max(...flat) > 0.6 && Math.min(...flat) < -0.6);
  }
  assert.equal(new Set(flats.map(String)).size, names.length);
});

test("an unknown symbol is a circle", () => {
  assert.equal(outline("no such"), outline("circle"));
});

test("a claim is dashed, a confirmation is not, a plain report has no ring", () => {
  assert.ok((ringDash("claimed") ?? []).length);
  assert.deepEqual(ringDash("confirmed"), []);
  assert.equal(ringDash("reported"), null);
});
