// A track that is being measured, drawn above the marks: its points, its geodesics, and their lengths.

import {CanvasLayer} from "./canvaslayer.js";
import {geodesicInverse, geodesicLine} from "./geodesic.js";
import {boxOf, unitX, unitY} from "./geometry.js";
import {copiesOf, onCanvas, shapeOf} from "./groundshapes.js";
import {distanceWords} from "./lengths.js";
import {traceStroke} from "./paths.js";
import {legsOf, totalOf} from "./track.js";

/** @import {Position} from "./geodesic.js" */
/** @import {Shape, View} from "./geometry.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {{shape: Shape, text: string}} Leg */

const VERTICES = 65; // of a leg: an odd number, so that one is in the middle
const FONT = "600 12px system-ui, sans-serif";
const LEAST = 45; // px; the length of a shorter leg is only in the card

/** @param {Position} a @param {Position} b @returns {Leg} */
function legOf(a, b) {
  return {shape: shapeOf([geodesicLine(a, b, VERTICES)]), text: distanceWords(geodesicInverse(a, b).distance_m)};
}

export class MeasureLayer extends CanvasLayer {
  constructor() {
    super("cm-measure", 470);
    /** @type {Position[]} */
    this.points = [];
    /** @type {Leg[]} */
    this.legs = [];
    /** @type {Leg | null} from the last point to the pointer */
    this.loose = null;
    this.total = "";
    this.waiting = 0;
  }

  /** @param {Position[]} points */
  show(points) {
    this.points = points;
    this.legs = points.slice(1).map((point, i) => legOf(points[i], point));
    this.total = this.legs.length > 1 ? distanceWords(totalOf(legsOf(points))) : "";
    this.loose = null;
    this.redraw();
  }

  /** Shows the way from the last point to the pointer, at the next frame. @param {Position | null} pointer */
  lead(pointer) {
    const last = this.points.at(-1);
    this.loose = last && pointer ? legOf(last, pointer) : null;
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.redraw());
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    ctx.lineJoin = "round";
    for (const leg of this.legs) drawLeg(ctx, leg, view, theme, []);
    if (this.loose) drawLeg(ctx, this.loose, view, theme, [5, 5]);
    this.points.forEach((point, i) => {
      const last = i === this.points.length - 1;
      drawPoint(ctx, point, last ? this.total : "", view, theme);
    });
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {Leg} leg @param {View} view @param {Theme} theme @param {number[]} dash */
function drawLeg(ctx, {shape, text}, view, theme, dash) {
  const path = shape.paths[0];
  for (const copy of copiesOf(shape.box, view)) {
    ctx.beginPath();
    traceStroke(ctx, shape, view, copy, {closed: false, cut: null});
    ctx.setLineDash([]);
    ctx.strokeStyle = theme.halo;
    ctx.lineWidth = 5;
    ctx.stroke();
    ctx.setLineDash(dash);
    ctx.strokeStyle = theme.label;
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.setLineDash([]);
    const [x0, y0, x1, y1] = [...onCanvas(path[0], path[1], view, copy), ...onCanvas(path[path.length - 2], path[path.length - 1], view, copy)];
    if (Math.hypot(x1 - x0, y1 - y0) < LEAST) continue;
    const [x, y] = onCanvas(path[VERTICES - 1], path[VERTICES], view, copy);
    drawLength(ctx, text, x, y, theme);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {Position} point @param {string} text @param {View} view @param {Theme} theme */
function drawPoint(ctx, [lon, lat], text, view, theme) {
  const [u, v] = [unitX(lon), unitY(lat)];
  for (const copy of copiesOf(boxOf(Float64Array.of(u, v)), view)) {
    const [x, y] = onCanvas(u, v, view, copy);
    ctx.beginPath();
    ctx.arc(x, y, 4.5, 0, 2 * Math.PI);
    ctx.fillStyle = theme.halo;
    ctx.fill();
    ctx.strokeStyle = theme.label;
    ctx.lineWidth = 2;
    ctx.stroke();
    if (text) drawLength(ctx, text, x, y - 18, theme);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} x its middle @param {number} y @param {Theme} theme */
function drawLength(ctx, text, x, y, theme) {
  ctx.font = FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const width = ctx.measureText(text).width + 10;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 10, width, 20, 3);
  ctx.fillStyle = theme.halo;
  ctx.fill();
  ctx.strokeStyle = theme.label;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fillStyle = theme.label;
  ctx.fillText(text, x, y);
}
