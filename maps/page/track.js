// A measured track: its legs, its length, and both as text. Pure.

import {azimuthWords} from "./compass.js";
import {geodesicInverse} from "./geodesic.js";
import {fill, words} from "./language.js";
import {distanceWords} from "./lengths.js";
import {decimalWords} from "./positions.js";

/** @import {Geodesic, Position} from "./geodesic.js" */

const say = words({
  en: {leg: "{length}, azimuth {azimuth}", total: "Total: {length}", model: "(shortest way, WGS84)"},
  ar: {leg: "{length}، السمت {azimuth}", total: "المجموع: {length}", model: "(أقصر مسار، WGS84)"},
});

/** The geodesics from each point to the next. @param {Position[]} points @returns {Geodesic[]} */
export function legsOf(points) {
  return points.slice(1).map((point, i) => geodesicInverse(points[i], point));
}

/** Metres. @param {Geodesic[]} legs */
export function totalOf(legs) {
  return legs.reduce((sum, leg) => sum + leg.distance_m, 0);
}

/** "124.2 km, azimuth 197.2°, south". @param {Geodesic} leg */
export function legWords({distance_m, azimuth_deg}) {
  return fill(say.leg, {length: distanceWords(distance_m), azimuth: azimuthWords(azimuth_deg)});
}

/** @param {Geodesic[]} legs */
export function totalWords(legs) {
  return fill(say.total, {length: distanceWords(totalOf(legs))});
}

/** All of it, a line each: points as latitude, longitude, and between them the legs. @param {Position[]} points */
export function trackText(points) {
  const legs = legsOf(points);
  const lines = points.flatMap((point, i) => (i ? [`  ${legWords(legs[i - 1])}`, decimalWords(point)] : [decimalWords(point)]));
  return [...lines, `${totalWords(legs)} ${say.model}`].join("\n");
}
