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
 * @property {number} dot radius of the dot at its point, px; 0: none
 * @property {boolean} eager may stand further from its point, to clear the marks there
 */

/** @typedef {Label & {left: number, top: number}} Placed */

const GAPS = [6, 14, 22, 30, 38]; // px between the point and its label, tried in turn; further off it would mislead
const PAD = 2; // px kept free round each label
const CELL = 64; // px

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** @param {Box} box @param {Box[]} taken */
export function collides(box, taken) {
  return taken.some((other) => overlap(box, other));
}

/** Boxes on the screen, found by the cells of a grid that they touch. */
export class BoxGrid {
  /** @param {Box[]} boxes */
  constructor(boxes) {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
    for (const box of boxes) this.add(box);
  }

  /** The numbers of the cells that a box touches. @param {Box} box @returns {number[]} */
  cellsOf([left, top, right, bottom]) {
    const out = [];
    for (let y = Math.floor(top / CELL); y * CELL < bottom; y += 1) {
      for (let x = Math.floor(left / CELL); x * CELL < right; x += 1) out.push(y * 65536 + x);
    }
    return out;
  }

  /** @param {Box} box */
  add(box) {
    for (const cell of this.cellsOf(box)) {
      const there = this.cells.get(cell);
      if (there) there.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  /** Does a box overlap one of these? @param {Box} box */
  meets(box) {
    return this.cellsOf(box).some((cell) => collides(box, this.cells.get(cell) ?? []));
  }
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

/** The first free place of a label. @param {Label} label @param {BoxGrid} taken @returns {{left: number, top: number, box: Box} | null} */
function find(label, taken) {
  for (const gap of label.eager ? GAPS : GAPS.slice(0, 1)) {
    for (const [left, top] of corners(label, gap)) {
      /** @type {Box} */
      const box = [left - PAD, top - PAD, left + label.width + PAD, top + label.height + PAD];
      if (!taken.meets(box)) return {left, top, box};
    }
  }
  return null;
}

/**
 * Labels that stand, the first ones first served.
 * @template {Label} L
 * @param {L[]} labels @param {Box[]} obstacles px @param {number} [mostEager] so many eager ones stand, at most
 * @returns {(L & Placed)[]}
 */
export function placeLabels(labels, obstacles, mostEager = Infinity) {
  const [hiding, taken] = [new BoxGrid(obstacles), new BoxGrid(obstacles)]; // hiding: marks and names, but not dots
  const placed = [];
  let eager = 0;
  for (const label of labels) {
    if (label.eager && eager === mostEager) continue;
    const {x, y, dot} = label;
    const point = /** @type {Box} */ ([x - dot, y - dot, x + dot, y + dot]);
    if (!label.eager && dot && hiding.meets(point)) continue;
    const spot = find(label, taken);
    if (!spot) continue;
    if (label.eager) eager += 1;
    taken.add(spot.box);
    hiding.add(spot.box);
    if (dot) taken.add(point);
    placed.push({...label, left: spot.left, top: spot.top});
  }
  return placed;
}

/** The smallest population whose name is shown at a zoom: more names as one zooms in. @param {number} zoom */
export function populationFloor(zoom) {
  return zoom >= 11 ? 0 : 1.6e6 / 2.7 ** Math.max(0, zoom - 4);
}

/** px. @param {number} population */
export function labelSize(population) {
  if (population >= 1e6) return 14;
  return population >= 2e5 ? 13 : population >= 3e4 ? 12 : 11;
}

/** Radius of a town's dot, px. @param {number} population */
export function dotRadius(population) {
  if (population >= 1e6) return 3.2;
  return population >= 2e5 ? 2.6 : population >= 3e4 ? 2.1 : 1.7;
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
