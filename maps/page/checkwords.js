// What the check of a stated distance or direction found, in words. The numbers come from
// geo/checks.py; the English agrees with its messages. Pure.

import {azimuthWords, pointName} from "./compass.js";
import {fill, words} from "./language.js";
import {distanceWords, statedWords} from "./lengths.js";
import {isolated, ours} from "./words.js";

/** @import {Distance, Verdict} from "./payload.js" */

const say = words({
  en: {
    verdict: /** @type {Record<Verdict, string>} */ ({
      straight_line: "agrees with the straight line", road: "plausible as a road distance, not as a straight line",
      unusual: "unusually long, even for a road", contradicts: "contradicted by the map", holds: "holds",
    }),
    sentence: /** @type {Record<Verdict, string>} */ ({
      straight_line: "It agrees with the straight line.", road: "It is plausible as a road distance, not as a straight line.",
      unusual: "It would be an unusually long way round.", contradicts: "It contradicts the geography.", holds: "",
    }),
    stated: "{to} is stated to be {stated} from {from}; in a straight line it is {straight}.",
    ratio: "{to} is stated to be {stated} from {from}; in a straight line it is {straight}, a ratio of {ratio}.",
    holds: "From {from} the direction is {azimuth}: “{direction}” holds.",
    fails: "From {from} the direction is {azimuth}: “{direction}” does not hold.",
    label: "{from} – {to}: stated {stated}, straight line {straight}", bare: "{from} – {to}: straight line {straight}",
    none: "none stated (azimuth {azimuth})", asStated: "stated {direction}: {holds} (azimuth {azimuth})",
    yes: "holds", no: "does not hold", open: "not checked",
  },
  ar: {
    verdict: /** @type {Record<Verdict, string>} */ ({
      straight_line: "تتفق مع الخط المستقيم", road: "معقولة كمسافة بالطريق، لا كخط مستقيم",
      unusual: "أطول من المعتاد حتى بالطريق", contradicts: "تناقضها الخريطة", holds: "صحيح",
    }),
    sentence: /** @type {Record<Verdict, string>} */ ({
      straight_line: "وهذا يتفق مع الخط المستقيم.", road: "وهذا معقول كمسافة بالطريق، لا كخط مستقيم.",
      unusual: "وهذا طريق أطول من المعتاد.", contradicts: "وهذا يناقض الجغرافيا.", holds: "",
    }),
    stated: "يذكر التقرير أن {to} تبعد {stated} عن {from}، والمسافة بخط مستقيم {straight}.",
    ratio: "يذكر التقرير أن {to} تبعد {stated} عن {from}، والمسافة بخط مستقيم {straight}، أي بنسبة {ratio}.",
    holds: "الاتجاه من {from} هو {azimuth}: «{direction}» صحيح.",
    fails: "الاتجاه من {from} هو {azimuth}: «{direction}» غير صحيح.",
    label: "{from} – {to}: المذكور {stated}، بخط مستقيم {straight}", bare: "{from} – {to}: بخط مستقيم {straight}",
    none: "غير مذكور؛ السمت {azimuth}", asStated: "المذكور {direction}: {holds}؛ السمت {azimuth}",
    yes: "صحيح", no: "غير صحيح", open: "لم يُتحقق منه",
  },
});

/** @param {Verdict} verdict */
export function verdictWords(verdict) {
  return say.verdict[verdict] ?? verdict;
}

/** A ratio to three digits: "1.128". @param {number} circuity */
export function ratioWords(circuity) {
  return circuity.toFixed(3);
}

/** The straight line, in km. @param {Distance} d */
export function straightWords(d) {
  return distanceWords(d.geodesic_km * 1000);
}

/** @param {Distance} d */
function namesOf(d) {
  return {from: isolated(d.from), to: isolated(d.to)};
}

/** Both numbers in short: "Aleppo – Hama: stated 140 km, straight line 124.2 km". @param {Distance} d */
export function distanceLabel(d) {
  const values = {...namesOf(d), straight: straightWords(d)};
  return ours(d.stated_km === null ? fill(say.bare, values) : fill(say.label, {...values, stated: statedWords(d.stated_km)}));
}

/** @param {Distance} d */
function lengthSentence(d) {
  if (d.stated_km === null) return "";
  const values = {...namesOf(d), stated: statedWords(d.stated_km), straight: straightWords(d)};
  const numbers = d.circuity === null ? fill(say.stated, values) : fill(say.ratio, {...values, ratio: ratioWords(d.circuity)});
  return `${numbers} ${say.sentence[d.verdict]}`;
}

/** @param {Distance} d */
function directionSentence(d) {
  if (d.direction === null) return "";
  const values = {from: isolated(d.from), azimuth: azimuthWords(d.azimuth_deg), direction: pointName(d.direction)};
  return fill(d.direction_holds ? say.holds : say.fails, values);
}

/** What was found, in whole sentences. @param {Distance} d */
export function distanceSentence(d) {
  return ours([lengthSentence(d), directionSentence(d)].filter(Boolean).join(" "));
}

/** "stated south: holds (azimuth 197.2°, south)". @param {Distance} d */
export function directionLine(d) {
  const azimuth = azimuthWords(d.azimuth_deg);
  if (d.direction === null) return fill(say.none, {azimuth});
  const holds = d.direction_holds === null ? say.open : d.direction_holds ? say.yes : say.no;
  return fill(say.asStated, {direction: pointName(d.direction), holds, azimuth});
}
