// What the gazetteer knows of a place, in words: its kind and division, and the places of the same
// name that were not chosen. Pure.

import {azimuthWords} from "./compass.js";
import {geodesicInverse} from "./geodesic.js";
import {fill, words} from "./language.js";
import {distanceWords} from "./lengths.js";
import {isolated, ours} from "./words.js";

/** @import {Candidate, Data} from "./payload.js" */

const say = words({
  en: {
    kind: /** @type {Record<string, string>} */ ({admin1: "province", admin2: "district", water: "water", facility: "site", other: "place"}),
    place: "{name} ({what}); {source}", between: ", ",
    candidate: "{name} ({what}): {length} away, azimuth {azimuth}", area: "{name} ({what}): its middle is {length} away, azimuth {azimuth}",
  },
  ar: {
    kind: /** @type {Record<string, string>} */ ({
      city: "مدينة", town: "بلدة", village: "قرية", district: "حي", admin1: "محافظة", admin2: "منطقة", country: "بلد",
      airport: "مطار", region: "إقليم", water: "مسطح مائي", facility: "موقع", other: "مكان",
    }),
    place: "{name} ({what})؛ {source}", between: "، ",
    candidate: "{name} ({what}): على بعد {length}، السمت {azimuth}", area: "{name} ({what}): النقطة الوسطى على بعد {length}، السمت {azimuth}",
  },
});

const AREAS = new Set(["country", "admin1", "admin2", "region", "water"]); // their one point is far from much of them

/** @param {string} kind of a place: city, admin1 … */
export function kindWords(kind) {
  return say.kind[kind] ?? kind;
}

/** "province, Idlib, SY". GeoNames' bare numbers of divisions are left out. @param {string} name @param {string} kind @param {(string|null)[]} within */
function whatWords(name, kind, within) {
  const parts = within.filter((part) => part && part !== name && !/^\d+$/.test(part));
  return [kindWords(kind), ...parts.map((part) => isolated(part ?? ""))].join(say.between);
}

/** The gazetteer's side of a place: "Ḩamāh (province, SY); GeoNames 170017". @param {Data} data @param {number} place */
export function gazetteerWords(data, place) {
  const {name, kind, admin1, country, source} = data.places;
  const what = whatWords(name[place], kind[place], [admin1[place], country[place]]);
  return ours(fill(say.place, {name: isolated(name[place]), what, source: isolated(source[place])}));
}

/** A place of the same name that was not chosen, with its distance and direction from the one that was. @param {Data} data @param {number} place @param {Candidate} other */
export function candidateWords(data, place, other) {
  const {lon, lat} = data.places;
  const {distance_m, azimuth_deg} = geodesicInverse([lon[place], lat[place]], [other.lon, other.lat]);
  const what = whatWords(other.name, other.kind, [other.admin1, other.country]);
  return ours(fill(AREAS.has(other.kind) ? say.area : say.candidate, {name: isolated(other.name), what, length: distanceWords(distance_m), azimuth: azimuthWords(azimuth_deg)}));
}
