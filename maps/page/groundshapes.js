// Paths in degrees as shapes to draw, and where on the canvas they are seen. Pure.

import {boxOf, frameOf, toUnits, unionOf} from "./geometry.js";

/** @import {Box, Shape, View} from "./geometry.js" */

/** @param {Float64Array[]} paths lon0, lat0, lon1, lat1 … in degrees @returns {Shape} */
export function shapeOf(paths) {
  const units = paths.map(toUnits);
  const boxes = units.map(boxOf);
  return {paths: units, boxes, box: unionOf(boxes)};
}

/**
 * The copies of the world in which a box is in view. More than the view's own: what runs on past
 * the antimeridian is seen in the copy beside it.
 * @param {Box} box units @param {View} view
 */
export function copiesOf(box, view) {
  const [west, , east] = frameOf(view, 0);
  const copies = [];
  for (let copy = Math.ceil(west - box[2]); copy <= Math.floor(east - box[0]); copy += 1) copies.push(copy);
  return copies;
}

/**
 * A point in the canvas's pixels.
 * @param {number} u @param {number} v @param {View} view @param {number} copy @returns {[number, number]}
 */
export function onCanvas(u, v, view, copy) {
  return [(u + copy) * view.world - view.x0, v * view.world - view.y0];
}
