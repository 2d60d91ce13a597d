// The shown events as files: GeoJSON (RFC 7946) and CSV, written block by block, so that a
// million of them freeze nothing. A cell that a spreadsheet would run as a formula gets an
// apostrophe before it. Pure but for the texts it opens.

import {edtfDate, groupOf, initiatorsOf, isArea, placeOf, precisionOf, sourceOf, statusOf, targetsOf, typeOf} from "./events.js";

/** @import {Filter} from "./filter.js" */
/** @import {Data} from "./payload.js" */
/** @import {Texts} from "./texts.js" */

/** @typedef {Record<string, string|number|boolean|string[]|null>} Properties */
/** @typedef {{type: string, ending: string, head: string, between: string, tail: string, event: (data: Data, row: number, texts: Texts) => string}} Format */

const PART = 8192; // events that are written at once
const FORMULA = /^[=+\-@\t\r]/;

/** @param {number} value */
function known(value) {
  return value < 0 ? null : value;
}

/** What is known of an event, by the names that files use. @param {Data} data @param {number} row @param {Texts} texts @returns {Properties} */
export function propertiesOf(data, row, texts) {
  const {events, places} = data;
  const place = placeOf(data, row);
  const {name, url, reliability} = sourceOf(data, row);
  return {
    id: texts.id,
    event_type: groupOf(data, row).name,
    sub_event_type: typeOf(data, row),
    date: edtfDate(data, row),
    place: place === null ? texts.said : places.label[place],
    place_name: place === null ? null : places.name[place],
    country: place === null ? null : places.country[place],
    admin1: place === null ? null : places.admin1[place],
    precision: place === null ? null : precisionOf(data, place),
    uncertainty_m: place === null ? null : places.uncertainty_m[place],
    is_area: place === null ? null : isArea(data, place),
    place_source: place === null ? null : places.source[place],
    initiators: initiatorsOf(data, row),
    targets: targetsOf(data, row),
    status: statusOf(data, row),
    claimed_by: events.claimed_by[row] < 0 ? null : data.strings[events.claimed_by[row]],
    fatalities: known(events.fatalities[row]),
    fatalities_low: known(events.fatalities_low[row]),
    fatalities_high: known(events.fatalities_high[row]),
    wounded: known(events.wounded[row]),
    taken: texts.taken,
    summary: texts.summary,
    quote: texts.quote,
    publisher: name,
    url,
    reliability,
    source: texts.source,
  };
}

/** @param {Data} data @param {number} row @returns {[number, number] | null} lon, lat */
function pointOf(data, row) {
  const place = placeOf(data, row);
  const fixed = (/** @type {number} */ degrees) => Number(degrees.toFixed(5));
  return place === null ? null : [fixed(data.places.lon[place]), fixed(data.places.lat[place])];
}

/** @param {string|number|boolean|string[]|null} value */
export function csvCell(value) {
  if (value === null) return "";
  const text = Array.isArray(value) ? value.join("; ") : String(value);
  const safe = typeof value !== "number" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {Data} data */
function csvHead(data) {
  if (!data.events.count) return "\ufeff";
  const none = /** @type {Texts} */ ({id: null, summary: null, quote: null, said: null, taken: null, source: null});
  return `\ufeff${["lon", "lat", ...Object.keys(propertiesOf(data, 0, none))].join(",")}\r\n`; // the mark tells spreadsheets that it is UTF-8
}

/** @param {Data} data @returns {Format} */
export function csvFormat(data) {
  return {
    type: "text/csv", ending: "csv", head: csvHead(data), between: "", tail: "",
    event: (_, row, texts) => {
      const [lon, lat] = pointOf(data, row) ?? [null, null];
      return `${[lon, lat, ...Object.values(propertiesOf(data, row, texts))].map(csvCell).join(",")}\r\n`;
    },
  };
}

/** @returns {Format} */
export function geojsonFormat() {
  return {
    type: "application/geo+json", ending: "geojson", head: '{"type":"FeatureCollection","features":[\n', between: ",\n", tail: "\n]}\n",
    event: (data, row, texts) => {
      const coordinates = pointOf(data, row);
      const geometry = coordinates && {type: "Point", coordinates};
      return JSON.stringify({type: "Feature", id: texts.id, geometry, properties: propertiesOf(data, row, texts)});
    },
  };
}

/**
 * The shown events as the parts of one file.
 * @param {Data} data @param {Filter} filter @param {Format} format
 * @returns {Promise<string[]>}
 */
export async function exported(data, filter, format) {
  const rows = filter.rows();
  const parts = [format.head];
  for (let start = 0; start < rows.length; start += PART) {
    const lines = [];
    for (const row of rows.subarray(start, start + PART)) {
      lines.push(format.event(data, row, data.texts.peek(row) ?? await data.texts.of(row)));
    }
    parts.push((start ? format.between : "") + lines.join(format.between));
    if (start + PART < rows.length) await new Promise((resume) => { setTimeout(resume); });
  }
  return [...parts, format.tail];
}
