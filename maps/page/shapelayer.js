// The shapes of the events' places, on a canvas of their own: names and lines stand above it.

import {CanvasLayer} from "./canvaslayer.js";
import {isArea, isFaint, placeOf} from "./events.js";
import {frameOf, meets, unitLength} from "./geometry.js";
import {discOf, drawArea, drawDiscs} from "./shapes.js";

/** @import {View} from "./geometry.js" */
/** @import {MarkSet} from "./markset.js" */
/** @import {Data} from "./payload.js" */
/** @import {Theme} from "./theme.js" */

const FAINT_MAX = 100; // events of a place that are looked at for whether all are faint
const MANY = 150; // places in view beyond which only outlines are drawn: discs would hide each other

export class ShapeLayer extends CanvasLayer {
  /** @param {Data} data @param {MarkSet} marks */
  constructor(data, marks) {
    super("cm-shapes", 300);
    this.data = data;
    this.marks = marks;
    /** @type {number | null} the chosen event */
    this.selected = null;
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    const chosen = this.selected === null ? null : placeOf(this.data, this.selected);
    for (const copy of view.copies) {
      const {discs, areas} = this.drawnIn(view, copy);
      for (const [area, place] of areas) {
        const how = {selected: place === chosen, hatched: this.marks.areFew || place === chosen, faint: this.isFaint(place), described: this.data.places.described[place] === 1};
        drawArea(ctx, this.data.areas[area], view, copy, how, theme);
      }
      this.drawDiscs(ctx, discs, view, copy, theme);
    }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number[]} among places @param {View} view @param {number} copy @param {Theme} theme */
  drawDiscs(ctx, among, view, copy, theme) {
    const chosen = this.selected === null ? null : placeOf(this.data, this.selected);
    for (const selected of [false, true]) {
      for (const hatched of [true, false]) {
        const alike = among.filter((place) => (place === chosen) === selected && isArea(this.data, place) === hatched);
        const discs = alike.map((place) => discOf(this.data.places, place, view, copy)).filter((disc) => disc !== null);
        drawDiscs(ctx, discs, view, {selected, hatched}, theme);
      }
    }
  }

  /** What is drawn: without discs where they are too many, but for the chosen one. @param {View} view @param {number} copy */
  drawnIn(view, copy) {
    const {discs, areas} = this.inView(view, copy);
    const chosen = this.selected === null ? null : placeOf(this.data, this.selected);
    return {discs: discs.length > MANY ? discs.filter((one) => one === chosen) : discs, areas};
  }

  /** Places of shown events in view: those with a disc, and of each outline one place, the chosen before others. @param {View} view @param {number} copy */
  inView(view, copy) {
    const {places, areas} = this.data;
    const frame = frameOf(view, copy);
    const {totals} = this.marks;
    const chosen = this.selected === null ? null : placeOf(this.data, this.selected);
    const discs = [];
    /** @type {Map<number, number>} */
    const outlines = new Map();
    for (let place = 0; place < places.count; place += 1) {
      if (!totals[place]) continue;
      const area = places.area[place];
      const [x, y] = [places.x[place], places.y[place]];
      if (area !== null) {
        if (meets(areas[area].box, frame) && (place === chosen || !outlines.has(area))) outlines.set(area, place);
      } else if (discs.length <= MANY || place === chosen) {
        const reach = unitLength(places.uncertainty_m[place], places.lat[place]);
        if (meets([x - reach, y - reach, x + reach, y + reach], frame)) discs.push(place);
      }
    }
    return {discs, areas: outlines};
  }

  /** Are all events of a place plans or background? @param {number} place */
  isFaint(place) {
    return this.marks.totals[place] <= FAINT_MAX && this.marks.rowsAt(place).every((row) => isFaint(this.data, row));
  }
}
