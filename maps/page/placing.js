// Labels that do not collide: which of them stand, and where. Pure.

/** @import {Box, View} from "./geometry.js" */

/**
 * @typedef {Object} Label
 * @property {string} text
 * @property {number} x px, of the point it names
 * @property {number} y
 * @property {number} width px
 * @property {number} height
 * @property {boolean} centred stands on its point: names of countries and areas
 * @property {boolean} eager may stand further from its point, to clear the marks there
 */

/** @typedef {Label & {left: number, top: number}} Placed */

const GAPS = [6, 14, 22, 30, 38]; // px between the point and its label, tried in turn; further off it would mislead
const PAD = 2; // px kept free round each label

/** @param {Box} box @param {Box[]} taken */
export function collides(box, taken) {
  return taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]);
}

/** Corners at which a label may stand, best first. @param {Label} label @param {number} gap @returns {[number, number][]} */
function corners({x, y, width: w, height: h, centred}, gap) {
  const middle = y - h / 2;
  const [near, half] = [gap * 0.7, w / 2];
  if (centred && gap === GAPS[0]) return [[x - half, middle]];
  if (centred) return [[x - half, y + gap], [x - half, y - gap - h], [x + gap, middle], [x - gap - w, middle]];
  return [
    [x + gap, middle],
    [x - gap - w, middle],
    [x - half, y - gap - h],
    [x - half, y + gap],
    [x + near, y - near - h],
    [x + near, y + near],
    [x - near - w, y - near - h],
    [x - near - w, y + near],
  ];
}

/** The first free place of a label. @param {Label} label @param {Box[]} taken @returns {{left: number, top: number, box: Box} | null} */
function find(label, taken) {
  for (const gap of label.eager ? GAPS : GAPS.slice(0, 1)) {
    for (const [left, top] of corners(label, gap)) {
      /** @type {Box} */
      const box = [left - PAD, top - PAD, left + label.width + PAD, top + label.height + PAD];
      if (!collides(box, taken)) return {left, top, box};
    }
  }
  return null;
}

/**
 * Labels that stand, the first ones first served.
 * @param {Label[]} labels @param {Box[]} obstacles px @returns {Placed[]}
 */
export function placeLabels(labels, obstacles) {
  const taken = obstacles.slice();
  /** @type {Placed[]} */
  const placed = [];
  for (const label of labels) {
    const {x, y} = label;
    if (!label.eager && collides([x - 2, y - 2, x + 2, y + 2], obstacles)) continue; // its point is hidden
    const spot = find(label, taken);
    if (!spot) continue;
    taken.push(spot.box);
    placed.push({...label, left: spot.left, top: spot.top});
  }
  return placed;
}

/** The smallest population whose name is shown at a zoom: more names as one zooms in. @param {number} zoom */
export function populationFloor(zoom) {
  return zoom >= 11 ? 0 : 1.6e6 / 2.3 ** Math.max(0, zoom - 4);
}

/** px. @param {number} population */
export function labelSize(population) {
  if (population >= 1e6) return 14;
  return population >= 2e5 ? 13 : population >= 3e4 ? 12 : 11;
}

/**
 * The map's frame, which no label may straddle, and the corners where the controls stand.
 * @param {View} view @returns {Box[]}
 */
export function frameBoxes({width, height, margin}) {
  const [left, top, right, bottom] = [margin, margin, width - margin, height - margin];
  return [
    [left - 1, top, left + 1, bottom],
    [right - 1, top, right + 1, bottom],
    [left, top - 1, right, top + 1],
    [left, bottom - 1, right, bottom + 1],
    [left, top, left + 52, top + 82], // zoom
    [left, bottom - 32, left + 140, bottom], // scale
  ];
}
