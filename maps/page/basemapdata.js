// The basemap as it travels and as the page uses it: land, borders, names, towns. The other half
// is maps/basemap.py. Pure.

import {toShape, unitX, unitY} from "./geometry.js";

/** @import {Box, Shape} from "./geometry.js" */

/** @typedef {{name: string[], native: (string|null)[], lon: number[], lat: number[], room: number[]}} Names native: in Arabic; room: degrees of longitude that a name may take */
/** @typedef {{name: string[], native: (string|null)[], lon: number[], lat: number[], population: number[], mentioned: boolean[]}} Towns */
/** @typedef {{boxes: number[][], units: number, land: number[][], borders: number[][], inner: number[][], disputed: number[][], countries: Names, divisions: Names, titles: Record<string, string>, towns: Towns}} BasemapJson boxes: west, south, east, north; units: of the paths, in a degree; inner: borders of divisions */

/**
 * @typedef {Object} Basemap
 * @property {Box[]} frames within which the basemap is known; at their sides it was cut
 * @property {Shape} land
 * @property {Shape} borders of countries
 * @property {Shape} inner borders of divisions
 * @property {Shape} disputed borders
 * @property {Names} countries
 * @property {Names} divisions
 * @property {Record<string, string>} titles what goes before a division's Arabic name, by code of the country
 * @property {Towns} towns
 */

const PACKED = 1e4; // integers in a degree that toShape reads

/** @param {number[][]} paths @param {number} units @param {boolean} line */
function shapeOf(paths, units, line) {
  const factor = PACKED / units;
  return toShape(factor === 1 ? paths : paths.map((path) => path.map((step) => step * factor)), line);
}

/** @param {BasemapJson} json @returns {Basemap} */
export function decodeBasemap({boxes, units, land, borders, inner, disputed, countries, divisions, titles, towns}) {
  return {
    frames: boxes.map(([west, south, east, north]) => [unitX(west), unitY(north), unitX(east), unitY(south)]),
    land: shapeOf(land, units, false),
    borders: shapeOf(borders, units, true),
    inner: shapeOf(inner, units, true),
    disputed: shapeOf(disputed, units, true),
    countries,
    divisions,
    titles,
    towns,
  };
}
