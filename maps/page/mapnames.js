// The names on the map: of the places of the events first, then countries, cities, divisions and
// towns, each in Latin letters and, where it is known, in Arabic. Pure.

import {isArea} from "./events.js";
import {unitX, unitY} from "./geometry.js";
import {dotRadius, labelSize, populationFloor} from "./placing.js";
import {clip} from "./words.js";

/** @import {Basemap, Names, Towns} from "./basemapdata.js" */
/** @import {View} from "./geometry.js" */
/** @import {Data} from "./payload.js" */

/** @typedef {"latin"|"arabic"} Script */
/** @typedef {"place"|"area"|"country"|"division"|"town"} Kind */

/**
 * @typedef {Object} MapName
 * @property {Record<Script, string>} text
 * @property {number} u units
 * @property {number} v
 * @property {Kind} kind
 * @property {number} size px
 * @property {number} dot radius of the dot at its point, px; 0: none
 * @property {number} rank population of a town, events of a place
 * @property {number} room units that it may take; 0: any
 * @property {number} alone units to the nearest larger town
 * @property {Partial<Record<Script, number>>} width px, once measured
 */

const MAX_CHARS = 36; // of a name on the map
const MOST_PLACES = 3000; // places of events that may be named, those with most events
const SAME = 0.03; // degrees: a town this near to a place of an event is that place
const CITY = 2e5; // people, from whom on a town's name goes before that of its division
const ALONE = 150; // px without a larger town, for which a town is shown before its time
const [COUNTRIES_TO, DIVISIONS_FROM, DIVISIONS_TO] = [8, 6, 10.5]; // zooms

/** @param {string} latin @param {string|null|undefined} arabic @returns {Record<Script, string>} */
function both(latin, arabic) {
  return {latin: clip(latin, MAX_CHARS), arabic: clip(arabic ?? latin, MAX_CHARS)};
}

/** @param {Partial<MapName> & Pick<MapName, "text"|"u"|"v"|"kind"|"size">} name @returns {MapName} */
function nameOf(name) {
  return {dot: 0, rank: 0, room: 0, alone: Infinity, width: {}, ...name};
}

/** Points by cells of SAME degrees. */
class Spots {
  constructor() {
    /** @type {Map<string, [number, number, number][]>} lon, lat, number */
    this.cells = new Map();
  }

  /** @param {number} lon @param {number} lat @param {number} number */
  add(lon, lat, number) {
    const key = `${Math.floor(lon / SAME)} ${Math.floor(lat / SAME)}`;
    this.cells.set(key, [...(this.cells.get(key) ?? []), [lon, lat, number]]);
  }

  /** The numbers of the points that are the same place. @param {number} lon @param {number} lat @returns {number[]} */
  at(lon, lat) {
    const out = [];
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        const there = this.cells.get(`${Math.floor(lon / SAME) + dx} ${Math.floor(lat / SAME) + dy}`) ?? [];
        out.push(...there.filter(([x, y]) => Math.abs(x - lon) < SAME && Math.abs(y - lat) < SAME));
      }
    }
    return out.map(([, , number]) => number);
  }
}

/** Arabic names of places that are no towns, by what the gazetteer calls them. @param {Basemap|null} basemap */
function arabicOf(basemap) {
  /** @type {Map<string, string|null>} */
  const names = new Map();
  for (const {name, native} of basemap ? [basemap.countries, basemap.divisions] : []) {
    name.forEach((own, i) => names.set(own, native[i]));
  }
  return names;
}

/** The Arabic name of an area of events, null if it is not known. @param {Data} data @param {number} place @param {Map<string, string|null>} named */
function areaInArabic({places, basemap}, place, named) {
  const name = places.described[place] ? null : named.get(places.name[place]) ?? null;
  const title = places.kind[place] === "admin1" && basemap?.titles[places.country[place] ?? ""];
  return name && title && !name.includes(title) ? `${title} ${name}` : name;
}

/** Places and how many events each has, those with most first. @param {Data} data @returns {[place: number, events: number][]} */
function busiestPlaces(data) {
  const counts = new Uint32Array(data.places.count);
  for (const place of data.events.place) if (place >= 0) counts[place] += 1;
  const order = Array.from(counts.keys()).filter((place) => counts[place]);
  order.sort((a, b) => counts[b] - counts[a] || a - b);
  return order.slice(0, MOST_PLACES).map((place) => [place, counts[place]]);
}

/**
 * Places of events, each position once: those with most events first, areas last.
 * @param {Data} data @param {[number, number][]} busiest @param {Map<number, string>} inArabic names of places that are towns
 */
function placeNames(data, busiest, inArabic) {
  const {places, basemap} = data;
  const named = arabicOf(basemap);
  /** @type {Map<string, MapName>} */
  const names = new Map();
  for (const [place, rank] of busiest) {
    const key = `${places.lon[place].toFixed(3)} ${places.lat[place].toFixed(3)}`;
    if (names.has(key)) continue;
    const area = isArea(data, place);
    const arabic = area ? areaInArabic(data, place, named) : inArabic.get(place);
    const kind = /** @type {Kind} */ (area ? "area" : "place");
    const text = both(places.label[place], arabic);
    names.set(key, nameOf({text, u: places.x[place], v: places.y[place], kind, size: 13, dot: area ? 0 : 2.5, rank}));
  }
  return [...names.values()].sort((a, b) => Number(a.kind === "area") - Number(b.kind === "area"));
}

/** @param {Names} names @param {Kind} kind @param {MapName[]} places whose names stand already */
function areaNames(names, kind, places) {
  const taken = new Set(places.map((name) => name.text.latin));
  return names.name.flatMap((name, i) => {
    if (!name || taken.has(name)) return [];
    const latin = kind === "country" ? name.toUpperCase() : name;
    const at = {u: unitX(names.lon[i]), v: unitY(names.lat[i]), room: names.room[i] / 360};
    return [nameOf({text: both(latin, names.native[i]), ...at, kind, size: 11})];
  });
}

/** Units from each town to the nearest of the larger ones, which stand before it. @param {MapName[]} towns */
function measureAlone(towns) {
  towns.forEach((town, i) => {
    for (let k = 0; k < i; k += 1) town.alone = Math.min(town.alone, Math.hypot(towns[k].u - town.u, towns[k].v - town.v));
  });
}

/**
 * Names of towns, the largest first, and the places of events that are towns, with their Arabic names.
 * @param {Towns} towns @param {Data} data @param {[number, number][]} busiest
 */
function townNames(towns, data, busiest) {
  const spots = new Spots();
  const {places} = data;
  for (const [place] of busiest) {
    if (!isArea(data, place)) spots.add(places.lon[place], places.lat[place], place);
  }
  /** @type {Map<number, string>} */
  const inArabic = new Map();
  const names = towns.name.flatMap((name, i) => {
    const [native, population] = [towns.native[i], towns.population[i]];
    const here = spots.at(towns.lon[i], towns.lat[i]);
    for (const place of here) if (native && !inArabic.has(place)) inArabic.set(place, native);
    if (here.length) return [];
    const kind = /** @type {Kind} */ (towns.mentioned[i] ? "place" : "town");
    const at = {u: unitX(towns.lon[i]), v: unitY(towns.lat[i])};
    return [nameOf({text: both(name, native), ...at, kind, size: labelSize(population), dot: dotRadius(population), rank: population})];
  });
  names.sort((a, b) => b.rank - a.rank);
  measureAlone(names);
  return {names, inArabic};
}

/** All names, the most important first. @param {Data} data @returns {MapName[]} */
export function mapNames(data) {
  const {basemap} = data;
  const busiest = busiestPlaces(data);
  if (!basemap) return placeNames(data, busiest, new Map());
  const {names: towns, inArabic} = townNames(basemap.towns, data, busiest);
  const places = placeNames(data, busiest, inArabic);
  const cities = towns.filter((name) => name.kind === "town" && name.rank >= CITY);
  return [
    ...places,
    ...towns.filter((name) => name.kind === "place"),
    ...areaNames(basemap.countries, "country", places),
    ...cities,
    ...areaNames(basemap.divisions, "division", places),
    ...towns.filter((name) => name.kind === "town" && name.rank < CITY),
  ];
}

/** Is a name shown at a zoom, wherever it stands? @param {MapName} name @param {View} view */
export function isDue({kind, rank, alone}, {zoom, world}) {
  if (kind === "country") return zoom <= COUNTRIES_TO;
  if (kind === "division") return zoom >= DIVISIONS_FROM && zoom <= DIVISIONS_TO;
  return kind !== "town" || rank >= populationFloor(zoom) || alone * world > ALONE;
}

/**
 * The town or place nearest to a point, and how far away it is; null if there is none.
 * @param {MapName[]} names @param {number} u units @param {number} v @returns {{name: MapName, away: number} | null}
 */
export function nearestTown(names, u, v) {
  let best = null;
  for (const name of names) {
    if (!name.dot) continue;
    const away = Math.hypot(name.u - u, name.v - v);
    if (away && (!best || away < best.away)) best = {name, away};
  }
  return best;
}
