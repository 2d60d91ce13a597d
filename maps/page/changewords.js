// What became of an event since the last build of this map, in words. Pure.

import {dateWords} from "./dates.js";
import {TERMS, nameList} from "./details.js";
import {countWords, MISSING, radiusWords, statusWords} from "./events.js";
import {fill, words} from "./language.js";
import {decimalWords} from "./positions.js";
import {typeWords} from "./typewords.js";

/** @import {Data} from "./payload.js" */

const say = words({
  en: {
    added: "Added since the last build", changed: "Changed since the last build: {fields}", and: ", ",
    sub_event_type: "Type", coordinates: "Coordinates", fatalities_low: "Fatalities, at least", fatalities_high: "Fatalities, at most", summary: "Summary", quote: "Quote",
  },
  ar: {
    added: "أُضيف منذ الإصدار السابق", changed: "عُدّل منذ الإصدار السابق: {fields}", and: "، ",
    sub_event_type: "النوع", coordinates: "الإحداثيات", fatalities_low: "القتلى، على الأقل", fatalities_high: "القتلى، على الأكثر", summary: "الملخص", quote: "الاقتباس",
  },
});

/** What fields are called. @type {Record<string, string>} */
export const NAMES = {...say, ...TERMS};

/** @type {Record<string, (value: any) => string>} */
const WORDS = {sub_event_type: typeWords, date: dateWords, status: statusWords, coordinates: decimalWords, precision: (value) => radiusWords(value[0], value[1])};

/** A value of a field in words. @param {string} name @param {unknown} value */
export function valueWords(name, value) {
  if (value === null) return name === "coordinates" ? MISSING.notPlaced : MISSING.notStated;
  if (typeof value === "number") return countWords(value);
  return WORDS[name]?.(value) ?? (Array.isArray(value) ? nameList(value) : String(value));
}

/** What a card says of its event; null if it is as it was. @param {Data} data @param {string | null} id */
export function changeNote({changes}, id) {
  if (changes?.added.includes(id ?? "")) return say.added;
  const fields = changes?.changed.find((one) => one.id === id)?.fields;
  return fields ? fill(say.changed, {fields: fields.map(({name}) => NAMES[name]).join(say.and)}) : null;
}
