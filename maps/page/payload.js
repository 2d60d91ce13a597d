// The data block of the page: its types, its version, and the shapes and records read from it.
// Everything that knows how the payload is encoded is here. Pure: no DOM, no Leaflet.

import {toShape} from "./geometry.js";

/** @import {Shape} from "./geometry.js" */

/** @typedef {{title: string, published: string|null, publisher: string|null, url: string|null, reliability: string|null, reliability_words: string|null, machine_read: boolean}} Report */
/** @typedef {{name: string, symbol: string, light: string, dark: string}} Group */
/** @typedef {{label: string[], name: string[], lon: number[], lat: number[], kind: string[], country: (string|null)[], admin1: (string|null)[], precision: string[], precision_words: string[], uncertainty_m: number[], source: string[], area: (number|null)[]}} Places */
/** @typedef {{id: string[], place: (number|null)[], type: number[], status: number[], summary: string[], quote: (string|null)[], date: (string|null)[], date_words: string[], start: (number|null)[], end: (number|null)[], initiators: string[][], targets: string[][], claimed_by: (string|null)[], attribution: string[], fatalities: (number|null)[], conflicts_with: number[][], background: boolean[], place_said: (string|null)[]}} Events */
/** @typedef {"straight_line"|"road"|"unusual"|"contradicts"|"holds"} Verdict */
/** @typedef {{from: string, to: string, line: number[], mid: number[], stated_km: number|null, geodesic_km: number, circuity: number|null, tolerance_km: number|null, azimuth_deg: number, direction: string|null, direction_holds: boolean|null, verdict: Verdict, label: string, message: string, quote: string|null, claimed_by: string|null}} Distance stated_km, circuity and tolerance_km are null where only a direction is stated */
/** @typedef {{kind: string, event: string|null, message: string}} Finding */
/** @typedef {"event"|"distance"} Kind */
/** @typedef {{start: number[], end: number[], kind: Kind[], row: number[], role: string[]}} Spans what stands where in the text, UTF-16 units; row: of the events or of the distances */
/** @typedef {{name: string[], native?: (string|null)[], lon: number[], lat: number[], population: number[], mentioned?: boolean[]}} Towns */
/** @typedef {{countries?: {name: string[], rings: number[][][]}, divisions?: {name: string[], rings: number[][][]}, disputed?: {name: string[], lines: number[][][]}, towns?: Towns}} BasemapJson */

/**
 * @typedef {Object} Payload
 * @property {number} schema
 * @property {Report} report
 * @property {number[]} bounds west, south, east, north
 * @property {Group[]} groups
 * @property {{name: string, group: number}[]} types
 * @property {{name: string, words: string}[]} statuses
 * @property {Places} places
 * @property {number[][][]} areas
 * @property {Events} events
 * @property {Distance[]} [distances]
 * @property {string|null} [text] of the report, whole
 * @property {Spans} [spans]
 * @property {Finding[]} [findings]
 * @property {BasemapJson|null} [basemap]
 * @property {string[]} [notes]
 * @property {{text: string, url: string|null}[]} [attribution]
 */

/** @typedef {{name: string, shape: Shape}} Named */

/**
 * @typedef {Object} Basemap
 * @property {Named[]} countries
 * @property {Named[]} divisions
 * @property {Named[]} disputed
 * @property {Towns} towns
 */

/**
 * The payload as the page uses it: the same columns, with shapes in place of packed rings.
 * @typedef {Object} Data
 * @property {Report} report
 * @property {number[]} bounds
 * @property {Group[]} groups
 * @property {{name: string, group: number}[]} types
 * @property {{name: string, words: string}[]} statuses
 * @property {Places} places
 * @property {Shape[]} areas
 * @property {Events} events
 * @property {Distance[]} distances
 * @property {Shape[]} lines the distances' geodesics, row by row
 * @property {string} text of the report, whole; empty if it carries none
 * @property {Spans} spans
 * @property {Record<Kind, Set<number>>} marked rows that have a span in the text
 * @property {Finding[]} findings
 * @property {Basemap|null} basemap
 * @property {string[]} notes
 * @property {{text: string, url: string|null}[]} attribution
 */

export const SCHEMA = 1;

/** The data block is of a version that this page cannot read. */
export class SchemaError extends Error {}

/** @param {{name: string[]}} table @param {number[][][]} packed @param {boolean} line @returns {Named[]} */
function namedShapes(table, packed, line) {
  return table.name.map((name, i) => ({name, shape: toShape(packed[i], line)}));
}

/** @param {BasemapJson} json @returns {Basemap} */
function decodeBasemap(json) {
  const {countries, divisions, disputed, towns} = json;
  return {
    countries: countries ? namedShapes(countries, countries.rings, false) : [],
    divisions: divisions ? namedShapes(divisions, divisions.rings, false) : [],
    disputed: disputed ? namedShapes(disputed, disputed.lines, true) : [],
    towns: towns ?? {name: [], lon: [], lat: [], population: []},
  };
}

/**
 * @param {Payload} json
 * @returns {Data}
 * @throws {SchemaError} when the version is another
 */
export function decode(json) {
  if (json?.schema !== SCHEMA) {
    const found = String(json?.schema).slice(0, 20);
    throw new SchemaError(
      `The data of this page is of schema ${found}; the page reads schema ${SCHEMA}. ` +
        "Build the map again with one version of conflictmap.",
    );
  }
  const distances = json.distances ?? [];
  const spans = json.spans ?? {start: [], end: [], kind: [], row: [], role: []};
  return {
    report: json.report,
    bounds: json.bounds,
    groups: json.groups,
    types: json.types,
    statuses: json.statuses,
    places: json.places,
    areas: (json.areas ?? []).map((rings) => toShape(rings)),
    events: json.events,
    distances,
    lines: distances.map((d) => toShape([d.line], true)),
    text: json.text ?? "",
    spans,
    marked: {event: markedRows(spans, "event"), distance: markedRows(spans, "distance")},
    findings: json.findings ?? [],
    basemap: json.basemap ? decodeBasemap(json.basemap) : null,
    notes: json.notes ?? [],
    attribution: json.attribution ?? [],
  };
}

/** @param {Spans} spans @param {Kind} kind */
function markedRows(spans, kind) {
  return new Set(spans.row.filter((_, i) => spans.kind[i] === kind));
}

/** How many events there are. @param {Data} data */
export function countEvents(data) {
  return data.events.id.length;
}

/** @param {Data} data @param {number} row @returns {Group} */
export function groupOf(data, row) {
  return data.groups[data.types[data.events.type[row]].group];
}

/** @param {Data} data @param {number} row */
export function typeOf(data, row) {
  return data.types[data.events.type[row]].name;
}

/** @param {Data} data @param {number} row @returns {{name: string, words: string}} */
export function statusOf(data, row) {
  return data.statuses[data.events.status[row]];
}

/** Is the place an area, of which no point is more likely than another? @param {Data} data @param {number} place */
export function isArea(data, place) {
  return data.places.area[place] !== null || !["exact", "settlement"].includes(data.places.precision[place]);
}

/**
 * The rows of events at each place, what happened before background and plans.
 * @param {Data} data @returns {Map<number, number[]>}
 */
export function rowsByPlace(data) {
  /** @type {Map<number, number[]>} */
  const all = new Map();
  for (const faint of [false, true]) {
    data.events.place.forEach((place, row) => {
      if (place === null || data.events.background[row] !== faint) return;
      const rows = all.get(place);
      if (rows) rows.push(row);
      else all.set(place, [row]);
    });
  }
  return all;
}

/**
 * Groups of events that contradict each other, each group in row order.
 * @param {Data} data @returns {number[][]}
 */
export function contradictions(data) {
  const links = data.events.conflicts_with;
  /** @type {Map<number, Set<number>>} */
  const near = new Map();
  links.forEach((others, row) => {
    for (const other of others) {
      near.set(row, (near.get(row) ?? new Set()).add(other));
      near.set(other, (near.get(other) ?? new Set()).add(row));
    }
  });
  const seen = new Set();
  const out = [];
  for (const start of [...near.keys()].sort((a, b) => a - b)) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    for (const row of group) {
      for (const other of near.get(row) ?? []) {
        if (!seen.has(other)) group.push(other);
        seen.add(other);
      }
    }
    out.push(group.sort((a, b) => a - b));
  }
  return out;
}
