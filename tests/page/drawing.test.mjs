import assert from "node:assert/strict";
import {test} from "node:test";

import {toShape} from "../../maps/page/geometry.js";
import {traceFill, traceStroke} from "../../maps/page/paths.js";
import {outline, ringDash} from "../../maps/page/symbols.js";

/** @import {Box, View} from "../../maps/page/geometry.js" */

/** A context that notes where the pen goes. */
function recorder() {
  /** @type {[string, number, number][]} */
  const steps = [];
  const ctx = {
    moveTo: (/** @type {number} */ x, /** @type {number} */ y) => steps.push(["M", Math.round(x), Math.round(y)]),
    lineTo: (/** @type {number} */ x, /** @type {number} */ y) => steps.push(["L", Math.round(x), Math.round(y)]),
    closePath: () => steps.push(["Z", 0, 0]),
  };
  return {steps, ctx: /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (ctx))};
}

/** @type {View} the whole world on 3600 px */
const view = {zoom: 0, world: 3600, x0: 0, y0: 0, width: 3600, height: 3600, margin: 0, copies: [0]};
const square = toShape([[100000, 0, 100000, 0, 0, -100000, -100000, 0]]);
/** @type {Box} */
const westEdge = [square.box[0], -1, 2, 2];

test("a ring is traced whole for filling, and closed", () => {
  const {steps, ctx} = recorder();
  traceFill(ctx, square, view, 0);
  assert.deepEqual(steps.map(([op]) => op).join(""), "MLLLZ");
  assert.deepEqual(steps[0], ["M", 1900, 1800]);
});

test("a ring out of view is not traced", () => {
  const {steps, ctx} = recorder();
  traceFill(ctx, square, {...view, x0: 3000, width: 100}, 0);
  traceStroke(ctx, square, {...view, x0: 3000, width: 100}, 0, {closed: true, cut: null});
  assert.deepEqual(steps, []);
});

test("an outline is closed, but not drawn along the edge at which it was cut", () => {
  const whole = recorder();
  traceStroke(whole.ctx, square, view, 0, {closed: true, cut: null});
  assert.equal(whole.steps.filter(([op]) => op === "L").length, 4);
  const cut = recorder();
  traceStroke(cut.ctx, square, view, 0, {closed: true, cut: westEdge});
  assert.equal(cut.steps.filter(([op]) => op === "L").length, 3);
});

test("an open line is not closed", () => {
  const {steps, ctx} = recorder();
  traceStroke(ctx, toShape([[0, 0, 100000, 0, 0, 100000]], true), view, 0, {closed: false, cut: null});
  assert.equal(steps.map(([op]) => op).join(""), "MLL");
});

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
