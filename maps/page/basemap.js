// Sea, land, and borders, from the payload: nothing is fetched.

import {CanvasLayer} from "./canvaslayer.js";
import {frameOf, meets, unionOf} from "./geometry.js";
import {traceFill, traceStroke} from "./paths.js";

/** @import {Box, Shape, View} from "./geometry.js" */
/** @import {Basemap, Named} from "./payload.js" */
/** @import {Theme} from "./theme.js" */

/** The box of everything drawn, in units: at its edges the basemap was cut. @param {Basemap} basemap @returns {Box|null} */
export function edgeOf(basemap) {
  const boxes = basemap.countries.map((country) => country.shape.box);
  return boxes.length ? unionOf(boxes) : null;
}

export class BasemapLayer extends CanvasLayer {
  /** @param {Basemap} basemap */
  constructor(basemap) {
    super("cm-land", 210);
    this.basemap = basemap;
    this.edge = edgeOf(basemap);
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    const {countries, divisions, disputed} = this.basemap;
    ctx.lineJoin = "round";
    for (const copy of view.copies) {
      this.drawSea(ctx, view, copy, theme);
      const land = shapesIn(countries, view, copy);
      ctx.beginPath();
      for (const shape of land) traceFill(ctx, shape, view, copy);
      ctx.fillStyle = theme.land;
      ctx.fill("evenodd");
      const edge = this.edge;
      const fine = Math.min(1, Math.max(0.35, (view.zoom - 3) / 4)); // px
      stroke(ctx, shapesIn(divisions, view, copy), view, copy, {closed: true, cut: edge, colour: theme.division, width: fine});
      stroke(ctx, land, view, copy, {closed: true, cut: edge, colour: theme.border, width: fine + 0.35});
      ctx.setLineDash([5, 4]);
      const doubtful = shapesIn(disputed, view, copy);
      stroke(ctx, doubtful, view, copy, {closed: false, cut: null, colour: theme.land, width: fine + 1.2, dash: []});
      stroke(ctx, doubtful, view, copy, {closed: false, cut: null, colour: theme.disputed, width: fine + 0.35, dash: [5, 4]});
    }
  }

  /** Sea as far as the basemap goes; beyond it nothing is known. @param {CanvasRenderingContext2D} ctx @param {View} view @param {number} copy @param {Theme} theme */
  drawSea(ctx, view, copy, theme) {
    if (!this.edge) return;
    const [u0, v0, u1, v1] = this.edge;
    ctx.fillStyle = theme.sea;
    ctx.fillRect(
      (u0 + copy) * view.world - view.x0,
      v0 * view.world - view.y0,
      (u1 - u0) * view.world,
      (v1 - v0) * view.world,
    );
  }
}

/** @param {Named[]} named @param {View} view @param {number} copy */
function shapesIn(named, view, copy) {
  const frame = frameOf(view, copy);
  return named.map((one) => one.shape).filter((shape) => meets(shape.box, frame));
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Shape[]} shapes @param {View} view @param {number} copy
 * @param {{closed: boolean, cut: Box|null, colour: string, width: number, dash?: number[]}} how
 */
function stroke(ctx, shapes, view, copy, how) {
  ctx.beginPath();
  for (const shape of shapes) traceStroke(ctx, shape, view, copy, how);
  ctx.setLineDash(how.dash ?? []);
  ctx.strokeStyle = how.colour;
  ctx.lineWidth = how.width;
  ctx.stroke();
  ctx.setLineDash([]);
}
