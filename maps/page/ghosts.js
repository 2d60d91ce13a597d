// Where events stood at the last build: hollow dashed marks, each with a thin line to where the
// event is now; of withdrawn ones the mark alone, with a bar in it.

import {CanvasLayer} from "./canvaslayer.js";
import {toUnits, unwrap} from "./geometry.js";
import {words} from "./language.js";
import {RADIUS, tracePlate} from "./symbols.js";

/** @import {View} from "./geometry.js" */
/** @import {Key} from "./key.js" */
/** @import {Changes} from "./payload.js" */
/** @import {State} from "./state.js" */
/** @import {Theme} from "./theme.js" */

const AROUND_M = 2e6; // metres across, round a former position, to where the map may be moved

/** @typedef {{id: string, from: number[], to: number[] | null, area: boolean}} Ghost from, to: longitude and latitude; to: null of a withdrawn event; area: only an area was known */

const say = words({
  en: {moved: "where an event stood at the last build; the line leads to where it is now", withdrawn: "where a withdrawn event stood"},
  ar: {moved: "موضع الحدث في الإصدار السابق، والخط يصل إلى موضعه الآن", withdrawn: "موضع حدث مسحوب"},
});

/** @param {Changes} changes @returns {Ghost[]} */
function ghostsOf({moved, withdrawn}) {
  return [...moved, ...withdrawn.flatMap(({id, lon, lat, area}) => (lon === null || lat === null ? [] : {id, from: [lon, lat], to: null, area}))];
}

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme @param {number[]} dash px @param {number} width px */
function strokeOver(ctx, theme, dash, width) {
  for (const [colour, dashes, wide] of /** @type {[string, number[], number][]} */ ([[theme.halo, [], width + 2.5], [theme.ink, dash, width]])) {
    ctx.setLineDash(dashes);
    ctx.lineWidth = wide;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme @param {ArrayLike<number>} path px: x0, y0, x1, y1 @param {number[]} dash px @param {number} width px */
function drawLine(ctx, theme, {0: x0, 1: y0, 2: x1, 3: y1}, dash, width) {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  strokeOver(ctx, theme, dash, width);
}

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme @param {boolean} area @param {boolean} withdrawn @param {number} x px @param {number} y */
function drawGhost(ctx, theme, area, withdrawn, x, y) {
  tracePlate(ctx, area, x, y, RADIUS - 1);
  strokeOver(ctx, theme, [4, 3], 2);
  if (withdrawn) drawLine(ctx, theme, [x - 7, y, x + 7, y], [], 2);
}

export class GhostLayer extends CanvasLayer {
  /** @param {State} state @param {Changes} changes */
  constructor(state, changes) {
    super("cm-ghosts", 340); // beneath the names
    this.filter = state.filter;
    this.ghosts = ghostsOf(changes);
    /** @type {Map<string, number>} of moved events by id, once they are known */
    this.rows = new Map();
    state.filter.onChange(() => this.redraw());
  }

  get isOn() {
    return Boolean(this._map);
  }

  /** @override @param {L.Map} map */
  onAdd(map) {
    const bounds = /** @type {L.LatLngBounds | undefined} */ (map.options.maxBounds);
    for (const {from: [lon, lat]} of this.ghosts) bounds?.extend(L.latLng(lat, lon).toBounds(AROUND_M));
    return super.onAdd(map);
  }

  /** What a legend must explain. @returns {Key[]} */
  keys() {
    return [false, true].filter((withdrawn) => this.ghosts.some(({to}) => !to === withdrawn)).map((withdrawn) => ({
      paint: (ctx, theme) => drawGhost(ctx, theme, false, withdrawn, 0, 0), words: withdrawn ? say.withdrawn : say.moved, width: 32, height: 32,
    }));
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    for (const copy of view.copies) {
      for (const {id, from, to, area} of this.ghosts) {
        const row = to ? this.rows.get(id) : undefined;
        if (row !== undefined && !this.filter.isShown(row)) continue;
        const units = toUnits(unwrap(Float64Array.from([...from, ...to ?? []])));
        const path = units.map((unit, i) => (i % 2 ? unit * view.world - view.y0 : (unit + copy) * view.world - view.x0));
        if (to) drawLine(ctx, theme, path, [2, 3], 1.25);
        drawGhost(ctx, theme, area, !to, path[0], path[1]);
      }
    }
  }
}
