// Positions as text that other programs read: latitude before longitude, as people write them.
// The digits and letters are the same in every language. Pure.

/** @import {Position} from "./geodesic.js" */

/** Within [-180, 180). @param {number} lon */
function wrapped(lon) {
  return lon - 360 * Math.floor((lon + 180) / 360);
}

/** To five digits, about a metre, and without a negative zero. @param {number} degrees */
function fixed(degrees) {
  return (Math.round(degrees * 1e5) / 1e5 + 0).toFixed(5);
}

/** "35.13179, 36.75783". @param {Position} position */
export function decimalWords([lon, lat]) {
  return `${fixed(lat)}, ${fixed(wrapped(lon))}`;
}

/** @param {number} degrees @param {string} letter */
function sexagesimal(degrees, letter) {
  const tenths = Math.round(Math.abs(degrees) * 36000);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [minutes, seconds] = [Math.floor(tenths / 600) % 60, Math.floor(tenths / 10) % 60];
  return `${Math.floor(tenths / 36000)}°${two(minutes)}′${two(seconds)}.${tenths % 10}″${letter}`;
}

/** "35°07′54.4″N 36°45′28.2″E". @param {Position} position */
export function dmsWords([lon, lat]) {
  const east = wrapped(lon);
  return `${sexagesimal(lat, lat < 0 ? "S" : "N")} ${sexagesimal(east, east < 0 ? "W" : "E")}`;
}
