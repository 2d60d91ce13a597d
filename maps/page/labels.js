// The layer of names, in Latin or in Arabic letters. Where a close view holds no name of a place,
// the nearest one is named at the edge of the map, with its distance.

import {CanvasLayer} from "./canvaslayer.js";
import {latOf, spotKey, unitLength} from "./geometry.js";
import {fill, LANGUAGE, words} from "./language.js";
import {isDue, mapNames, nearestTown} from "./mapnames.js";
import {frameBoxes, placeLabels} from "./placing.js";

/** @import {Box, View} from "./geometry.js" */
/** @import {MapName, Script} from "./mapnames.js" */
/** @import {Data} from "./payload.js" */
/** @import {Label, Placed} from "./placing.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {Label & {name: MapName}} NameLabel */

const FONT = 'system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif'; // as a canvas writes it: see useFont
const MOST_TRIED = 500; // names in view, the most important ones: enough to fill a screen
const [PLACES_TRIED, PLACES_SHOWN] = [200, 24]; // of them, places of events: more would leave no room for what lies round them
const SPACED = 1.5; // px between the letters of a country's Latin name; Arabic letters join
const POINTER_FROM = 9; // zoom from which a view without names is told what is near
const POINTER_SIZE = 12; // px
const POINTER_ROOM = 60; // px from the frame to the pointer, clear of the controls

const say = words({
  en: {pointer: "{name}, {km} km"},
  ar: {pointer: "{name}، {km} كم"},
});

export class LabelLayer extends CanvasLayer {
  /**
   * @param {Data} data @param {(view: View) => Box[]} obstacles boxes that names must not cover
   * @param {(view: View) => Set<string> | null} namedSpots spots of the places of events that are named; null: all
   */
  constructor(data, obstacles, namedSpots) {
    super("cm-labels", 350);
    this.obstacles = obstacles;
    this.namedSpots = namedSpots;
    this.data = data;
    /** @type {MapName[] | null} made when they are first asked for */
    this.known = null;
    /** @type {Script} */
    this.script = LANGUAGE === "ar" ? "arabic" : "latin";
    this.tiled = false;
  }

  /** The most important first. */
  get names() {
    return this.known ??= mapNames(this.data);
  }

  /** Is any name known in Arabic? */
  hasArabic() {
    return this.names.some(({text}) => text.arabic !== text.latin);
  }

  /** @param {Script} script */
  setScript(script) {
    this.script = script;
    this.redraw();
  }

  /** Names only the places of events, since online tiles carry all other names. @param {boolean} tiled */
  setTiled(tiled) {
    this.tiled = tiled;
    this.redraw();
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    const obstacles = [...this.obstacles(view), ...frameBoxes(view), ...controlBoxes(this._map, view)];
    ctx.lineJoin = "round";
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.direction = this.script === "arabic" ? "rtl" : "ltr";
    let points = 0;
    for (const copy of view.copies) {
      for (const label of placeLabels(this.labelsIn(ctx, view, copy), obstacles, PLACES_SHOWN)) {
        drawName(ctx, label, theme);
        if (label.name.kind !== "country" && label.name.kind !== "division") points += 1;
      }
    }
    if (!points && !this.tiled && view.zoom >= POINTER_FROM) this.drawPointer(ctx, view, theme);
  }

  /** The names in view, measured; as many as can matter. @param {CanvasRenderingContext2D} ctx @param {View} view @param {number} copy */
  labelsIn(ctx, view, copy) {
    /** @type {NameLabel[]} */
    const labels = [];
    const spots = this.namedSpots(view);
    let places = 0;
    for (const name of this.names) {
      const isPlace = name.kind === "place" || name.kind === "area";
      if (isPlace ? places === PLACES_TRIED : this.tiled) continue;
      if (!isDue(name, view) || !isNear(name, view, copy)) continue;
      if (isPlace && spots && !spots.has(spotKey(name.u, name.v))) continue;
      if (isPlace) places += 1;
      const label = this.measured(ctx, name, view, copy);
      const fits = !name.room || label.width < name.room * view.world * (name.kind === "country" ? 0.9 : 0.6);
      if (fits && labels.push(label) === MOST_TRIED) break;
    }
    return labels;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {MapName} name @param {View} view @param {number} copy @returns {NameLabel} */
  measured(ctx, name, view, copy) {
    const text = name.text[this.script];
    let width = name.width[this.script];
    if (width === undefined) {
      useFont(ctx, name, text);
      width = ctx.measureText(text).width;
      name.width[this.script] = width;
    }
    return {
      name,
      text,
      width,
      x: (name.u + copy) * view.world - view.x0,
      y: name.v * view.world - view.y0,
      height: name.size + 2,
      centred: !name.dot,
      dot: name.dot,
      eager: name.kind === "place" || name.kind === "area",
    };
  }

  /** The name and the distance of the nearest town, at the edge of the map that is towards it. @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  drawPointer(ctx, view, theme) {
    const [u, v] = [(view.x0 + view.width / 2) / view.world, (view.y0 + view.height / 2) / view.world];
    const found = nearestTown(this.names, u, v);
    if (!found) return;
    const km = found.away / unitLength(1000, latOf(v));
    const text = fill(say.pointer, {name: found.name.text[this.script], km: Math.round(km)});
    ctx.font = `${POINTER_SIZE}px ${FONT}`;
    ctx.letterSpacing = "0px";
    const width = ctx.measureText(text).width;
    const [dx, dy] = [(found.name.u - u) / found.away, (found.name.v - v) / found.away];
    const reach = [view.width / 2 - view.margin - POINTER_ROOM, view.height / 2 - view.margin - POINTER_ROOM];
    const length = Math.min(reach[0] / Math.max(Math.abs(dx), 1e-9), reach[1] / Math.max(Math.abs(dy), 1e-9));
    const [x, y] = [view.width / 2 + dx * length, view.height / 2 + dy * length];
    drawArrow(ctx, x, y, dx, dy, theme);
    const left = dx > 0 ? x - 12 - width : x + 12;
    drawText(ctx, text, left, y, theme.halo, theme.minor);
  }
}

/** Where Leaflet's controls stand, in the canvas's pixels. @param {L.Map} map @param {View} view @returns {Box[]} */
function controlBoxes(map, view) {
  const frame = map.getContainer().getBoundingClientRect();
  return Array.from(map.getContainer().querySelectorAll(".leaflet-control"), (node) => {
    const {left, top, right, bottom} = node.getBoundingClientRect();
    const [dx, dy] = [view.margin - frame.left, view.margin - frame.top];
    return /** @type {Box} */ ([left + dx, top + dy, right + dx, bottom + dy]);
  });
}

/** @param {MapName} name @param {View} view @param {number} copy */
function isNear({u, v}, view, copy) {
  const x = (u + copy) * view.world - view.x0;
  const y = v * view.world - view.y0;
  return x > -60 && y > -20 && x < view.width + 60 && y < view.height + 20;
}

/** @param {MapName} name @param {string} text */
function fontOf({kind, size, text: {latin}}, text) {
  const style = text === latin && (kind === "area" || kind === "division") ? "italic " : ""; // Arabic letters do not slant
  const weight = kind === "area" || kind === "place" ? "600 " : "";
  return `${style}${weight}${size}px ${FONT}`;
}

/** Sets the font of a name: only when it is another, since that costs more than to draw. @param {CanvasRenderingContext2D} ctx @param {MapName} name @param {string} text */
function useFont(ctx, name, text) {
  const spacing = name.kind === "country" && text === name.text.latin ? `${SPACED}px` : "0px";
  const font = fontOf(name, text);
  if (ctx.font !== font) ctx.font = font;
  if (ctx.letterSpacing !== spacing) ctx.letterSpacing = spacing;
}

/** @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} left @param {number} middle @param {string} halo @param {string} colour */
function drawText(ctx, text, left, middle, halo, colour) {
  ctx.lineWidth = 3;
  ctx.strokeStyle = halo;
  ctx.fillStyle = colour;
  ctx.strokeText(text, left, middle);
  ctx.fillText(text, left, middle);
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed & NameLabel} label @param {Theme} theme */
function drawName(ctx, label, theme) {
  const {kind, dot} = label.name;
  useFont(ctx, label.name, label.text);
  const isMinor = kind === "country" || kind === "division";
  drawText(ctx, label.text, label.left, label.top + label.height / 2, theme.halo, isMinor ? theme.minor : theme.label);
  if (!dot) return;
  ctx.beginPath();
  ctx.arc(label.x, label.y, dot, 0, 2 * Math.PI);
  ctx.fillStyle = theme.minor;
  ctx.fill();
}

/** A triangle that points the way. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} dx @param {number} dy @param {Theme} theme */
function drawArrow(ctx, x, y, dx, dy, theme) {
  ctx.beginPath();
  ctx.moveTo(x + dx * 8, y + dy * 8);
  ctx.lineTo(x - dx * 5 - dy * 5, y - dy * 5 + dx * 5);
  ctx.lineTo(x - dx * 5 + dy * 5, y - dy * 5 - dx * 5);
  ctx.closePath();
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme.halo;
  ctx.fillStyle = theme.minor;
  ctx.stroke();
  ctx.fill();
}
