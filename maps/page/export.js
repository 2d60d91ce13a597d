// The shown events as files: GeoJSON (RFC 7946) and CSV, written part by part, so that a million
// of them freeze nothing. Columns are called as in a frame of events (data/schema.py). In GeoJSON
// an area is its outline, so that no point is shown where only an area is known; lon and lat are
// its middle. A cell of CSV that a spreadsheet would run as a formula gets an apostrophe before it.

import {edtfDate, groupOf, initiatorsOf, isArea, placeOf, precisionOf, sourceOf, statusOf, targetsOf, typeOf} from "./events.js";
import {isoDay} from "./dates.js";
import {outlineOf} from "./outlines.js";
import {NO_DAY} from "./payload.js";

/** @import {Filter} from "./filter.js" */
/** @import {Data} from "./payload.js" */
/** @import {Texts} from "./texts.js" */

/** @typedef {string|number|boolean|string[]|null} Value */
/** @typedef {{data: Data, row: number, texts: Texts, conflicts: string[]}} Told an event; conflicts: ids of those that contradict it */
/** @typedef {{type: string, ending: string, head: string, between: string, tail: string, event: (told: Told) => string}} Format */

const PART = 512; // events that are written at once
const PATIENCE = 25; // ms of writing before the page may do something else
const DIGITS = 5; // of degrees, about a metre
const LONGEST = 80; // characters of a file's name
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/; // also the wide signs of East Asian keyboards, which some spreadsheets run

/** Without the character that ends a text for many programs. @param {Value} value @returns {Value} */
function readable(value) {
  if (typeof value === "string") return value.replaceAll("\0", "");
  return Array.isArray(value) ? value.map((one) => one.replaceAll("\0", "")) : value;
}

/** @param {number} count */
function known(count) {
  return count < 0 ? null : count;
}

/** @param {number} day */
function dayOrNull(day) {
  return day === NO_DAY ? null : isoDay(day);
}

/** What is known of an event's place, null without one. @param {(data: Data, place: number) => Value} ask @returns {(told: Told) => Value} */
function ofPlace(ask) {
  return ({data, row}) => {
    const place = placeOf(data, row);
    return place === null ? null : ask(data, place);
  };
}

/** @type {[name: string, value: (told: Told) => Value][]} */
const COLUMNS = [
  ["event_id", ({texts}) => texts.id],
  ["event_type", ({data, row}) => groupOf(data, row).name],
  ["sub_event_type", ({data, row}) => typeOf(data, row)],
  ["summary", ({texts}) => texts.summary],
  ["quote", ({texts}) => texts.quote],
  ["date", ({data, row}) => edtfDate(data, row)],
  ["date_start", ({data, row}) => dayOrNull(data.events.start[row])],
  ["date_end", ({data, row}) => dayOrNull(data.events.end[row])],
  ["place", ({data, row, texts}) => (placeOf(data, row) === null ? texts.said : data.places.label[data.events.place[row]])],
  ["place_name", ofPlace(({places}, place) => places.name[place])],
  ["lon", ofPlace(({places}, place) => Number(places.lon[place].toFixed(DIGITS)))],
  ["lat", ofPlace(({places}, place) => Number(places.lat[place].toFixed(DIGITS)))],
  ["kind", ofPlace(({places}, place) => places.kind[place])],
  ["country", ofPlace(({places}, place) => places.country[place])],
  ["admin1", ofPlace(({places}, place) => places.admin1[place])],
  ["precision", ofPlace(precisionOf)],
  ["uncertainty_m", ofPlace(({places}, place) => places.uncertainty_m[place])],
  ["is_area", ofPlace(isArea)],
  ["is_described", ofPlace(({places}, place) => places.described[place] === 1)],
  ["place_source", ofPlace(({places}, place) => places.source[place])],
  ["initiators", ({data, row}) => initiatorsOf(data, row)],
  ["targets", ({data, row}) => targetsOf(data, row)],
  ["status", ({data, row}) => statusOf(data, row)],
  ["claimed_by", ({data, row}) => data.strings[data.events.claimed_by[row]] ?? null],
  ["fatalities", ({data, row}) => known(data.events.fatalities[row])],
  ["fatalities_low", ({data, row}) => known(data.events.fatalities_low[row])],
  ["fatalities_high", ({data, row}) => known(data.events.fatalities_high[row])],
  ["wounded", ({data, row}) => known(data.events.wounded[row])],
  ["taken", ({texts}) => texts.taken],
  ["conflicts_with", ({conflicts}) => conflicts],
  ["publisher", ({data, row}) => sourceOf(data, row).name],
  ["url", ({data, row}) => sourceOf(data, row).url],
  ["reliability", ({data, row}) => sourceOf(data, row).reliability],
  ["source_text", ({texts}) => texts.source],
];

/** @param {Value} value */
export function csvCell(value) {
  if (value === null) return "";
  const guarded = (/** @type {string} */ text) => (FORMULA.test(text) ? `'${text}` : text);
  const text = Array.isArray(value) ? value.map(guarded).join("; ") : typeof value === "string" ? guarded(value) : String(value);
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @type {Format} */
export const CSV = {
  type: "text/csv", ending: "csv", between: "", tail: "",
  head: `\ufeff${COLUMNS.map(([name]) => name).join(",")}\r\n`, // the mark tells spreadsheets that it is UTF-8
  event: (told) => `${COLUMNS.map(([, value]) => csvCell(readable(value(told)))).join(",")}\r\n`,
};

/** What the whole file says of itself. @param {Data} data */
function aboutFile({report, attribution, notes}) {
  const {title, publisher, published, url, reliability, machine_read} = report;
  return JSON.stringify({report: {title, publisher, published, url, reliability, machine_read}, attribution: attribution.map(({text}) => text), notes}).slice(1, -1);
}

/** @param {Data} data @returns {Format} */
export function geojsonFormat(data) {
  /** @type {Map<number, string>} written outlines by number of an area */
  const outlines = new Map();
  const geometry = (/** @type {number|null} */ place) => {
    if (place === null) return "null";
    const {lon, lat, area} = data.places;
    const number = area[place];
    if (number === null) return `{"type":"Point","coordinates":[${Number(lon[place].toFixed(DIGITS))},${Number(lat[place].toFixed(DIGITS))}]}`;
    const outline = outlines.get(number) ?? JSON.stringify(outlineOf(data.areas[number]));
    outlines.set(number, outline);
    return outline;
  };
  return {
    type: "application/geo+json", ending: "geojson", between: ",\n", tail: "\n]}\n",
    head: `{"type":"FeatureCollection",${aboutFile(data)},"features":[\n`,
    event: (told) => {
      const properties = Object.fromEntries(COLUMNS.map(([name, value]) => [name, readable(value(told))]));
      return `{"type":"Feature","id":${JSON.stringify(told.texts.id)},"geometry":${geometry(placeOf(data, told.row))},"properties":${JSON.stringify(properties)}}`;
    },
  };
}

/** @param {Data} data @param {number} row @returns {Promise<Told>} */
async function toldOf(data, row) {
  const texts = data.texts.peek(row) ?? await data.texts.of(row);
  const conflicts = [];
  for (const other of data.conflicts.get(row) ?? []) conflicts.push((await data.texts.of(other)).id ?? "");
  return {data, row, texts, conflicts};
}

/**
 * The shown events as one file.
 * @param {Data} data @param {Filter} filter @param {Format} format
 * @returns {Promise<Blob>}
 */
export async function exported(data, filter, format) {
  const rows = filter.rows();
  /** @type {Blob[]} which browsers keep outside the page's memory */
  const parts = [new Blob([format.head])];
  let begun = performance.now();
  for (let start = 0; start < rows.length; start += PART) {
    const lines = [];
    for (const row of rows.subarray(start, start + PART)) lines.push(format.event(await toldOf(data, row)));
    parts.push(new Blob([(start ? format.between : "") + lines.join(format.between)]));
    if (performance.now() - begun < PATIENCE) continue;
    await new Promise((resume) => { setTimeout(resume); });
    begun = performance.now();
  }
  return new Blob([...parts, format.tail], {type: format.type});
}

/** The name of a file made from this page: the page's own, else the title. @param {string} path of the page's address @param {string} title @param {string} ending */
export function fileName(path, title, ending) {
  const own = path.startsWith("/") ? path.split("/").at(-1) ?? "" : "";
  const safe = (/** @type {string} */ text) => Array.from(text.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "")).slice(0, LONGEST).join("");
  return `${safe(decoded(own).replace(/\.html?$/i, "")) || safe(title) || "map"}.${ending}`;
}

/** @param {string} text of an address */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch { // no UTF-8
    return "";
  }
}
