// Where marks stand: on their place when they are alone there, fanned out around it when they are
// several, pushed aside when a neighbour's marks are in the way. Deterministic. Pure.

/** @import {Cluster} from "./cluster.js" */

/**
 * One mark, in world pixels of one zoom.
 * @typedef {Object} Mark
 * @property {number[]} rows the events it stands for: one, or many of one place; none known for a cluster
 * @property {number} place
 * @property {number} homeX the place's own position
 * @property {number} homeY
 * @property {number} x
 * @property {number} y
 * @property {boolean} pinned stands exactly on its place and does not move
 * @property {Cluster} [cluster] when it stands for many events of one or more places
 */

export const FAN_MAX = 12; // more events at one place become a count badge
const SPREAD_MAX = 500; // marks; beyond that nothing is pushed aside
const GAP = 28; // px between the centres of neighbouring marks
const ONE_RING = 8; // up to so many marks stand on a single ring
const INNER = 5;

/** @param {number} count @param {number} radius @param {number} turn radians @returns {[number, number][]} */
function ring(count, radius, turn) {
  return Array.from({length: count}, (_, i) => {
    const angle = turn - Math.PI / 2 + (2 * Math.PI * i) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** @param {number} count */
function ringRadius(count) {
  return Math.max(21, GAP / (2 * Math.sin(Math.PI / count)));
}

/**
 * Offsets from the place, px, of so many marks; clockwise from the top, inner ring first.
 * @param {number} count @returns {[number, number][]}
 */
export function fanOffsets(count) {
  if (count <= 1) return count === 1 ? [[0, 0]] : [];
  if (count === 2) return ring(2, ringRadius(2), -Math.PI / 2);
  if (count <= ONE_RING) return ring(count, ringRadius(count), 0);
  const inner = ringRadius(INNER);
  return [...ring(INNER, inner, 0), ...ring(count - INNER, inner + GAP, Math.PI / INNER)];
}

/**
 * Pushes overlapping marks apart until none overlap, or 80 rounds have passed. Pinned marks stay.
 * @param {Mark[]} marks changed in place
 */
export function spread(marks) {
  if (marks.length > SPREAD_MAX) return;
  for (let round = 0; round < 80; round += 1) {
    let moved = false;
    for (let i = 0; i < marks.length; i += 1) {
      for (let j = i + 1; j < marks.length; j += 1) moved = part(marks[i], marks[j], i) || moved;
    }
    if (!moved) return;
  }
}

/** @param {Mark} a @param {Mark} b @param {number} seed the direction when both stand on one point */
function part(a, b, seed) {
  let dx = b.x - a.x;
  let dy = b.y - a.y;
  if (Math.abs(dx) >= GAP || Math.abs(dy) >= GAP || (a.pinned && b.pinned)) return false;
  let apart = Math.hypot(dx, dy);
  if (apart >= GAP - 0.5) return false;
  if (apart < 1e-6) [dx, dy, apart] = [Math.cos(seed), Math.sin(seed), 1e-6];
  else [dx, dy] = [dx / apart, dy / apart];
  const push = (GAP - apart) / (a.pinned || b.pinned ? 1 : 2);
  if (!a.pinned) [a.x, a.y] = [a.x - dx * push, a.y - dy * push];
  if (!b.pinned) [b.x, b.y] = [b.x + dx * push, b.y + dy * push];
  return true;
}

/**
 * All marks at one zoom, in the order of the places given.
 * @param {Map<number, number[]>} rowsAt rows of events by place
 * @param {(place: number) => [number, number]} unitOf position of a place in units
 * @param {number} world width of the world, px
 * @returns {Mark[]}
 */
export function layoutMarks(rowsAt, unitOf, world) {
  /** @type {Mark[]} */
  const marks = [];
  for (const [place, rows] of rowsAt) {
    const [u, v] = unitOf(place);
    const home = {place, homeX: u * world, homeY: v * world};
    const sets = rows.length > FAN_MAX ? [rows] : rows.map((row) => [row]);
    fanOffsets(sets.length).forEach(([dx, dy], i) => {
      const at = {x: home.homeX + dx, y: home.homeY + dy};
      marks.push({...home, ...at, rows: sets[i], pinned: sets.length === 1});
    });
  }
  spread(marks);
  return marks;
}

/**
 * The mark nearest to a point, of those that reach to it; the later drawn wins a tie.
 * @template {{x: number, y: number}} M
 * @param {M[]} marks @param {number} x @param {number} y @param {(mark: M) => number} reach px
 * @returns {number} its index, or -1
 */
export function hit(marks, x, y, reach) {
  let best = -1;
  let least = Infinity;
  marks.forEach((mark, i) => {
    const far = (mark.x - x) ** 2 + (mark.y - y) ** 2;
    if (far <= least && far <= reach(mark) ** 2) [best, least] = [i, far];
  });
  return best;
}
