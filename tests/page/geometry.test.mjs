import assert from "node:assert/strict";
import {test} from "node:test";

import {latOf, lonOf, meets, spanOf, toShape, unionOf, unitLength, unitX, unitY, unpack, unwrap} from "../../maps/page/geometry.js";

/** @param {number} actual @param {number} expected @param {number} tolerance */
function near(actual, expected, tolerance) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not within ${tolerance} of ${expected}`);
}

test("a packed ring is unpacked to degrees, longitude first", () => {
  assert.deepEqual([...unpack([371612, 362012, -10000, 5, 0, -12])], [37.1612, 36.2012, 36.1612, 36.2017, 36.1612, 36.2005]);
});

test("a packed ring with a number too many loses it, and an empty one stays empty", () => {
  assert.equal(unpack([1, 2, 3]).length, 2);
  assert.equal(unpack([]).length, 0);
});

test("Web Mercator of known points", () => {
  assert.equal(unitX(-180), 0);
  assert.equal(unitX(180), 1);
  near(unitY(0), 0.5, 1e-15);
  near(unitY(85.0511287798066), 0, 1e-9);
  near(unitY(90), 0, 1e-9); // the pole is cut off, not infinite
  // EPSG:3857 of 37.16117° E, 36.20124° N by pyproj 3.7.2, metres
  near((unitX(37.16117) - 0.5) * 2 * Math.PI * 6378137, 4136762.521682, 1e-3);
  near((0.5 - unitY(36.20124)) * 2 * Math.PI * 6378137, 4328347.133602, 1e-3);
});

test("longitude and latitude survive the way to units and back", () => {
  for (const [lon, lat] of [[0, 0], [36.63393, 35.93062], [-179.99, -80], [190, 60]]) {
    near(lonOf(unitX(lon)), lon, 1e-9);
    near(latOf(unitY(lat)), lat, 1e-9);
  }
});

test("a metre on the ground is longer on the map towards the pole", () => {
  near(unitLength(1000, 60) / unitLength(1000, 0), 2, 1e-12);
  assert.ok(Number.isFinite(unitLength(1000, 90)));
});

test("a line over the antimeridian runs on without a jump", () => {
  assert.deepEqual([...unwrap(new Float64Array([179, 0, -179, 1, 178, 2]))], [179, 0, 181, 1, 178, 2]);
});

test("a ring keeps its long edge, a line does not", () => {
  const packed = [[-1800000, -850000, 3600000, 0, 0, 100000]];
  assert.equal(toShape(packed).box[2], 1);
  assert.ok(toShape(packed, true).box[2] < 0.5);
});

test("boxes of nothing meet nothing", () => {
  assert.ok(!meets(unionOf([]), [0, 0, 1, 1]));
  assert.ok(meets([0, 0, 1, 1], [0.5, 0.5, 2, 2]));
  assert.ok(!meets([0, 0, 1, 1], [1, 0, 2, 1]));
});

test("bounds with west beyond east span the antimeridian", () => {
  assert.deepEqual(spanOf([170, -20, -170, 10]), {west: 170, south: -20, east: 190, north: 10});
  assert.equal(spanOf([36, 33, 38, 37]).east, 38);
});
