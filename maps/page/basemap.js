// Sea, land, and borders, from the payload: nothing is fetched.

import {CanvasLayer} from "./canvaslayer.js";
import {traceFill, traceStroke} from "./paths.js";

/** @import {Basemap} from "./basemapdata.js" */
/** @import {Box, Shape, View} from "./geometry.js" */
/** @import {Theme} from "./theme.js" */

const DASH = [5, 4]; // px

/** The box of all that is known, in units; past 1 where it crosses the antimeridian. @param {Basemap} basemap @returns {Box|null} */
export function edgeOf({frames}) {
  if (!frames.length) return null;
  const [first, second] = frames;
  return second ? [first[0], first[1], second[2] + 1, first[3]] : first;
}

/** Where coasts were cut, and are not drawn: the sides of all frames. @param {Basemap} basemap @returns {Box|null} */
function cutOf({frames}) {
  const [first, second] = frames;
  return second ? [first[0], first[1], second[2], first[3]] : first ?? null; // paths.js knows the antimeridian
}

/** Which lines are worth their ink at a zoom, and how wide, px. @param {number} zoom */
export function lineWidths(zoom) {
  const fine = Math.min(1, Math.max(0.35, (zoom - 3) / 4));
  return {inner: zoom < 4 ? 0 : fine, coast: fine * 0.8, border: fine + 0.5};
}

export class BasemapLayer extends CanvasLayer {
  /** @param {Basemap} basemap */
  constructor(basemap) {
    super("cm-land", 210);
    this.basemap = basemap;
    this.cut = cutOf(basemap);
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    const {land, borders, inner, disputed} = this.basemap;
    const widths = lineWidths(view.zoom);
    ctx.lineJoin = "round";
    for (const copy of view.copies) {
      this.drawSea(ctx, view, copy, theme);
      ctx.beginPath();
      traceFill(ctx, land, view, copy);
      ctx.fillStyle = theme.land;
      ctx.fill("evenodd");
      if (widths.inner) this.stroke(ctx, inner, view, copy, {colour: theme.division, width: widths.inner});
      this.stroke(ctx, land, view, copy, {colour: theme.border, width: widths.coast, closed: true});
      this.stroke(ctx, borders, view, copy, {colour: theme.border, width: widths.border});
      this.stroke(ctx, disputed, view, copy, {colour: theme.land, width: widths.border + 1});
      this.stroke(ctx, disputed, view, copy, {colour: theme.disputed, width: widths.border, dash: DASH});
    }
  }

  /** Sea as far as the basemap goes; beyond it nothing is known. @param {CanvasRenderingContext2D} ctx @param {View} view @param {number} copy @param {Theme} theme */
  drawSea(ctx, view, copy, theme) {
    ctx.fillStyle = theme.sea;
    for (const [u0, v0, u1, v1] of this.basemap.frames) {
      const left = Math.floor((u0 + copy) * view.world - view.x0); // whole px: no seam between two frames
      const right = Math.ceil((u1 + copy) * view.world - view.x0);
      ctx.fillRect(left, v0 * view.world - view.y0, right - left, (v1 - v0) * view.world);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} ctx @param {Shape} shape @param {View} view @param {number} copy
   * @param {{colour: string, width: number, closed?: boolean, dash?: number[]}} how
   */
  stroke(ctx, shape, view, copy, {colour, width, closed = false, dash = []}) {
    ctx.beginPath();
    traceStroke(ctx, shape, view, copy, {closed, cut: closed ? this.cut : null});
    ctx.setLineDash(dash);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
    ctx.setLineDash([]);
  }
}
