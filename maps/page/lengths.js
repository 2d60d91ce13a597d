// Measured lengths in words, as fine as they are useful. Pure.

import {fill, words} from "./language.js";

const say = words({
  en: {m: "{n} m", km: "{n} km"},
  ar: {m: "{n} م", km: "{n} كم"},
});

/** 412.3 → "412 m", 12345 → "12.35 km", 124150 → "124.2 km". @param {number} metres */
export function distanceWords(metres) {
  const rounded = Math.round(metres);
  if (rounded < 1000) return fill(say.m, {n: rounded});
  const digits = metres < 99_995 ? 2 : 1;
  return fill(say.km, {n: Number((metres / 1000).toFixed(digits))});
}

/** A stated number of kilometres as it stands: 140 → "140 km". @param {number} km */
export function statedWords(km) {
  return fill(say.km, {n: Number(km.toFixed(1))});
}
