// Geodesics on WGS84, the ellipsoid of the checks: lengths, azimuths, and what is drawn with them.
// Positions are [lon, lat] in degrees, lengths metres, azimuths degrees clockwise from true north
// in [0, 360). Paths are flat: lon0, lat0, lon1, lat1 …, in degrees; longitudes run on past ±180.
// Pure: no DOM, no Leaflet.
//
// The inverse problem is put as in Karney, J. Geodesy 87 (2013), doi:10.1007/s00190-012-0578-z:
// the points are turned so that the longitude reached grows with the azimuth, which is then found
// by halving. That ends for every pair, nearly antipodal ones too, where Vincenty's iteration does
// not. The series are Vincenty's (Survey Review 23, 1975, eqs. 3, 4, 6, 10 and 11), good to
// about 0.1 mm.

import {unwrap} from "./geometry.js";

/** @typedef {[lon: number, lat: number]} Position degrees */
/** @typedef {{sin: number, cos: number}} Angle */
/** @typedef {{distance_m: number, azimuth_deg: number, final_azimuth_deg: number}} Geodesic azimuths at the first and at the last point */

const A = 6378137; // equatorial radius, metres
const F = 1 / 298.257223563; // flattening
const B = A * (1 - F); // polar radius, metres
const SECOND_ECCENTRICITY = (A * A - B * B) / (B * B); // squared
const RADIAN = Math.PI / 180;
const POLE = 1e-150; // cosine that stands for that of a pole: its square is not yet 0
const SIDE = 17; // points of a wedge's side

/** An angle in degrees in [0, 360). @param {number} degrees */
function turned(degrees) {
  const positive = degrees < 0 ? degrees + 360 : degrees;
  return positive >= 360 ? positive - 360 : positive; // -1e-15 + 360 is 360
}

/** Reduced latitude. @param {number} lat degrees @returns {Angle} */
function reduced(lat) {
  const sin = (1 - F) * Math.sin(lat * RADIAN);
  const cos = Math.max(Math.abs(lat) === 90 ? 0 : Math.cos(lat * RADIAN), POLE);
  const length = Math.hypot(sin, cos);
  return {sin: sin / length, cos: cos / length};
}

/**
 * By how much the longitude on the ellipsoid is less than on the auxiliary sphere, radians.
 * @param {Angle} equator azimuth at the equator @param {number} arc radians @param {number} middle cosine of twice the arc from the equator to its middle
 */
function longitudeLag({sin, cos}, arc, middle) {
  const c = (F / 16) * cos * cos * (4 + F * (4 - 3 * cos * cos));
  const wave = middle + c * Math.cos(arc) * (2 * middle * middle - 1);
  return (1 - c) * F * sin * (arc + c * Math.sin(arc) * wave);
}

/** Vincenty's A and B. @param {number} cos of the azimuth at the equator @returns {[number, number]} */
function lengthSeries(cos) {
  const u = SECOND_ECCENTRICITY * cos * cos;
  return [
    1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u))),
    (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u))),
  ];
}

/** Vincenty's Δσ, radians. @param {number} b his B @param {number} arc radians @param {number} middle as in longitudeLag */
function arcLag(b, arc, middle) {
  const [sin, cos] = [Math.sin(arc), Math.cos(arc)];
  const third = (b / 6) * middle * (4 * sin * sin - 3) * (4 * middle * middle - 3);
  return b * sin * (middle + (b / 4) * (cos * (2 * middle * middle - 1) - third));
}

/**
 * The geodesic that leaves a southern latitude and comes to another northwards.
 * @param {number} turn radians from due east, positive to the south @param {Angle} from the southern one @param {Angle} to nearer to the equator
 */
function launch(turn, from, to) {
  const start = {sin: Math.cos(turn), cos: -Math.sin(turn)};
  const equator = {sin: start.sin * from.cos, cos: Math.hypot(start.cos, start.sin * from.sin)};
  const x1 = start.cos * from.cos;
  const x2 = Math.sqrt(x1 * x1 + Math.max(0, (from.sin - to.sin) * (from.sin + to.sin)));
  const [sigma1, sigma2] = [Math.atan2(from.sin, x1), Math.atan2(to.sin, x2)];
  const omega = Math.atan2(equator.sin * to.sin, x2) - Math.atan2(equator.sin * from.sin, x1);
  const [arc, middle] = [sigma2 - sigma1, Math.cos(sigma1 + sigma2)];
  return {start, end: {sin: equator.sin / to.cos, cos: x2 / to.cos}, equator, arc, middle, lon: omega - longitudeLag(equator, arc, middle)};
}

const LEAST_TURN = 1e-30; // radians; due east is a turn of 0, to which halving alone would take a thousand steps

/** The launch that reaches a longitude. @param {Angle} from @param {Angle} to @param {number} lon radians, 0 to π */
function aim(from, to, lon) {
  let [low, high] = [-Math.PI / 2, Math.PI / 2];
  for (let turn = 0; turn !== low && turn !== high && high - low > LEAST_TURN; turn = (low + high) / 2) {
    if (launch(turn, from, to).lon < lon) low = turn;
    else high = turn;
  }
  return launch(high, from, to);
}

/** Along the equator, which is shortest up to a longitude of 180° · (1 - f). @param {number} lon degrees @returns {Geodesic} */
function alongEquator(lon) {
  const azimuth = lon < 0 ? 270 : 90;
  return {distance_m: A * Math.abs(lon) * RADIAN, azimuth_deg: azimuth, final_azimuth_deg: azimuth};
}

/**
 * The shortest way between two positions. Azimuths of equal positions are 0.
 * @param {Position} a @param {Position} b @returns {Geodesic}
 */
export function geodesicInverse(a, b) {
  const lon = b[0] - a[0] - 360 * Math.round((b[0] - a[0]) / 360);
  if (lon === 0 && a[1] === b[1]) return {distance_m: 0, azimuth_deg: 0, final_azimuth_deg: 0};
  if (a[1] === 0 && b[1] === 0 && Math.abs(lon) <= 180 * (1 - F)) return alongEquator(lon);
  const swapped = Math.abs(a[1]) < Math.abs(b[1]);
  const [first, second] = swapped ? [b[1], a[1]] : [a[1], b[1]];
  const flip = first > 0 ? -1 : 1;
  const [from, to] = [reduced(first * flip), reduced(second * flip)];
  from.sin = Math.min(from.sin, -POLE); // south of the equator, if only just
  const {start, end, equator, arc, middle} = aim(from, to, Math.abs(lon) * RADIAN);
  const [scale, b1] = lengthSeries(equator.cos);
  const [head, tail] = swapped ? [end, start] : [start, end];
  const east = lon < 0 ? -1 : 1;
  const north = swapped ? -flip : flip;
  const azimuth = (/** @type {Angle} */ {sin, cos}) => turned(Math.atan2(sin * east, cos * north) / RADIAN);
  return {
    distance_m: B * scale * (arc - arcLag(b1, arc, middle)),
    azimuth_deg: azimuth(head),
    final_azimuth_deg: azimuth(tail),
  };
}

/**
 * Where one comes to. The longitude is within 180 degrees of the start's.
 * @param {Position} start @param {number} azimuth_deg @param {number} distance_m @returns {Position}
 */
export function geodesicDirect(start, azimuth_deg, distance_m) {
  const {sin: sinU, cos: cosU} = reduced(start[1]);
  const [sinA, cosA] = [Math.sin(azimuth_deg * RADIAN), Math.cos(azimuth_deg * RADIAN)];
  const equator = {sin: sinA * cosU, cos: Math.hypot(cosA, sinA * sinU)};
  const sigma1 = Math.atan2(sinU, cosU * cosA);
  const [scale, b] = lengthSeries(equator.cos);
  const first = distance_m / (B * scale);
  let arc = first;
  let middle = 0;
  for (let i = 0; i < 8; i += 1) { // each pass adds two digits and more
    middle = Math.cos(2 * sigma1 + arc);
    arc = first + arcLag(b, arc, middle);
  }
  const [sin, cos] = [Math.sin(arc), Math.cos(arc)];
  const across = Math.hypot(equator.sin, sinU * sin - cosU * cos * cosA);
  const lat = Math.atan2(sinU * cos + cosU * sin * cosA, (1 - F) * across);
  const omega = Math.atan2(sin * sinA, cosU * cos - sinU * sin * cosA);
  return [start[0] + (omega - longitudeLag(equator, arc, middle)) / RADIAN, lat / RADIAN];
}

/**
 * The geodesic as points evenly spaced, ends included.
 * @param {Position} a @param {Position} b @param {number} n points, at least 2 @returns {Float64Array}
 */
export function geodesicLine(a, b, n) {
  const {distance_m, azimuth_deg} = geodesicInverse(a, b);
  const path = new Float64Array(2 * n);
  for (let i = 0; i < n; i += 1) {
    path.set(geodesicDirect(a, azimuth_deg, (distance_m * i) / (n - 1)), 2 * i);
  }
  path.set(a, 0);
  path.set(b, 2 * n - 2);
  return unwrap(path);
}

/** @param {Position} centre @param {number} radius_m @param {number} from degrees @param {number} to degrees @param {number} n */
function arcOf(centre, radius_m, from, to, n) {
  const path = new Float64Array(2 * n);
  for (let i = 0; i < n; i += 1) {
    path.set(geodesicDirect(centre, from + ((to - from) * i) / (n - 1), radius_m), 2 * i);
  }
  return path;
}

/**
 * A circle, clockwise from north; its last point is its first, or lies 360 degrees beside it if
 * the circle goes round a pole.
 * @param {Position} centre @param {number} radius_m @param {number} n points, the last included @returns {Float64Array}
 */
export function geodesicCircle(centre, radius_m, n) {
  const ring = unwrap(arcOf(centre, radius_m, 0, 360, n));
  ring[2 * n - 2] = ring[0] + 360 * Math.round((ring[2 * n - 2] - ring[0]) / 360);
  ring[2 * n - 1] = ring[1];
  return ring;
}

/**
 * A wedge from its apex at the centre round to it again.
 * @param {Position} centre @param {number} azimuth_deg of its middle @param {number} halfAngle_deg @param {number} radius_m @returns {Float64Array}
 */
export function geodesicWedge(centre, azimuth_deg, halfAngle_deg, radius_m) {
  const [from, to] = [azimuth_deg - halfAngle_deg, azimuth_deg + halfAngle_deg];
  const arc = arcOf(centre, radius_m, from, to, Math.max(9, Math.ceil(halfAngle_deg) + 1));
  const side = (/** @type {number} */ azimuth) =>
    Array.from({length: SIDE - 1}, (_, i) => geodesicDirect(centre, azimuth, (radius_m * i) / (SIDE - 1)));
  return unwrap(Float64Array.from([...side(from).flat(), ...arc, ...side(to).reverse().flat()]));
}
