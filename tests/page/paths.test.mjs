import assert from "node:assert/strict";
import {test} from "node:test";

import {toShape} from "../../maps/page/geometry.js";
import {traceFill, traceStroke} from "../../maps/page/paths.js";

/** @import {Box, View} from "../../maps/page/geometry.js" */

/** A context that notes where the pen goes. */
function recorder() {
  /** @type {[string, number, number][]} */
  const steps = [];
  const ctx = {
    moveTo: (/** @type {number} */ x, /** @type {number} */ y) => steps.push(["M", Math.round(x), Math.round(y)]),
    lineTo: (/** @type {number} */ x, /** @type {number} */ y) => steps.push(["L", Math.round(x), Math.round(y)]),
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
  assert.deepEqual(steps.map(([op]) => op).join(""), "MLLLL");
  assert.deepEqual(steps[0], ["M", 1900, 1800]);
  assert.deepEqual(steps[4].slice(1), steps[0].slice(1));
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

test("an outline is not drawn along the antimeridian, at which all were cut", () => {
  const {steps, ctx} = recorder();
  const east = toShape([[1700000, 0, 100000, 0, 0, -100000, -100000, 0]]);
  traceStroke(ctx, east, view, 0, {closed: true, cut: [-1, -1, 2, 2]});
  assert.equal(steps.filter(([op]) => op === "L").length, 3);
});

test("an open line is not closed", () => {
  const {steps, ctx} = recorder();
  traceStroke(ctx, toShape([[0, 0, 100000, 0, 0, 100000]], true), view, 0, {closed: false, cut: null});
  assert.equal(steps.map(([op]) => op).join(""), "MLL");
});

test("rings of less than a pixel are left out, but those of a map that is nearer are not", () => {
  const islet = toShape([[100000, 0, 100, 0, 0, -100, -100, 0]]); // 0.01 degree: 0.1 px
  const far = recorder();
  traceFill(far.ctx, islet, view, 0);
  traceStroke(far.ctx, islet, view, 0, {closed: true, cut: null});
  assert.deepEqual(far.steps, []);
  const near = recorder();
  traceFill(near.ctx, islet, {...view, world: 3600000, width: 3600000, height: 3600000}, 0);
  assert.equal(near.steps.length, 5);
});
