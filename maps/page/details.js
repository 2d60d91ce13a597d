// What is known of an event, as rows of words: one description for the list and the popup. Pure.

import {groupOf, statusOf, typeOf} from "./payload.js";
import {clip, fatalityWords, lengthWords, ours, partiesWords} from "./words.js";

/** @import {Data} from "./payload.js" */
/** @import {Look} from "./symbols.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {[term: string, text: string, title?: string]} Row */

/** How precisely the place is known, with its radius. @param {Data} data @param {number} place */
export function precisionWords(data, place) {
  const words = data.places.precision_words[place];
  const radius = lengthWords(data.places.uncertainty_m[place]);
  return words.includes(radius) ? words : `${words} (radius ${radius})`;
}

/** The gazetteer's side of a place: "Ḩamāh (admin1, SY); GeoNames 170017". GeoNames' bare numbers of divisions are left out. @param {Data} data @param {number} place */
export function gazetteerWords(data, place) {
  const {name, kind, admin1, country, source} = data.places;
  const within = [admin1[place], country[place]].filter((part) => part && part !== name[place] && !/^\d+$/.test(part)).join(", ");
  return `${name[place]} (${kind[place]}${within ? `, ${within}` : ""}); ${source[place]}`;
}

/** @param {Data} data @param {number} row */
export function placeWords(data, row) {
  const place = data.events.place[row];
  return data.events.place_said[row] ?? (place === null ? "not stated" : data.places.label[place]);
}

/** What the list says of an event, beside its summary. @param {Data} data @param {number} row @returns {Row[]} */
export function listRows(data, row) {
  const {events} = data;
  const place = events.place[row];
  return [
    ["When", events.date_words[row], events.date[row] ?? undefined],
    ["Where", placeWords(data, row) + (place === null ? " — not placed" : "")],
    ["Who → whom", partiesWords(events.initiators[row], events.targets[row])],
    ["Who says so", ours(events.attribution[row])],
    ["Status", statusOf(data, row).words],
    ["Fatalities", fatalityWords(events.fatalities[row])],
    ["How precise", place === null ? "not placed on the map" : precisionWords(data, place)],
  ];
}

/** What the popup says of an event, beside its summary and quote. @param {Data} data @param {number} row @returns {Row[]} */
export function popupRows(data, row) {
  const {events} = data;
  const place = events.place[row];
  /** @type {Row[]} */
  const rows = [
    ["When", events.date_words[row], events.date[row] ?? undefined],
    ["Where", placeWords(data, row)],
  ];
  if (place !== null) rows.push(["Gazetteer", gazetteerWords(data, place)], ["How precise", precisionWords(data, place)]);
  rows.push(
    ["Who", events.initiators[row].join(", ") || "not stated"],
    ["To whom", events.targets[row].join(", ") || "not stated"],
    ["Who says so", ours(events.attribution[row])],
    ["Status", statusOf(data, row).words],
    ["Fatalities", fatalityWords(events.fatalities[row])],
  );
  return rows;
}

/** What a screen reader is told when an event is chosen. @param {Data} data @param {number} row */
export function announcement(data, row) {
  const {events} = data;
  const where = placeWords(data, row) + (events.place[row] === null ? ", not placed on the map" : "");
  const summary = clip(events.summary[row], 300).replace(/\.$/, "");
  return `Selected: ${typeOf(data, row)}. ${summary}. ${clip(where, 120)}. ${clip(events.date_words[row], 80)}.`;
}

/** How an event's mark looks. @param {Data} data @param {number} row @param {Theme} theme @param {boolean} area @returns {Look} */
export function lookOf(data, row, theme, area) {
  const group = groupOf(data, row);
  return {
    symbol: group.symbol,
    colour: theme.scheme === "dark" ? group.dark : group.light,
    status: statusOf(data, row).name,
    faint: data.events.background[row],
    area,
  };
}
