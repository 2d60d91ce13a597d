// Names on the map: the places of the events first, then countries, then towns by population.

import {CanvasLayer} from "./canvaslayer.js";
import {unitX, unitY} from "./geometry.js";
import {isArea} from "./payload.js";
import {frameBoxes, labelSize, placeLabels, populationFloor} from "./placing.js";
import {clip} from "./words.js";

/** @import {Box, Shape, View} from "./geometry.js" */
/** @import {Data, Named, Towns} from "./payload.js" */
/** @import {Placed} from "./placing.js" */
/** @import {Theme} from "./theme.js" */

const FONT = 'system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif'; // as a canvas writes it: see useFont
const MAX_CHARS = 36; // of a name on the map
const SAME = 0.03; // degrees: a town this near to a place of an event is that place

/** @typedef {"place"|"area"|"country"|"town"} Kind */
/** @typedef {{text: string, u: number, v: number, kind: Kind, size: number, floor: number, room: number, width?: number}} Name floor: population, or events; room: units the name must fit in; width: px, once measured */

/** The middle of a shape's largest ring. @param {Shape} shape @returns {{u: number, v: number, room: number}} */
function middleOf(shape) {
  const sizes = shape.boxes.map((b) => (b[2] - b[0]) * (b[3] - b[1]));
  const largest = sizes.indexOf(Math.max(...sizes));
  const ring = shape.paths[largest];
  let [area, u, v] = [0, 0, 0];
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const cross = (ring[i] - ring[0]) * (ring[j + 1] - ring[1]) - (ring[j] - ring[0]) * (ring[i + 1] - ring[1]);
    area += cross;
    u += cross * (ring[i] + ring[j] + ring[0]);
    v += cross * (ring[i + 1] + ring[j + 1] + ring[1]);
  }
  const box = shape.boxes[largest];
  if (!area) return {u: (box[0] + box[2]) / 2, v: (box[1] + box[3]) / 2, room: 0};
  return {u: u / area / 3, v: v / area / 3, room: box[2] - box[0]};
}

/** Places of events, each position once: those with most events first, areas last. @param {Data} data @param {Set<number>} used rows of places @returns {Name[]} */
function placeNames(data, used) {
  const {label, lon, lat} = data.places;
  const seen = new Set();
  const names = [];
  for (const place of used) {
    const key = `${lon[place].toFixed(3)} ${lat[place].toFixed(3)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const kind = /** @type {Kind} */ (isArea(data, place) ? "area" : "place");
    const at = {u: unitX(lon[place]), v: unitY(lat[place])};
    const floor = data.events.place.filter((other) => other === place).length;
    names.push({text: clip(label[place], MAX_CHARS), ...at, kind, size: 13, floor, room: 0});
  }
  return names.sort((a, b) => Number(a.kind === "area") - Number(b.kind === "area") || b.floor - a.floor);
}

/** @param {Named[]} countries @param {Name[]} others names that stand already @returns {Name[]} */
function countryNames(countries, others) {
  const taken = new Set(others.map((name) => name.text));
  return countries
    .filter((country) => country.name && country.shape.paths.length && !taken.has(country.name))
    .map(({name, shape}) => {
      const text = clip(name, MAX_CHARS).toUpperCase();
      return {text, ...middleOf(shape), kind: /** @type {Kind} */ ("country"), size: 11, floor: 0};
    });
}

/** @param {Towns} towns @param {Data} data @param {Set<number>} used @returns {Name[]} */
function townNames(towns, data, used) {
  const points = [...used].filter((place) => !isArea(data, place));
  const {lon, lat} = data.places;
  return towns.name.flatMap((name, i) => {
    const here = points.some((p) => Math.abs(lon[p] - towns.lon[i]) < SAME && Math.abs(lat[p] - towns.lat[i]) < SAME);
    if (here) return [];
    const mentioned = towns.mentioned?.[i] ?? false;
    const population = towns.population[i];
    const at = {u: unitX(towns.lon[i]), v: unitY(towns.lat[i]), room: 0};
    const kind = /** @type {Kind} */ (mentioned ? "place" : "town");
    return [{text: clip(name, MAX_CHARS), ...at, kind, size: labelSize(population), floor: population}];
  });
}

export class LabelLayer extends CanvasLayer {
  /** @param {Data} data @param {(view: View) => Box[]} obstacles boxes that names must not cover */
  constructor(data, obstacles) {
    super("cm-labels", 350);
    this.obstacles = obstacles;
    const used = new Set(data.events.place.filter((place) => place !== null));
    const towns = data.basemap ? townNames(data.basemap.towns, data, used) : [];
    const places = placeNames(data, used);
    this.names = [
      ...places,
      ...towns.filter((name) => name.kind === "place"),
      ...(data.basemap ? countryNames(data.basemap.countries, places) : []),
      ...towns.filter((name) => name.kind === "town"),
    ];
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    const obstacles = [...this.obstacles(view), ...frameBoxes(view)];
    for (const copy of view.copies) {
      const names = this.names.filter((name) => isShown(name, view, copy));
      const labels = names.map((name) => measured(ctx, name, view, copy));
      const fitting = labels.filter(({name, width}) => name.kind !== "country" || width < name.room * view.world * 0.8);
      for (const label of placeLabels(fitting, obstacles)) {
        drawName(ctx, /** @type {Placed & {name: Name}} */ (label), theme);
      }
    }
  }
}

/** @param {Name} name @param {View} view @param {number} copy */
function isShown(name, view, copy) {
  if (name.kind === "town" && name.floor < populationFloor(view.zoom)) return false;
  if (name.kind === "country" && view.zoom > 8) return false;
  const x = (name.u + copy) * view.world - view.x0;
  const y = name.v * view.world - view.y0;
  return x > -60 && y > -20 && x < view.width + 60 && y < view.height + 20;
}

/** @param {Name} name */
function fontOf({kind, size}) {
  const style = kind === "area" ? "italic 600 " : kind === "place" ? "600 " : "";
  return `${style}${size}px ${FONT}`;
}

/** Sets the font of a name: only when it is another, since that costs more than to draw. @param {CanvasRenderingContext2D} ctx @param {Name} name */
function useFont(ctx, name) {
  const spacing = name.kind === "country" ? "1.5px" : "0px";
  const font = fontOf(name);
  if (ctx.font !== font) ctx.font = font;
  if (ctx.letterSpacing !== spacing) ctx.letterSpacing = spacing;
}

/** @param {CanvasRenderingContext2D} ctx @param {Name} name @param {View} view @param {number} copy */
function measured(ctx, name, view, copy) {
  if (name.width === undefined) {
    useFont(ctx, name);
    name.width = ctx.measureText(name.text).width;
  }
  return {
    name,
    text: name.text,
    x: (name.u + copy) * view.world - view.x0,
    y: name.v * view.world - view.y0,
    width: name.width,
    height: name.size + 2,
    centred: name.kind === "country" || name.kind === "area",
    eager: name.kind === "place" || name.kind === "area",
  };
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed & {name: Name}} label @param {Theme} theme */
function drawName(ctx, label, theme) {
  const {kind, size} = label.name;
  useFont(ctx, label.name);
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme.halo;
  ctx.fillStyle = kind === "country" ? theme.minor : theme.label;
  ctx.strokeText(label.text, label.left, label.top + label.height / 2);
  ctx.fillText(label.text, label.left, label.top + label.height / 2);
  if (label.centred) return;
  ctx.beginPath();
  ctx.arc(label.x, label.y, size > 12 ? 2.5 : 2, 0, 2 * Math.PI);
  ctx.fillStyle = theme.minor;
  ctx.fill();
}
