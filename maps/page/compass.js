// Compass points: their azimuths, how wide a stated one is, and their names. The same 32 points
// and widths as DIRECTIONS and direction_half_angle_deg in data/schema.py. Pure.

import {fill, words} from "./language.js";

const POINTS = [
  "N", "NbE", "NNE", "NEbN", "NE", "NEbE", "ENE", "EbN", "E", "EbS", "ESE", "SEbE", "SE", "SEbS", "SSE", "SbE",
  "S", "SbW", "SSW", "SWbS", "SW", "SWbW", "WSW", "WbS", "W", "WbN", "WNW", "NWbW", "NW", "NWbN", "NNW", "NbW",
];
const SPACING = 360 / POINTS.length; // degrees
/** @type {[number, number][]} points apart, half the angle that such a point covers in degrees */
const WIDTHS = [[8, 45], [4, 22.5], [2, 11.25], [1, 5.625]];

const say = words({
  en: {N: "north", E: "east", S: "south", W: "west", join: "-", by: "{first} by {second}", azimuth: "{degrees}°, {point}"},
  ar: {N: "شمال", E: "شرق", S: "جنوب", W: "غرب", join: " ", by: "{first} مائل إلى ال{second}", azimuth: "{degrees}° ({point})"},
});

/** @typedef {{azimuth_deg: number, halfAngle_deg: number}} Spread the middle of what a compass point covers, and half its width */

/** What "S" or "NNE" covers; null if it is no compass point. @param {string} point @returns {Spread | null} */
export function spreadOf(point) {
  const step = POINTS.indexOf(point);
  const width = WIDTHS.find(([apart]) => step % apart === 0);
  return step < 0 || !width ? null : {azimuth_deg: step * SPACING, halfAngle_deg: width[1]};
}

/** "SSW" → "south-south-west", "NbE" → "north by east". @param {string} point */
export function pointName(point) {
  const [first, second] = point.split("b").map((letters) =>
    Array.from(letters, (letter) => say[/** @type {"N"|"E"|"S"|"W"} */ (letter)] ?? letter).join(say.join));
  return second ? fill(say.by, {first, second}) : first;
}

/** 197.23 → "197.2°, south": the nearest of eight points. @param {number} azimuth degrees */
export function azimuthWords(azimuth) {
  const point = pointName(POINTS[(Math.round(azimuth / 45) % 8) * 4]);
  return fill(say.azimuth, {degrees: azimuth.toFixed(1), point});
}
