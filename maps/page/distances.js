// Distance statements: the geodesic of each, dashed by verdict, with both numbers beside it; of the
// chosen one also what it allows.

import {CanvasLayer} from "./canvaslayer.js";
import {claimShape, drawClaim, drawNote, placeNotes} from "./claimshape.js";
import {lonOf, latOf} from "./geometry.js";
import {fill, words} from "./language.js";
import {statedWords} from "./lengths.js";
import {collides, frameBoxes} from "./placing.js";
import {traceStroke} from "./paths.js";
import {prefersStill} from "./theme.js";

/** @import {ClaimShape} from "./claimshape.js" */
/** @import {Box, View} from "./geometry.js" */
/** @import {Data, Distance} from "./payload.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {{row: number, lines: string[], box: Box, foot: [number, number]}} Plate a label, px of the canvas; foot: the point of the line that it names */

const FONT = "12px system-ui, sans-serif";
const LEADING = 15; // px
const ASIDE = [0, 8, -8, 40, -40, 75, -75, 110, -110]; // px between a line and its label's edge, tried in turn; 0: on the line
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]; // of the line, where a label may stand
const NEAR = 6; // px from a line that count as the line

const say = words({
  en: {stated: "stated {length}", straight: "straight line {length}"},
  ar: {stated: "المسافة المذكورة {length}", straight: "بخط مستقيم {length}"},
});

/** Both numbers, the measured one to a kilometre where that is exact enough. @param {Distance} distance @returns {string[]} */
export function plateLines({stated_km, geodesic_km}) {
  const straight = fill(say.straight, {length: statedWords(geodesic_km < 10 ? geodesic_km : Math.round(geodesic_km))});
  return stated_km === null ? [straight] : [fill(say.stated, {length: statedWords(stated_km)}), straight];
}

/** Dashes of a line by its verdict, px. @param {string} verdict @returns {number[]} */
export function verdictDash(verdict) {
  const dashes = /** @type {Record<string, number[]>} */ ({
    straight_line: [], road: [9, 5], unusual: [9, 4, 2, 4], contradicts: [2, 4], holds: [16, 4],
  });
  return dashes[verdict] ?? [];
}

/** @param {CanvasRenderingContext2D} ctx @param {string} verdict @param {boolean} selected @param {Theme} theme */
export function setLineStyle(ctx, verdict, selected, theme) {
  ctx.strokeStyle = selected ? theme.accent : verdict === "contradicts" ? theme.alarm : theme.line;
  ctx.lineWidth = selected ? 3 : 1.75;
  ctx.setLineDash(verdictDash(verdict));
}

/** The point at a share of a path's vertices. @param {Float64Array} path units @param {number} share 0 to 1 */
export function alongPath(path, share) {
  const at = share * (path.length / 2 - 1);
  const i = Math.min(Math.floor(at), path.length / 2 - 2) * 2;
  const rest = at - i / 2;
  return [path[i] + rest * (path[i + 2] - path[i]), path[i + 1] + rest * (path[i + 3] - path[i + 1])];
}

export class DistanceLayer extends CanvasLayer {
  /**
   * Fires "distanceselect" with {row}, and "distanceleave" when a click elsewhere ends the selection.
   * @param {Data} data @param {(view: View) => Box[]} obstacles what labels must not cover
   * @param {(point: L.Point) => boolean} taken is there a mark, which takes the click?
   */
  constructor(data, obstacles, taken) {
    super("cm-distances", 430);
    this.data = data;
    this.obstacles = obstacles;
    this.taken = taken;
    /** @type {number | null} */
    this.selected = null;
    /** @type {ClaimShape | null} of the chosen statement */
    this.claim = null;
    /** @type {Plate[]} labels as drawn */
    this.shown = [];
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  }

  /** @override @returns {Record<string, L.LeafletEventHandlerFn>} */
  getEvents() {
    return {
      ...super.getEvents(),
      click: (event) => this.clicked(/** @type {L.LeafletMouseEvent} */ (event).containerPoint),
      mousemove: (event) => {
        const row = this.hitAt(/** @type {L.LeafletMouseEvent} */ (event).containerPoint);
        this._map.getContainer().classList.toggle("cm-over-line", row >= 0);
      },
    };
  }

  /** Labels clear of the marks and of each other where there is room. @param {View} view @returns {Plate[]} */
  plates(view) {
    const taken = [...this.obstacles(view), ...frameBoxes(view)];
    return view.copies.flatMap((copy) =>
      this.data.distances.flatMap((distance, row) => {
        const plate = this.room(row, plateLines(distance), view, copy, taken);
        if (!plate) return [];
        taken.push(plate.box);
        return [plate];
      }),
    );
  }

  /** Room for a label, or null: a label that would hide marks waits for a closer view. @param {number} row @param {string[]} lines @param {View} view @param {number} copy @param {Box[]} taken @returns {Plate | null} */
  room(row, lines, view, copy, taken) {
    const path = this.data.lines[row].paths[0];
    if (!path || path.length < 4) return null;
    this.pen.font = FONT;
    const width = Math.max(...lines.map((text) => this.pen.measureText(text).width)) + 10;
    const height = lines.length * LEADING + 5;
    const [start, end] = [alongPath(path, 0), alongPath(path, 1)];
    if (Math.hypot(end[0] - start[0], end[1] - start[1]) * view.world < 30) return null; // too short to read
    /** @type {Plate | null} */
    let first = null;
    for (const aside of ASIDE) {
      const shift = aside && aside + (Math.sign(aside) * width) / 2;
      for (const share of SHARES) {
        const [u, v] = alongPath(path, share);
        const [x, y] = [(u + copy) * view.world - view.x0, v * view.world - view.y0];
        const [left, top] = [x + shift - width / 2, y - height / 2];
        /** @type {Plate} */
        const plate = {row, lines, box: [left, top, left + width, top + height], foot: [x, y]};
        if (!collides(plate.box, taken)) return plate;
        first ??= plate;
      }
    }
    return row === this.selected ? first : null;
  }

  /** What the labels and the lines cover. @param {View} view @returns {Box[]} */
  boxes(view) {
    const lines = view.copies.flatMap((copy) => this.data.lines.flatMap((line) => beads(line.paths[0], view, copy)));
    const plates = this.plates(view);
    return [...[...plates, ...this.notes(view, plates)].map(({box}) => box), ...lines];
  }

  /** Labels of what the chosen statement allows. @param {View} view @param {Plate[]} plates */
  notes(view, plates) {
    if (!this.claim) return [];
    const taken = [...this.obstacles(view), ...frameBoxes(view), ...plates.map(({box}) => box)];
    return placeNotes(this.pen, this.claim, view, taken);
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    if (this.claim) drawClaim(ctx, this.claim, view, theme);
    for (const copy of view.copies) {
      this.data.lines.forEach((line, row) => {
        ctx.beginPath();
        traceStroke(ctx, line, view, copy, {closed: false, cut: null});
        ctx.setLineDash([]);
        ctx.lineWidth = row === this.selected ? 6 : 4;
        ctx.strokeStyle = theme.halo;
        ctx.stroke();
        setLineStyle(ctx, this.data.distances[row].verdict, row === this.selected, theme);
        ctx.stroke();
      });
    }
    ctx.setLineDash([]);
    this.shown = this.plates(view);
    for (const plate of this.shown) this.drawPlate(ctx, plate, theme);
    for (const note of this.notes(view, this.shown)) drawNote(ctx, note, theme);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Plate} plate @param {Theme} theme */
  drawPlate(ctx, {row, lines, box, foot}, theme) {
    const selected = row === this.selected;
    const alarm = this.data.distances[row].verdict === "contradicts";
    ctx.strokeStyle = selected ? theme.accent : alarm ? theme.alarm : theme.line;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(...foot);
    ctx.lineTo(Math.max(box[0], Math.min(box[2], foot[0])), foot[1]);
    ctx.stroke();
    ctx.beginPath();
    ctx.roundRect(box[0], box[1], box[2] - box[0], box[3] - box[1], 3);
    ctx.fillStyle = theme.halo;
    ctx.fill();
    ctx.lineWidth = selected ? 2 : 1;
    ctx.stroke();
    ctx.font = FONT;
    ctx.fillStyle = theme.label;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    lines.forEach((text, i) => ctx.fillText(text, (box[0] + box[2]) / 2, box[1] + 10.5 + i * LEADING));
  }

  /** The statement whose label or line is at a point of the map's frame, or -1. @param {L.Point} point */
  hitAt(point) {
    const view = this.view;
    const at = this.onCanvas(point);
    if (!view || this.taken(point)) return -1;
    const plate = this.shown.find(({box}) => collides([at.x, at.y, at.x, at.y], [box]));
    if (plate) return plate.row;
    return this.data.lines.findIndex(({paths: [path]}) =>
      view.copies.some((copy) => isNear(path, at, view, copy)));
  }

  /** @param {L.Point} point */
  clicked(point) {
    const row = this.hitAt(point);
    if (row >= 0) this.fire("distanceselect", {row});
    else if (this.selected !== null) {
      this.select(null, false);
      this.fire("distanceleave");
    }
  }

  /** Highlights a statement; null: none. @param {number | null} row @param {boolean} zoom brings it into view */
  select(row, zoom) {
    this.selected = row;
    const drawn = row !== null && this.data.lines[row].paths.length > 0;
    this.claim = drawn ? claimShape(this.data.distances[row], this.data.lines[row]) : null;
    this.redraw();
    if (this.claim && zoom) {
      const [u0, v0, u1, v1] = this.claim.reach;
      const bounds = L.latLngBounds([latOf(v1), lonOf(u0)], [latOf(v0), lonOf(u1)]);
      this._map.fitBounds(bounds, {padding: [40, 40], maxZoom: 10, animate: !prefersStill()});
    }
  }
}

/** A line as small boxes, where it is in view. @param {Float64Array} path @param {View} view @param {number} copy @returns {Box[]} */
function beads(path, view, copy) {
  /** @type {Box[]} */
  const out = [];
  for (let i = 2; i < path.length; i += 2) {
    const [x0, y0] = [(path[i - 2] + copy) * view.world - view.x0, path[i - 1] * view.world - view.y0];
    const [x1, y1] = [(path[i] + copy) * view.world - view.x0, path[i + 1] * view.world - view.y0];
    const steps = Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 10);
    if (steps > 2000) continue; // far closer than its steps are long
    for (let k = 0; k < steps; k += 1) {
      const [x, y] = [x0 + ((x1 - x0) * k) / steps, y0 + ((y1 - y0) * k) / steps];
      if (x > 0 && y > 0 && x < view.width && y < view.height) out.push([x - 3, y - 3, x + 3, y + 3]);
    }
  }
  return out;
}

/** @param {Float64Array} path @param {L.Point} at @param {View} view @param {number} copy */
function isNear(path, at, view, copy) {
  const point = (/** @type {number} */ i) =>
    L.point((path[i] + copy) * view.world - view.x0, path[i + 1] * view.world - view.y0);
  for (let i = 2; i < path.length; i += 2) {
    if (L.LineUtil.pointToSegmentDistance(at, point(i - 2), point(i)) < NEAR) return true;
  }
  return false;
}
