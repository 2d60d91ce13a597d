// Free text search over everything that is said of an event, in any script: all words of a query
// must be found, each anywhere in the event. Goes through the texts block by block, and gives
// the page its turn in between. Pure but for the texts it opens.

import {folded} from "./folding.js";
import {BETWEEN_FIELDS, BETWEEN_ROWS} from "./texts.js";
import {Turns} from "./turns.js";
import {typeWords} from "./typewords.js";

/** @import {Basemap} from "./basemapdata.js" */
/** @import {Data} from "./payload.js" */

const BETWEEN_WORDS = /[\s\p{Cc}"“”„«»,;،؛]+/u;
const OUTSIDE = /^\p{P}+|\p{P}+$/gu;

/** The words that a query asks for, folded; none if it has no letter or digit. @param {string} query @returns {string[]} */
export function wordsOf(query) {
  const words = query.split(BETWEEN_WORDS).map((word) => folded(word.replace(OUTSIDE, "")));
  return [...new Set(words.filter(Boolean))];
}

/**
 * The names of a page, folded, by their numbers; types and groups also as the page calls them; a
 * place by its label, its name, and what the basemap calls it in another script.
 * @typedef {{strings: string[], groups: string[], types: string[], sources: string[], places: string[]}} Names
 */

/** @type {WeakMap<Data, Names>} */
const known = new WeakMap();

/** All at once, since each call takes its time. @param {string[]} names @returns {string[]} */
function foldedAll(names) {
  return names.length ? folded(names.join(BETWEEN_ROWS)).split(BETWEEN_ROWS) : [];
}

/** Names of the basemap in another script, by their folded names. @param {Basemap|null} basemap */
function otherNames(basemap) {
  /** @type {Map<string, string>} */
  const out = new Map();
  for (const {name, native} of basemap ? [basemap.countries, basemap.divisions, basemap.towns] : []) {
    const others = foldedAll(native.map((own) => own ?? ""));
    foldedAll(name).forEach((own, i) => {
      if (others[i]) out.set(own, others[i]);
    });
  }
  return out;
}

/** A type as the data and as the page calls it. @param {string} name */
function bothNames(name) {
  return folded([name, typeWords(name)].join(BETWEEN_FIELDS));
}

/** @param {Data} data @param {Turns} turns @returns {Promise<Names>} */
async function foldedNames(data, turns) {
  const ready = known.get(data);
  if (ready) return ready;
  const {places, basemap} = data;
  const strings = foldedAll(data.strings);
  await turns.give();
  const [labels, names] = [places.label, places.name].map(foldedAll);
  await turns.give();
  const others = otherNames(basemap);
  const out = {
    strings,
    groups: data.groups.map(({name}) => bothNames(name)),
    types: data.types.map(({name}) => bothNames(name)),
    sources: foldedAll(data.sources.map(({name}) => name ?? "")),
    places: labels.map((label, place) => [label, names[place], others.get(names[place]) ?? ""].join(BETWEEN_FIELDS)),
  };
  known.set(data, out);
  await turns.give();
  return out;
}

/** Which of some names hold a word: 1 or 0 by number. @param {string[]} names @param {string} word */
function found(names, word) {
  return Uint8Array.from(names, (name) => (name.includes(word) ? 1 : 0));
}

/** Rows whose place, type, parties or source hold a word. @param {Data} data @param {Names} names @param {string} word @param {Uint8Array} hits set to 1 */
function searchNames(data, names, word, hits) {
  const {place, type, initiators, targets, claimed_by: claimants, source} = data.events;
  const strings = found(names.strings, word);
  const parties = Uint8Array.from(data.parties, (list) => (list.some((code) => strings[code]) ? 1 : 0));
  const groups = found(names.groups, word);
  const types = found(names.types, word).map((hit, code) => hit | groups[data.types[code].group]);
  const sources = found(names.sources, word);
  const places = found(names.places, word);
  for (let row = 0; row < hits.length; row += 1) {
    const [at, claimant] = [place[row], claimants[row]];
    if (types[type[row]] || parties[initiators[row]] || parties[targets[row]] || sources[source[row]]
      || (at >= 0 && places[at]) || (claimant >= 0 && strings[claimant])) hits[row] = 1;
  }
}

/** Marks the rows of a block that hold a word. @param {string} block folded @param {number} first row of the block @param {string} word @param {Uint8Array} hits */
export function searchBlock(block, first, word, hits) {
  let row = first;
  let start = 0;
  for (let at = block.indexOf(word); at >= 0; at = block.indexOf(word, start)) {
    let end = block.indexOf(BETWEEN_ROWS, start);
    for (; end >= 0 && end < at; end = block.indexOf(BETWEEN_ROWS, start)) {
      row += 1;
      start = end + 1;
    }
    hits[row] = 1;
    if (end < 0) return;
    row += 1;
    start = end + 1;
  }
}

/** Texts at hand as one block. @param {Data} data */
function wholeBlock({texts: {packed, count}}) {
  const columns = packed.columns ?? [];
  const rows = Array.from({length: count}, (_, row) => columns.map((column) => column[row] ?? "").join(BETWEEN_FIELDS));
  return rows.join(BETWEEN_ROWS);
}

/** Hits of every word. @param {Uint8Array[]} each */
function all(each) {
  const [out, ...others] = each;
  for (const hits of others) for (let row = 0; row < out.length; row += 1) out[row] &= hits[row];
  return out;
}

/**
 * Events that hold every word of a query: 1 or 0 a row; null for an empty query, or if it was
 * given up because a newer query has come.
 * @param {Data} data @param {string} query @param {() => boolean} [stale] is the answer no longer wanted?
 * @param {(share: number) => void} [progress] told how much is done, 0 to 1, if it takes more than a moment
 * @returns {Promise<Uint8Array|null>}
 */
export async function search(data, query, stale = () => false, progress = () => {}) {
  const words = wordsOf(query);
  if (!words.length) return null;
  const each = words.map(() => new Uint8Array(data.events.count));
  const turns = new Turns();
  const names = await foldedNames(data, turns);
  for (const [k, word] of words.entries()) {
    searchNames(data, names, word, each[k]);
    await turns.give();
  }
  const {texts} = data;
  const seek = (/** @type {string} */ block, /** @type {number} */ first) =>
    words.forEach((word, k) => searchBlock(block, first, word, each[k]));
  if (!texts.blocks) seek(folded(wholeBlock(data)), 0);
  let coming = texts.blocks ? texts.inflated(0) : null;
  for (let number = 0; coming; number += 1) {
    const block = await coming;
    coming = number + 1 < texts.blocks ? texts.inflated(number + 1) : null;
    seek(folded(block), number * texts.size);
    progress((number + 1) / texts.blocks);
    await turns.give();
    if (stale()) return null;
  }
  return all(each);
}
