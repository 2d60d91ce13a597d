// Outlines of areas as polygons of GeoJSON (RFC 7946): outer rings run counterclockwise, holes
// clockwise, each within its outer ring. Degrees, longitude first. Pure.

import {latOf, lonOf} from "./geometry.js";

/** @import {Shape} from "./geometry.js" */

/** @typedef {[lon: number, lat: number]} Position */
/** @typedef {Position[]} Ring closed: it ends where it begins */
/** @typedef {{type: "Polygon", coordinates: Ring[]} | {type: "MultiPolygon", coordinates: Ring[][]}} Outline */

const DIGITS = 4; // of degrees, as outlines come in the payload

/** @param {number} degrees */
function fixed(degrees) {
  return Number(degrees.toFixed(DIGITS));
}

/** @param {Float64Array} path units @returns {Ring} */
function ringOf(path) {
  /** @type {Ring} */
  const ring = [];
  for (let i = 0; i < path.length; i += 2) ring.push([fixed(lonOf(path[i])), fixed(latOf(path[i + 1]))]);
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push([first[0], first[1]]);
  return ring;
}

/** Twice the area in square degrees; positive: counterclockwise. @param {Ring} ring */
export function turnOf(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum;
}

/** @param {Position} point @param {Ring} ring */
function isWithin([x, y], ring) {
  let inside = false;
  for (let i = 1; i < ring.length; i += 1) {
    const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) inside = !inside;
  }
  return inside;
}

/** Does a ring lie within another? Most of its corners do: the two may touch. @param {Ring} ring @param {Ring} other */
function liesIn(ring, other) {
  const within = ring.filter((point) => isWithin(point, other)).length;
  return within * 2 > ring.length;
}

/** @param {Ring} ring @param {boolean} counterclockwise @returns {Ring} */
function turned(ring, counterclockwise) {
  return turnOf(ring) > 0 === counterclockwise ? ring : [...ring].reverse();
}

/** @param {Shape} shape rings, filled where an odd number of them lie round a point @returns {Outline} */
export function outlineOf({paths, boxes}) {
  const rings = paths.map(ringOf);
  const isFlat = (/** @type {Ring} */ ring) => ring.length < 4 || turnOf(ring) === 0;
  const around = rings.map((ring, i) => rings.flatMap((other, k) => {
    const [inner, outer] = [boxes[i], boxes[k]];
    const fits = i !== k && inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
    return fits && liesIn(ring, other) ? [k] : [];
  }));
  /** @type {Map<number, Ring[]>} by number of its outer ring */
  const polygons = new Map();
  rings.forEach((ring, i) => {
    if (around[i].length % 2 === 0 && !isFlat(ring)) polygons.set(i, [turned(ring, true)]);
  });
  rings.forEach((ring, i) => {
    const outer = around[i].length % 2 ? around[i].find((k) => around[k].length === around[i].length - 1) : undefined;
    if (outer !== undefined && !isFlat(ring)) polygons.get(outer)?.push(turned(ring, false));
  });
  const coordinates = [...polygons.values()];
  return coordinates.length === 1 ? {type: "Polygon", coordinates: coordinates[0]} : {type: "MultiPolygon", coordinates};
}
