// Web Mercator and the packed coordinates of the payload. A position is kept in "units": the
// whole world is the square [0, 1] x [0, 1], u eastwards, v southwards. Pure: no DOM, no Leaflet.

/**
 * What a canvas shows: pixels of the canvas = (unit + copy) * world - (x0, y0).
 * @typedef {Object} View
 * @property {number} zoom
 * @property {number} world width of the world, px
 * @property {number} x0 left edge of the canvas, world px
 * @property {number} y0 top edge of the canvas, world px
 * @property {number} width px
 * @property {number} height px
 * @property {number} margin px of canvas outside the map's frame, on each side
 * @property {number[]} copies which copies of the world are in view; 0 is [-180, 180)
 */

/** @typedef {[number, number, number, number]} Box west/left, north/top, east/right, south/bottom */

/**
 * Rings or lines in units, with the box of each and of all.
 * @typedef {Object} Shape
 * @property {Float64Array[]} paths u0, v0, u1, v1 …
 * @property {Box[]} boxes
 * @property {Box} box
 */

const MAX_LAT = 85.0511287798066; // where Web Mercator's square ends
const EARTH_M = 2 * Math.PI * 6378137; // the equator on Web Mercator's sphere, metres
const PACKED = 1e4; // integers of the payload in a degree

/** @param {number} lon degrees */
export function unitX(lon) {
  return lon / 360 + 0.5;
}

/** @param {number} lat degrees */
export function unitY(lat) {
  const s = Math.sin((Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
}

/** @param {number} u @returns {number} degrees */
export function lonOf(u) {
  return (u - 0.5) * 360;
}

/** @param {number} v @returns {number} degrees */
export function latOf(v) {
  return (Math.atan(Math.sinh((0.5 - v) * 2 * Math.PI)) * 180) / Math.PI;
}

/**
 * A length on the ground in units at a latitude.
 * @param {number} metres @param {number} lat degrees
 */
export function unitLength(metres, lat) {
  const safe = Math.max(-MAX_LAT, Math.min(MAX_LAT, lat));
  return metres / (EARTH_M * Math.cos((safe * Math.PI) / 180));
}

/**
 * Degrees of a packed path: [x0, y0, dx1, dy1, …] → [lon0, lat0, lon1, lat1, …].
 * @param {number[]} packed @returns {Float64Array}
 */
export function unpack(packed) {
  const out = new Float64Array(packed.length - (packed.length % 2));
  let x = 0;
  let y = 0;
  for (let i = 0; i < out.length; i += 2) {
    x += packed[i];
    y += packed[i + 1];
    out[i] = x / PACKED;
    out[i + 1] = y / PACKED;
  }
  return out;
}

/**
 * The same path without a jump at the antimeridian: longitudes run on past ±180.
 * For lines only: a ring round a pole needs its long edge.
 * @param {Float64Array} degrees
 */
export function unwrap(degrees) {
  const out = degrees.slice();
  for (let i = 2; i < out.length; i += 2) {
    out[i] -= 360 * Math.round((out[i] - out[i - 2]) / 360);
  }
  return out;
}

/** @param {Float64Array} degrees @returns {Float64Array} units */
export function toUnits(degrees) {
  return degrees.map((value, i) => (i % 2 ? unitY(value) : unitX(value)));
}

/** @param {Float64Array} path @returns {Box} */
export function boxOf(path) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < path.length; i += 2) {
    box[0] = Math.min(box[0], path[i]);
    box[1] = Math.min(box[1], path[i + 1]);
    box[2] = Math.max(box[2], path[i]);
    box[3] = Math.max(box[3], path[i + 1]);
  }
  return box;
}

/** @param {Box[]} boxes @returns {Box} */
export function unionOf(boxes) {
  /** @type {Box} */
  const all = [Infinity, Infinity, -Infinity, -Infinity];
  for (const b of boxes) {
    all[0] = Math.min(all[0], b[0]);
    all[1] = Math.min(all[1], b[1]);
    all[2] = Math.max(all[2], b[2]);
    all[3] = Math.max(all[3], b[3]);
  }
  return all;
}

/** @param {Box} a @param {Box} b */
export function meets(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * @param {number[][]} packed rings, or lines when `line` is true
 * @param {boolean} [line]
 * @returns {Shape}
 */
export function toShape(packed, line = false) {
  const degrees = packed.map(unpack).map((path) => (line ? unwrap(path) : path));
  const paths = degrees.map(toUnits);
  const boxes = paths.map(boxOf);
  return {paths, boxes, box: unionOf(boxes)};
}

/** The view's frame in units, for one copy of the world. @param {View} view @param {number} copy @returns {Box} */
export function frameOf(view, copy) {
  return [
    view.x0 / view.world - copy,
    view.y0 / view.world,
    (view.x0 + view.width) / view.world - copy,
    (view.y0 + view.height) / view.world,
  ];
}

/** A name for a spot on the ground, the same for all within about a metre. @param {number} u units @param {number} v */
export function spotKey(u, v) {
  return `${Math.round(u * 4e7)} ${Math.round(v * 4e7)}`;
}

/** [west, south, east, north] with east ≥ west, so that 170 … -170 is a span of 20. @param {number[]} bounds */
export function spanOf(bounds) {
  const [west, south, east, north] = bounds;
  return {west, south, east: east < west ? east + 360 : east, north};
}
