// The data block of the page: its types, its version, and the columns and shapes read from it.
// Everything that knows how the payload is encoded is here and in columns.js and texts.js; its
// other half is maps/payload.py. What the columns mean is in events.js. Pure: no DOM, no Leaflet.

import {decodeBasemap} from "./basemapdata.js";
import {blockTable, inflate, lessOne, plainTable} from "./columns.js";
import {toShape, unitX, unitY} from "./geometry.js";
import {TextStore} from "./texts.js";

/** @import {Basemap, BasemapJson} from "./basemapdata.js" */
/** @import {PackedTable, Table} from "./columns.js" */
/** @import {Shape} from "./geometry.js" */
/** @import {Tiles} from "./layerscontrol.js" */
/** @import {PackedTexts} from "./texts.js" */

/** @typedef {{title: string, published: string|null, publisher: string|null, url: string|null, reliability: string|null, machine_read: boolean}} Report */
/** @typedef {{name: string, outline: number[], light: string, dark: string}} Group */
/** @typedef {{name: string|null, url: string|null, reliability: string|null}} Source */
/** @typedef {"straight_line"|"road"|"unusual"|"contradicts"|"holds"} Verdict */
/** @typedef {{from: string, to: string, line: number[], stated_km: number|null, geodesic_km: number, circuity: number|null, tolerance_km: number|null, azimuth_deg: number, direction: string|null, direction_holds: boolean|null, verdict: Verdict, message: string, quote: string|null, claimed_by: string|null}} Distance stated_km, circuity and tolerance_km are null where only a direction is stated */
/** @typedef {{kind: string, event: string|null, message: string}} Finding */
/** @typedef {{name: string, before: unknown, after: unknown}} FieldChange name: a column's, "coordinates" or "precision" */
/** @typedef {{id: string, sub_type: string|null, summary: string|null, date: string|null, place: string|null, lon: number|null, lat: number|null, area: boolean, teller: string|null}} Withdrawn */
/** @typedef {{added: string[], changed: {id: string, fields: FieldChange[]}[], withdrawn: Withdrawn[], moved: {id: string, from: number[], to: number[], area: boolean}[]}} Changes since the last build, by ids of events */
/** @typedef {"event"|"distance"} Kind */
/** @typedef {{start: number[], end: number[], kind: Kind[], row: number[], role: string[]}} Spans what stands where in the text, UTF-16 units; row: of the events or of the distances */
/** @typedef {{name: string, kind: string, country: string|null, admin1: string|null, lon: number, lat: number}} Candidate a place of the same name that was not chosen */
/** @typedef {{name: string, title: string, href: string, published: string|null, publisher: string|null, url: string|null, reliability: string|null, machine_read: boolean, events: number, placed: number, verdicts: Record<string, number>, change: null|"new"|{added: number, changed: number, withdrawn: number}, error: string|null}} ReportEntry one of an archive; without a title, it has its name; change: since the last build */
/** @typedef {{report: number, id: string, publisher: string|null, status: string, claimed_by: string|null, fatalities: number|null, fatalities_low: number|null, fatalities_high: number|null, wounded: number|null, copy_of: number|null, date: string|null}} Telling of an event by one report; copy_of: number of the telling with the same text */
/** @typedef {{told: Telling[], sources: number, conflicting: string[]}} Told what reports tell of one event; sources: who vouch for it, each once; conflicting: numbers whose ranges have none in common */

/**
 * @typedef {Object} Payload
 * @property {number} schema
 * @property {Report} report
 * @property {number[]} bounds west, south, east, north
 * @property {Group[]} groups
 * @property {{name: string, group: number}[]} types
 * @property {string[]} statuses
 * @property {string[]} precisions from the sharpest to the vaguest
 * @property {Source[]} sources
 * @property {string[]} strings names that places and parties refer to by number
 * @property {number[][]} parties lists of names; the first is empty
 * @property {string[]} dates EDTF; those that their first and last day do not say
 * @property {number} day0 days since 1970-01-01 of the first day of any event
 * @property {PackedTable} places
 * @property {Record<string, Candidate[]>} [candidates] by number of a place
 * @property {number[][][]} areas
 * @property {PackedTable} events sorted by first day
 * @property {number[][]} conflicts a row, then the rows that contradict it
 * @property {PackedTexts} texts
 * @property {Distance[]} [distances]
 * @property {string|null} [text] of the report, whole
 * @property {Spans} [spans]
 * @property {Finding[]} [findings]
 * @property {BasemapJson|null} [basemap]
 * @property {Tiles|null} [tiles] online tiles that the reader may turn on
 * @property {string[]} [notes]
 * @property {{text: string, url: string|null}[]} [attribution]
 * @property {Changes} [changes]
 * @property {ReportEntry[]} [reports] of an archive
 * @property {(Told & {row: number})[]} [tellings] of events that several reports tell of
 * @property {{hrefs: (string|null)[]}} [place_pages] by number of a place
 */

/**
 * Places by number. x and y are units (geometry.js); area is the number of an outline, or null.
 * @typedef {Object} Places
 * @property {number} count
 * @property {string[]} label as the report calls it
 * @property {string[]} name as the gazetteer does
 * @property {Float64Array} lon degrees
 * @property {Float64Array} lat
 * @property {Float64Array} x
 * @property {Float64Array} y
 * @property {string[]} kind
 * @property {(string|null)[]} country
 * @property {(string|null)[]} admin1
 * @property {string[]} source
 * @property {Uint32Array} precision number of a precision
 * @property {Uint32Array} uncertainty_m
 * @property {Uint32Array} described 1 if only described by the report
 * @property {(number|null)[]} area
 */

/**
 * Events by row, sorted by first day. What is not known is -1, a day NO_DAY.
 * @typedef {Object} Events
 * @property {number} count
 * @property {Int32Array} place
 * @property {Uint32Array} type
 * @property {Uint32Array} status
 * @property {Int32Array} start days since 1970-01-01
 * @property {Int32Array} end
 * @property {Int32Array} date number of a date, -1 where start and end say it
 * @property {Uint32Array} initiators number of a list of parties
 * @property {Uint32Array} targets
 * @property {Int32Array} claimed_by number of a name
 * @property {Uint32Array} source
 * @property {Int32Array} fatalities
 * @property {Int32Array} fatalities_low
 * @property {Int32Array} fatalities_high
 * @property {Int32Array} wounded
 * @property {Int32Array} report number of a report of an archive; without an archive, empty
 */

/**
 * The payload as the page uses it.
 * @typedef {Omit<Payload, "schema"|"places"|"events"|"texts"|"areas"|"basemap"|"conflicts"|"candidates"|"text"|"tellings"|"place_pages"> & {
 *   places: Places, events: Events, texts: TextStore, areas: Shape[], basemap: Basemap|null, tiles: Tiles|null,
 *   conflicts: Map<number, number[]>, candidates: Map<number, Candidate[]>,
 *   text: string, spans: Spans, marked: Record<Kind, Set<number>>,
 *   distances: Distance[], lines: Shape[], findings: Finding[], notes: string[],
 *   attribution: {text: string, url: string|null}[], reports: ReportEntry[], tellings: Map<number, Told>, placeHrefs: (string|null)[],
 * }} Data lines: the distances' geodesics; marked: rows that have a span in the text; text: empty if there is none
 */

export const SCHEMA = 2;
export const NO_DAY = -0x80000000;
const DEGREE = 1e5; // whole numbers in a degree of a place's position

/** The data block is of a version that this page cannot read. */
export class SchemaError extends Error {}

/** @param {Table} table @param {string[]} strings @returns {Places} */
function decodePlaces({count, columns: c}, strings) {
  const [lon, lat, x, y] = [0, 1, 2, 3].map(() => new Float64Array(count));
  for (let i = 0; i < count; i += 1) {
    lon[i] = c.lon[i] / DEGREE - 180;
    lat[i] = c.lat[i] / DEGREE - 90;
    x[i] = unitX(lon[i]);
    y[i] = unitY(lat[i]);
  }
  const names = (/** @type {Uint32Array} */ column) => Array.from(column, (code) => strings[code]);
  const maybe = (/** @type {Uint32Array} */ column) => Array.from(column, (code) => (code ? strings[code - 1] : null));
  return {
    count, lon, lat, x, y,
    label: names(c.label), name: names(c.name), kind: names(c.kind), source: names(c.source),
    country: maybe(c.country), admin1: maybe(c.admin1),
    precision: c.precision, uncertainty_m: c.uncertainty_m, described: c.described,
    area: Array.from(c.area, (code) => (code ? code - 1 : null)),
  };
}

/** First and last days from their numbers: 0 is unknown, a span counts both days. @param {Table} table @param {number} day0 */
function decodeDays({count, columns}, day0) {
  const [start, end] = [new Int32Array(count), new Int32Array(count)];
  for (let i = 0; i < count; i += 1) {
    const [first, span] = [columns.start[i], columns.span[i]];
    start[i] = first ? first - 1 + day0 : NO_DAY;
    end[i] = span ? first + span - 2 + day0 : NO_DAY;
  }
  return {start, end};
}

/** @param {Table} table @param {number} day0 @returns {Events} */
function decodeEvents(table, day0) {
  const {count, columns: c} = table;
  /** @type {Int32Array | null} */
  let unknown = null;
  const people = (/** @type {Uint32Array | undefined} */ column) => (column ? lessOne(column) : unknown ??= new Int32Array(count).fill(-1));
  return {
    count, ...decodeDays(table, day0),
    place: lessOne(c.place), type: c.type, status: c.status, date: lessOne(c.date),
    initiators: c.initiators, targets: c.targets, claimed_by: lessOne(c.claimed_by), source: c.source,
    fatalities: people(c.fatalities), fatalities_low: people(c.fatalities_low),
    fatalities_high: people(c.fatalities_high), wounded: people(c.wounded),
    report: c.report ? lessOne(c.report) : new Int32Array(0),
  };
}

/** @param {unknown} json @returns {Payload} @throws {SchemaError} when the version is another */
function checked(json) {
  const schema = /** @type {{schema?: unknown} | null} */ (json)?.schema;
  if (schema === SCHEMA) return /** @type {Payload} */ (json);
  throw new SchemaError(
    `The data of this page is of schema ${String(schema).slice(0, 20)}; the page reads schema ${SCHEMA}. ` +
      "Build the map again with one version of conflictmap.",
  );
}

/** @param {Payload} json @param {Table} places @param {Table} events @param {(id: string) => Promise<string>} read @returns {Data} */
function assembled(json, places, events, read) {
  const distances = json.distances ?? [];
  const spans = json.spans ?? {start: [], end: [], kind: [], row: [], role: []};
  return {
    ...json,
    places: decodePlaces(places, json.strings),
    events: decodeEvents(events, json.day0),
    texts: new TextStore(json.texts, events.count, read),
    areas: (json.areas ?? []).map((rings) => toShape(rings)),
    conflicts: new Map(json.conflicts.map(([row, ...others]) => [row, others])),
    candidates: new Map(Object.entries(json.candidates ?? {}).map(([place, others]) => [Number(place), others])),
    distances,
    lines: distances.map((d) => toShape([d.line], true)),
    text: json.text ?? "",
    spans,
    marked: {event: markedRows(spans, "event"), distance: markedRows(spans, "distance")},
    findings: json.findings ?? [],
    basemap: json.basemap ? decodeBasemap(json.basemap) : null,
    tiles: json.tiles ?? null,
    reports: (json.reports ?? []).map((report) => ({...report, title: report.title || report.name})),
    tellings: new Map((json.tellings ?? []).map((telling) => [telling.row, telling])),
    placeHrefs: json.place_pages?.hrefs ?? [],
    notes: json.notes ?? [],
    attribution: json.attribution ?? [],
  };
}

/** @param {Spans} spans @param {Kind} kind */
function markedRows(spans, kind) {
  return new Set(spans.row.filter((_, i) => spans.kind[i] === kind));
}

/**
 * A payload whose columns are plain lists.
 * @param {unknown} json @returns {Data} @throws {SchemaError} when the version is another
 */
export function decode(json) {
  const payload = checked(json);
  return assembled(payload, plainTable(payload.places), plainTable(payload.events), () => Promise.resolve(""));
}

/** Are any columns in a block, so that they must be inflated first? @param {unknown} json */
export function isPacked(json) {
  const {events} = checked(json);
  return events.block !== undefined;
}

/**
 * A payload whose columns and texts are in blocks.
 * @param {unknown} json @param {(id: string) => Promise<string>} read the text of an element, by id
 * @returns {Promise<Data>}
 */
export async function decodePacked(json, read) {
  const payload = checked(json);
  const table = async (/** @type {PackedTable} */ packed) =>
    packed.block === undefined ? plainTable(packed) : blockTable(packed, await inflate(await read(packed.block)));
  const [places, events] = await Promise.all([table(payload.places), table(payload.events)]);
  return assembled(payload, places, events, read);
}
