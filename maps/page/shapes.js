// What lies under the marks: the disc of a settlement, the hatched outline of an area, and the
// leaders from a place to the marks fanned out around it.

import {unitLength} from "./geometry.js";
import {traceFill, traceStroke} from "./paths.js";

/** @import {Box, Shape, View} from "./geometry.js" */
/** @import {Mark} from "./fan.js" */
/** @import {Places} from "./payload.js" */
/** @import {Theme} from "./theme.js" */

/** @type {Box} the antimeridian: outlines are cut there, and not drawn along it */
const WORLD = [0, -1, 1, 2];
const HATCH = 9; // px between the lines of a hatching

/** Lines that stay in place on the ground while the map moves. @param {CanvasRenderingContext2D} ctx @param {View} view @param {string} colour */
function hatching(ctx, view, colour) {
  const pen = /** @type {{hatch?: (step: number, colour: string, x: number, y: number) => string}} */ (/** @type {unknown} */ (ctx));
  if (pen.hatch) return pen.hatch(HATCH, colour, -view.x0 % HATCH, -view.y0 % HATCH); // a picture of paths
  const tile = document.createElement("canvas");
  const fine = 2; // the tile is drawn twice as large, to be sharp
  tile.width = tile.height = HATCH * fine;
  const brush = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  brush.strokeStyle = colour;
  brush.lineWidth = fine;
  for (const shift of [-1, 0, 1]) {
    brush.moveTo((shift * HATCH - 1) * fine, (HATCH + 1) * fine);
    brush.lineTo((shift * HATCH + HATCH + 1) * fine, -fine);
  }
  brush.stroke();
  const pattern = /** @type {CanvasPattern} */ (ctx.createPattern(tile, "repeat"));
  return pattern && moved(pattern, -view.x0 % HATCH, -view.y0 % HATCH, 1 / fine);
}

/** @param {CanvasPattern} pattern @param {number} x @param {number} y @param {number} scale */
function moved(pattern, x, y, scale) {
  pattern.setTransform(new DOMMatrix([scale, 0, 0, scale, x, y]));
  return pattern;
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Shape} shape @param {View} view @param {number} copy
 * @param {{selected: boolean, hatched: boolean, faint: boolean, described: boolean}} how described: by the report, so its outline is dashed @param {Theme} theme
 */
export function drawArea(ctx, shape, view, copy, how, theme) {
  ctx.save();
  if (how.hatched) {
    ctx.beginPath();
    traceFill(ctx, shape, view, copy);
    ctx.globalAlpha = how.selected ? 0.4 : how.faint ? 0.1 : 0.2;
    ctx.fillStyle = hatching(ctx, view, how.selected ? theme.accent : theme.ink);
    ctx.fill("evenodd");
  }
  ctx.beginPath();
  traceStroke(ctx, shape, view, copy, {closed: true, cut: WORLD});
  ctx.globalAlpha = how.selected ? 1 : how.faint ? 0.4 : 0.7;
  ctx.strokeStyle = how.selected ? theme.accent : theme.ink;
  ctx.lineWidth = how.selected ? 2.5 : 1.4;
  ctx.setLineDash(how.faint && !how.selected ? [2, 3] : how.described ? [7, 4] : []);
  ctx.stroke();
  ctx.restore();
}

/** @typedef {{x: number, y: number, radius: number}} Disc px of the canvas */

/** Within which a place truly lies; null where that is too small to be seen. @param {Places} places @param {number} place @param {View} view @param {number} copy @returns {Disc | null} */
export function discOf(places, place, view, copy) {
  const radius = unitLength(places.uncertainty_m[place], places.lat[place]) * view.world;
  if (!(radius > 2)) return null;
  return {x: (places.x[place] + copy) * view.world - view.x0, y: places.y[place] * view.world - view.y0, radius};
}

/**
 * Discs, filled as one, so that many of them do not add up to a dark patch. Hatched: of areas, of
 * which no point is more likely than another.
 * @param {CanvasRenderingContext2D} ctx @param {Disc[]} discs @param {View} view
 * @param {{selected: boolean, hatched: boolean}} how @param {Theme} theme
 */
export function drawDiscs(ctx, discs, view, how, theme) {
  if (!discs.length) return;
  const colour = how.selected ? theme.accent : theme.ink;
  ctx.save();
  ctx.beginPath();
  for (const {x, y, radius} of discs) {
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
  }
  ctx.fillStyle = how.hatched ? hatching(ctx, view, colour) : colour;
  ctx.globalAlpha = (how.selected ? 0.18 : 0.09) * (how.hatched ? 2 : 1);
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.globalAlpha = how.selected ? 0.9 : 0.45;
  ctx.lineWidth = how.selected ? 1.5 : 1;
  ctx.stroke();
  ctx.restore();
}

/**
 * The leaders and the place's own dot; of an area, a small open square: no point of it is exact.
 * @param {CanvasRenderingContext2D} ctx @param {Mark[]} marks in world px @param {View} view @param {number} copy
 * @param {(place: number) => boolean} isArea @param {Theme} theme
 */
export function drawLeaders(ctx, marks, view, copy, isArea, theme) {
  const shiftX = copy * view.world - view.x0;
  ctx.save();
  ctx.strokeStyle = theme.ink;
  for (const {x, y, homeX, homeY, pinned} of marks) {
    if (pinned) continue;
    ctx.beginPath();
    ctx.moveTo(homeX + shiftX, homeY - view.y0);
    ctx.lineTo(x + shiftX, y - view.y0);
    ctx.lineWidth = 1;
    ctx.globalAlpha = 0.7;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  for (const {homeX, homeY, pinned, place} of marks) {
    if (pinned) continue;
    const [x, y] = [homeX + shiftX, homeY - view.y0];
    ctx.beginPath();
    if (isArea(place)) ctx.rect(x - 3.5, y - 3.5, 7, 7);
    else ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = isArea(place) ? theme.halo : theme.ink;
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = isArea(place) ? theme.ink : theme.halo;
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}
