// The shapes of the events' places, on a canvas of their own: names and lines stand above it.

import {CanvasLayer} from "./canvaslayer.js";
import {drawArea, drawDisc} from "./shapes.js";

/** @import {View} from "./geometry.js" */
/** @import {Data} from "./payload.js" */
/** @import {Theme} from "./theme.js" */

export class ShapeLayer extends CanvasLayer {
  /** @param {Data} data @param {Map<number, number[]>} rowsAt rows of events by place */
  constructor(data, rowsAt) {
    super("cm-shapes", 300);
    this.data = data;
    this.rowsAt = rowsAt;
    /** @type {number | null} the chosen event */
    this.selected = null;
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    const {places, areas, events} = this.data;
    for (const copy of view.copies) {
      for (const [place, rows] of this.rowsAt) {
        const selected = this.selected !== null && rows.includes(this.selected);
        const area = places.area[place];
        const faint = rows.every((row) => events.background[row]);
        if (area !== null) drawArea(ctx, areas[area], view, copy, {selected, faint}, theme);
        else drawDisc(ctx, places, place, view, copy, selected, theme);
      }
    }
  }
}
