import assert from "node:assert/strict";
import {test} from "node:test";

import {claimShape} from "../../maps/page/claimshape.js";
import {azimuthWords, pointName, spreadOf} from "../../maps/page/compass.js";
import {geodesicDirect} from "../../maps/page/geodesic.js";
import {toShape, unitX, unitY} from "../../maps/page/geometry.js";
import {copiesOf, onCanvas, shapeOf} from "../../maps/page/groundshapes.js";
import {distanceWords, statedWords} from "../../maps/page/lengths.js";
import {decimalWords, dmsWords} from "../../maps/page/positions.js";
import {roundLength} from "../../maps/page/scalebar.js";
import {legsOf, totalOf, totalWords, trackText} from "../../maps/page/track.js";

/** @import {Position} from "../../maps/page/geodesic.js" */
/** @import {View} from "../../maps/page/geometry.js" */
/** @import {Distance} from "../../maps/page/payload.js" */

// point, azimuth, half-angle: [(d, direction_azimuths([d])[0], direction_half_angle_deg(d)) for d in
// DIRECTIONS] of conflictmap.data.schema
/** @type {[string, number, number][]} */
const POINTS = [
  ["N", 0, 45], ["NbE", 11.25, 5.625], ["NNE", 22.5, 11.25], ["NEbN", 33.75, 5.625], ["NE", 45, 22.5], ["NEbE", 56.25, 5.625], ["ENE", 67.5, 11.25], ["EbN", 78.75, 5.625],
  ["E", 90, 45], ["EbS", 101.25, 5.625], ["ESE", 112.5, 11.25], ["SEbE", 123.75, 5.625], ["SE", 135, 22.5], ["SEbS", 146.25, 5.625], ["SSE", 157.5, 11.25], ["SbE", 168.75, 5.625],
  ["S", 180, 45], ["SbW", 191.25, 5.625], ["SSW", 202.5, 11.25], ["SWbS", 213.75, 5.625], ["SW", 225, 22.5], ["SWbW", 236.25, 5.625], ["WSW", 247.5, 11.25], ["WbS", 258.75, 5.625],
  ["W", 270, 45], ["WbN", 281.25, 5.625], ["WNW", 292.5, 11.25], ["NWbW", 303.75, 5.625], ["NW", 315, 22.5], ["NWbN", 326.25, 5.625], ["NNW", 337.5, 11.25], ["NbW", 348.75, 5.625],
];

const ALEPPO = /** @type {Position} */ ([37.16117, 36.20124]);
const HAMA = /** @type {Position} */ ([36.7578, 35.13179]);
const LINE = toShape([[371612, 362012, -4034, -10694]], true); // from Aleppo to Hama

/** @param {Partial<Distance>} fields @returns {Distance} */
function distance(fields) {
  return {
    from: "Aleppo", to: "Hama", line: [], stated_km: 140, geodesic_km: 124.15, circuity: 1.128, tolerance_km: 13, azimuth_deg: 197.2,
    direction: "S", direction_holds: true, verdict: "road", message: "", quote: null, claimed_by: null, ...fields,
  };
}

/** Does a box of units hold a position? @param {number[]} box @param {Position} position */
function holds([west, north, east, south], [lon, lat]) {
  return west <= unitX(lon) && unitX(lon) <= east && north <= unitY(lat) && unitY(lat) <= south;
}

test("compass points mean what the checks take them for", () => {
  for (const [point, azimuth_deg, halfAngle_deg] of POINTS) assert.deepEqual(spreadOf(point), {azimuth_deg, halfAngle_deg});
  assert.equal(spreadOf("upwards"), null);
});

test("compass points and azimuths in words", () => {
  assert.equal(pointName("SSW"), "south-south-west");
  assert.equal(pointName("NEbN"), "north-east by north");
  assert.equal(azimuthWords(197.23), "197.2°, south");
  assert.equal(azimuthWords(359.9), "359.9°, north");
});

test("lengths are as fine as they are useful", () => {
  assert.deepEqual([0, 412.4, 999.6, 12345, 99_994, 124_151, 12_345_678].map(distanceWords), ["0 m", "412 m", "1 km", "12.35 km", "99.99 km", "124.2 km", "12,345.7 km"]);
  assert.equal(statedWords(140), "140 km");
  assert.equal(statedWords(80.4672), "80.5 km");
});

test("positions are written latitude first, to about a metre", () => {
  assert.equal(decimalWords([36.75783, 35.13179]), "35.13179, 36.75783");
  assert.equal(decimalWords([190, -0.0000001]), "0.00000, -170.00000");
  assert.equal(dmsWords([36.75783, 35.13179]), "35°07′54.4″N 36°45′28.2″E");
  assert.equal(dmsWords([-70.5, -33.99999]), "34°00′00.0″S 70°30′00.0″W"); // seconds never read 60
});

test("the scale bar has round lengths", () => {
  assert.deepEqual([1, 1.9, 2.7, 4999, 50_000, 99_999].map(roundLength), [1, 1, 2, 3000, 50_000, 50_000]);
});

test("a track adds up its geodesics, and says so line by line", () => {
  const damascus = /** @type {Position} */ ([36.29128, 33.5102]);
  const legs = legsOf([ALEPPO, HAMA, damascus]);
  assert.equal(legs.length, 2);
  assert.equal(totalOf(legs), legs[0].distance_m + legs[1].distance_m);
  assert.equal(totalWords(legs), "Total: 309.1 km"); // 124.15 and 184.93, as the checks have them
  assert.deepEqual(trackText([ALEPPO, HAMA]).split("\n"), [
    "36.20124, 37.16117", "  124.2 km, azimuth 197.2°, south", "35.13179, 36.75780", "Total: 124.2 km (shortest way, WGS84)",
  ]);
  assert.equal(totalOf(legsOf([])), 0);
});

test("what runs past the antimeridian is seen from both sides of it", () => {
  /** @type {View} ten degrees either side of a longitude */
  const view = {zoom: 0, world: 3600, x0: 0, y0: 1000, width: 200, height: 1600, margin: 0, copies: [0]};
  const {box} = shapeOf([Float64Array.of(175, 0, 185, 1)]);
  const seen = (/** @type {number} */ x0) => copiesOf(box, {...view, x0}).join();
  assert.equal(seen(3500), "0"); // 170 to 190
  assert.equal(seen(-100), "-1"); // -190 to -170
  assert.equal(seen(1800), "");
  assert.deepEqual(onCanvas(0.5, 0.5, view, 0), [1800, 800]);
});

test("a stated distance is a ring round the place that it is measured from", () => {
  const {ring, band} = claimShape(distance({}), LINE);
  assert.ok(ring && band);
  const south = geodesicDirect(ALEPPO, 180, 140_000);
  assert.ok(Math.abs(ring.box[3] - unitY(south[1])) < 1e-6); // the line's own end is rounded to 1e-4 degree
  const furthest = geodesicDirect(ALEPPO, 180, 153_000);
  assert.ok(Math.abs(band.box[3] - unitY(furthest[1])) < 1e-6);
});

test("a stated direction is a wedge that holds the place where the direction holds", () => {
  const south = claimShape(distance({stated_km: null, tolerance_km: null}), LINE);
  assert.equal(south.ring, null);
  assert.equal(south.band, null);
  assert.ok(south.wedge && holds(south.wedge.box, HAMA));
  const north = claimShape(distance({stated_km: null, tolerance_km: null, direction: "N"}), LINE);
  assert.ok(north.wedge && !holds(north.wedge.box, HAMA));
  assert.ok(holds(north.reach, HAMA)); // in view all the same
});

test("the labels say what is stated, and only that", () => {
  assert.deepEqual(claimShape(distance({}), LINE).notes.map(({text}) => text), ["stated 140 km", "stated south, ±45°"]);
  assert.deepEqual(claimShape(distance({direction: null}), LINE).notes.map(({text}) => text), ["stated 140 km"]);
  const bare = claimShape(distance({direction: null}), LINE);
  assert.equal(bare.wedge, null);
});

test("the view of a claim has both the place and where it is stated to be", () => {
  const {reach} = claimShape(distance({stated_km: 500, direction: null}), LINE);
  assert.ok(holds(reach, HAMA));
  assert.ok(holds(reach, geodesicDirect(ALEPPO, 197.2, 499_000)));
});

test("a tolerance above the stated length leaves a disc, and a ring round a pole no false band", () => {
  assert.equal(claimShape(distance({stated_km: 5, tolerance_km: 8}), LINE).band?.paths.length, 1);
  const polar = toShape([[200000, 800000, 0, 10000]], true);
  assert.equal(claimShape(distance({stated_km: 1118, tolerance_km: 60}), polar).band, null);
});
