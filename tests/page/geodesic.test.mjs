import assert from "node:assert/strict";
import {test} from "node:test";

import {geodesicCircle, geodesicDirect, geodesicInverse, geodesicLine, geodesicWedge} from "../../maps/page/geodesic.js";

/** @import {Position} from "../../maps/page/geodesic.js" */

// lon1, lat1, lon2, lat2, metres, azimuths at both ends (null where several ways are as short):
// `az, back, d = Geod(ellps="WGS84").inv(lon1, lat1, lon2, lat2)` by pyproj 3.7.2, with
// az % 360 and (back + 180) % 360.
/** @type {[number, number, number, number, number, number | null, number | null][]} */
const INVERSE = [
  [37.16117, 36.20124, 36.7578, 35.13179, 124151.4682, 197.2257054, 196.990503],
  [36.29128, 33.5102, 36.7578, 35.13179, 184932.6899, 13.2939977, 13.5570625],
  [0, 0, 0, 90, 10001965.7293, 0, 0],
  [0, -90, 50, 90, 20003931.4586, null, null],
  [10, 0, 190, 0, 20003931.4586, null, null],
  [0, 0, 179.3, 0, 19959584.6992, 90, 90],
  [0, 0, 179.5, 0.5, 19936288.579, 25.6718729, 154.3270855],
  [0, -30, 179.9, 29.9, 19992090.3023, 170.99457, 8.9963492],
  [0, -30, 180, 30, 20003931.4586, null, null],
  [179.5, -17, -179.5, -16.5, 120128.1044, 62.7178376, 62.4296318],
  [-74, 40.7, 139.7, 35.7, 10872922.6186, 333.0037461, 205.0808433],
  [12.5, 41.9, 12.50001, 41.90001, 1.3865, 36.7630562, 36.7630628],
  [30, 50, 30, -20, 7753213.2959, 180, 180],
  [25, 60, 95, 60, 3719790.0545, 58.7662254, 121.2337746],
  [0, 1e-9, 100, -1e-9, 11131949.0793, 90, 90],
  [5, 90, 80, 10, 8896110.8961, 105, 180],
];

// lon, lat, azimuth, metres, and where that leads: the same Geod's fwd(lon, lat, azimuth, metres).
const DIRECT = [
  [37.16117, 36.20124, 180, 140000, 37.16117, 34.939422525],
  [36.29128, 33.5102, 10, 213000, 36.698369497, 35.400482421],
  [0, 89, 45, 500000, 124.395105692, 86.16491407],
  [179, -17, 90, 300000, -178.182917743, -16.980519331],
  [10, 0, 90, 10000000, 99.831528412, 0],
  [-60, -45, 237.5, 19000000, 130.131341056, 39.760605413],
  [20, 90, 135, 1000000, 65, 81.046232816],
  [20, 50, 0, 6000000, -160, 76.219688767],
];

const ALEPPO = /** @type {Position} */ ([37.16117, 36.20124]);
const HAMA = /** @type {Position} */ ([36.7578, 35.13179]);

/** @param {number} actual @param {number} expected @param {number} tolerance @param {string} [what] */
function near(actual, expected, tolerance, what = "") {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} ${actual} is not within ${tolerance} of ${expected}`);
}

/** How far two angles are apart. @param {number} a degrees @param {number} b */
function apart(a, b) {
  return Math.abs(((a - b + 540) % 360) - 180);
}

test("lengths are pyproj's within a millimetre, between antipodes too", () => {
  for (const [lon1, lat1, lon2, lat2, metres] of INVERSE) {
    near(geodesicInverse([lon1, lat1], [lon2, lat2]).distance_m, metres, 1e-3, `${lon1} ${lat1} ${lon2} ${lat2}:`);
  }
});

test("azimuths are pyproj's at both ends", () => {
  for (const [lon1, lat1, lon2, lat2, metres, first, last] of INVERSE) {
    if (first === null || last === null) continue;
    const {azimuth_deg, final_azimuth_deg} = geodesicInverse([lon1, lat1], [lon2, lat2]);
    const tolerance = metres < 10 ? 1e-6 : 2e-7; // of the table's last digit; over a metre a nanometre counts
    near(apart(azimuth_deg, first), 0, tolerance, `${lon1} ${lat1} ${lon2} ${lat2}:`);
    near(apart(final_azimuth_deg, last), 0, tolerance, `${lon1} ${lat1} ${lon2} ${lat2}:`);
  }
});

test("the way back is as long, and its azimuths are turned round", () => {
  for (const [lon1, lat1, lon2, lat2, metres, first] of INVERSE) {
    const back = geodesicInverse([lon2, lat2], [lon1, lat1]);
    near(back.distance_m, metres, 1e-3);
    if (first !== null) near(apart(back.final_azimuth_deg, first + 180), 0, 1e-6);
  }
});

test("azimuths lie in [0, 360), and equal positions are no way apart", () => {
  assert.deepEqual(geodesicInverse(HAMA, HAMA), {distance_m: 0, azimuth_deg: 0, final_azimuth_deg: 0});
  assert.equal(geodesicInverse([179, 10], [-181, 10]).distance_m, 0);
  const north = geodesicInverse([30, 10], [30, 11]).azimuth_deg;
  assert.ok(north >= 0 && north < 360);
});

test("where an azimuth and a length lead is pyproj's within a millimetre", () => {
  for (const [lon, lat, azimuth, metres, lon2, lat2] of DIRECT) {
    const reached = geodesicDirect([lon, lat], azimuth, metres);
    near(geodesicInverse(reached, [lon2, lat2]).distance_m, 0, 1e-3, `${lon} ${lat} ${azimuth}:`);
    near(reached[0], lon, 180);
  }
});

test("a line has its ends, and its middle is half-way", () => {
  const path = geodesicLine(ALEPPO, HAMA, 5);
  assert.deepEqual([...path.slice(0, 2), ...path.slice(8)], [...ALEPPO, ...HAMA]);
  const half = geodesicInverse(ALEPPO, [path[4], path[5]]).distance_m;
  near(half, geodesicInverse(ALEPPO, HAMA).distance_m / 2, 1e-3);
});

test("a line across the antimeridian runs on", () => {
  const path = geodesicLine([170, 10], [-170, 20], 9);
  assert.equal(path[0], 170);
  near(path[16], 190, 1e-9);
  for (let i = 2; i < path.length; i += 2) assert.ok(path[i] > path[i - 2]);
});

test("a circle is equally far everywhere, and closed", () => {
  const ring = geodesicCircle(ALEPPO, 140_000, 37);
  for (let i = 0; i < ring.length; i += 2) near(geodesicInverse(ALEPPO, [ring[i], ring[i + 1]]).distance_m, 140_000, 1e-3);
  assert.deepEqual([...ring.slice(0, 2)], [...ring.slice(-2)]);
  near(ring[0], ALEPPO[0], 1e-9); // it begins in the north …
  assert.ok(ring[1] > ALEPPO[1] && ring[18] > ALEPPO[0]); // … and goes on to the east
});

test("a circle round a pole goes once round", () => {
  const ring = geodesicCircle([20, 80], 3_000_000, 91);
  near(Math.abs(ring[180] - ring[0]), 360, 1e-9);
  assert.equal(ring[181], ring[1]);
});

test("a wedge goes from its apex to its arc and back", () => {
  const path = geodesicWedge(ALEPPO, 180, 45, 140_000);
  assert.deepEqual([...path.slice(0, 2)].map((x) => x.toFixed(9)), ALEPPO.map((x) => x.toFixed(9)));
  assert.deepEqual([...path.slice(0, 2)], [...path.slice(-2)]);
  let furthest = 0;
  for (let i = 2; i < path.length - 2; i += 2) {
    const {distance_m, azimuth_deg} = geodesicInverse(ALEPPO, [path[i], path[i + 1]]);
    assert.ok(apart(azimuth_deg, 180) <= 45 + 1e-6);
    furthest = Math.max(furthest, distance_m);
  }
  near(furthest, 140_000, 1e-3);
});
