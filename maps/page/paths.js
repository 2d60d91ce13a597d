// Shapes in units → paths on a canvas: only what is in view, no steps below a pixel, and no
// strokes along the edges at which the shapes were cut. Pure but for the context.

import {frameOf, meets} from "./geometry.js";

/** @import {Box, Shape, View} from "./geometry.js" */

const STEP = 0.7; // px; shorter steps are left out
const SLACK = 8; // px round the view within which lines are still drawn
const EDGE = 2e-7; // units: less than the payload's smallest step (1e-4 degree)

/**
 * Adds the rings of a shape that are in view to the current path, whole: for filling. Closed by a
 * step, since closePath() measures the whole path each time: a second for the world's 2,700 rings.
 * @param {CanvasRenderingContext2D} ctx @param {Shape} shape @param {View} view @param {number} copy
 */
export function traceFill(ctx, shape, view, copy) {
  const frame = frameOf(view, copy);
  shape.paths.forEach((path, i) => {
    if (!meets(shape.boxes[i], frame) || isTiny(shape.boxes[i], view)) return;
    let lastX = Infinity;
    let lastY = Infinity;
    for (let k = 0; k < path.length; k += 2) {
      const x = (path[k] + copy) * view.world - view.x0;
      const y = path[k + 1] * view.world - view.y0;
      if (k && Math.abs(x - lastX) < STEP && Math.abs(y - lastY) < STEP) continue;
      if (k) ctx.lineTo(x, y);
      else ctx.moveTo(x, y);
      [lastX, lastY] = [x, y];
    }
    ctx.lineTo((path[0] + copy) * view.world - view.x0, path[1] * view.world - view.y0);
  });
}

/** Does a step run along an edge of the box at which everything was cut, or along the antimeridian? @param {Float64Array} path @param {number} a @param {number} b @param {Box|null} cut */
function alongCut(path, a, b, cut) {
  if (!cut) return false;
  for (const side of [0, 1, 2, 3]) {
    const axis = side % 2;
    if (Math.abs(path[a + axis] - cut[side]) < EDGE && Math.abs(path[b + axis] - cut[side]) < EDGE) return true;
  }
  return path[a] === path[b] && (path[a] === 0 || path[a] === 1);
}

/**
 * Adds the steps of a shape's paths that are in view to the current path: for stroking.
 * @param {CanvasRenderingContext2D} ctx @param {Shape} shape @param {View} view @param {number} copy
 * @param {{closed: boolean, cut: Box|null}} how closed: rings; cut: steps along this box are left out
 */
export function traceStroke(ctx, shape, view, copy, how) {
  const frame = frameOf(view, copy);
  const [right, bottom] = [view.width + SLACK, view.height + SLACK];
  shape.paths.forEach((path, i) => {
    if (path.length < 4 || !touches(shape.boxes[i], frame) || isTiny(shape.boxes[i], view)) return;
    let [x, y, pen, from] = [0, 0, false, 0];
    for (let k = 0; k < path.length + (how.closed ? 2 : 0); k += 2) {
      const at = k % path.length;
      const nextX = (path[at] + copy) * view.world - view.x0;
      const nextY = path[at + 1] * view.world - view.y0;
      const last = k >= path.length - 2;
      if (k && !last && Math.abs(nextX - x) < STEP && Math.abs(nextY - y) < STEP) continue;
      const away = Math.max(x, nextX) < -SLACK || Math.min(x, nextX) > right
        || Math.max(y, nextY) < -SLACK || Math.min(y, nextY) > bottom;
      if (k === 0 || away || alongCut(path, from, at, how.cut)) {
        pen = false;
      } else {
        if (!pen) ctx.moveTo(x, y);
        ctx.lineTo(nextX, nextY);
        pen = true;
      }
      [x, y, from] = [nextX, nextY, at];
    }
  });
}

/** Is it less than a step? @param {Box} box @param {View} view */
function isTiny([left, top, right, bottom], {world}) {
  return (right - left) * world < STEP && (bottom - top) * world < STEP;
}

/** Like meets, but a straight line of no height still counts. @param {Box} a @param {Box} b */
function touches(a, b) {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
