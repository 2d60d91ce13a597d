// Where the words of a query stand in a text, found as the search finds them: whatever the case,
// the accents and the way of writing Arabic letters.

import {el} from "./dom.js";
import {folded} from "./folding.js";
import {wordsOf} from "./search.js";

/** A text as it is compared, and where in the text each unit of it comes from. @param {string} text */
function foldedWithPlaces(text) {
  let out = "";
  /** @type {number[]} */
  const places = [];
  let at = 0;
  for (const letter of text) {
    const small = folded(letter);
    for (let i = 0; i < small.length; i += 1) places.push(at);
    out += small;
    at += letter.length;
  }
  return {out, places: [...places, text.length]};
}

/** Ranges of a text, in order and apart, that the words of a query cover. @param {string} text @param {string} query @returns {[start: number, end: number][]} */
export function matchesOf(text, query) {
  const {out, places} = foldedWithPlaces(text);
  /** @type {[number, number][]} */
  const found = [];
  for (const word of wordsOf(query)) {
    for (let at = out.indexOf(word); at >= 0; at = out.indexOf(word, at + word.length)) {
      found.push([places[at], places[at + word.length]]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  /** @type {[number, number][]} */
  const apart = [];
  for (const [start, end] of found) {
    const last = apart.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}

/** A text as nodes, with what a query found in it marked. @param {string} text @param {string} query @returns {(string|HTMLElement)[]} */
export function highlighted(text, query) {
  /** @type {(string|HTMLElement)[]} */
  const nodes = [];
  let at = 0;
  for (const [start, end] of query ? matchesOf(text, query) : []) {
    nodes.push(text.slice(at, start), el("mark", null, text.slice(start, end)));
    at = end;
  }
  return [...nodes, text.slice(at)];
}
