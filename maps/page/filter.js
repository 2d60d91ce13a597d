// Which events are shown: every choice of the reader's, combined. Map, list, timeline and counts
// all follow this one object, so that they cannot disagree. Each event keeps a bit for every
// facet that leaves it out: a changed choice tests one facet anew, and one pass counts them all.
// Pure: no DOM, no Leaflet.

import {NO_DAY} from "./payload.js";
import {deathsOf, DEATH_CLASSES, pairsOf, precisionsOf, reportsOf, tellersOf} from "./sides.js";

/** @import {Data} from "./payload.js" */
/** @import {Coded, Pairs} from "./sides.js" */

/** @typedef {"type"|"status"|"actor"|"teller"|"source"|"report"|"precision"|"fatalities"|"place"} Choice a facet of which values are chosen, by number */
/** @typedef {Choice|"days"|"query"} Facet */

/**
 * What the reader has chosen. Of a facet: the chosen values' numbers; empty: all.
 * Days: first and last day, inclusive, since 1970-01-01.
 * @typedef {Record<Choice, Set<number>> & {days: [number, number]|null, query: string}} Criteria
 */

/** @type {Choice[]} */
export const CHOICES = ["type", "status", "actor", "teller", "source", "report", "precision", "fatalities", "place"];
/** @type {Facet[]} */
const FACETS = [...CHOICES, "days", "query"];

/** The bit by which a facet leaves an event out. @param {Facet} facet */
export function bitOf(facet) {
  return 1 << FACETS.indexOf(facet);
}

/** @returns {Criteria} */
export function noCriteria() {
  const chosen = /** @type {Record<Choice, Set<number>>} */ (Object.fromEntries(CHOICES.map((choice) => [choice, new Set()])));
  return {...chosen, days: null, query: ""};
}

/** How often each code occurs. @param {Uint32Array|Int32Array} codes @param {number} size */
function tallied(codes, size) {
  const out = new Uint32Array(size);
  for (let row = 0; row < codes.length; row += 1) out[codes[row]] += 1;
  return out;
}

export class Filter {
  /** @param {Data} data */
  constructor(data) {
    const {count} = data.events;
    this.data = data;
    /** Facets whose events are counted by their values. Places are too many, and counted by tally(). */
    this.tallied = CHOICES.filter((choice) => choice !== "place" && (choice !== "report" || data.reports.length > 0));
    /** @type {Partial<Record<Choice, Uint32Array|Int32Array>>} columns that were asked for */
    this.columns = {};
    /** @type {{pairs?: Pairs, tellers?: Coded, told?: {codes: Int32Array, lists: number[][]}, sizes?: Record<Choice, number>, totals?: Record<string, Uint32Array>}} what was asked for */
    this.made = {};
    this.criteria = noCriteria();
    /** @type {Uint8Array|null} 1 where the query was found; null without a query */
    this.hits = null;
    /** @type {Uint16Array} of each event the bits of the facets that leave it out; 0: shown */
    this.fails = new Uint16Array(count);
    this.tested = 0; // bits of the facets that may leave any event out
    this.count = count;
    /** @type {Record<string, Uint32Array>|null} the counts, while any facet leaves events out */
    this.found = null;
    /** @type {Set<(facets: Facet[]) => void>} */
    this.listeners = new Set();
  }

  get pairs() {
    return this.made.pairs ??= pairsOf(this.data);
  }

  get tellers() {
    return this.made.tellers ??= tellersOf(this.data);
  }

  get told() {
    return this.made.told ??= reportsOf(this.data);
  }

  /** How many values each facet has. */
  get sizes() {
    const {data} = this;
    return this.made.sizes ??= {
      type: data.types.length, status: data.statuses.length, actor: data.strings.length, teller: this.tellers.names.length,
      source: data.sources.length, report: data.reports.length, precision: data.precisions.length + 1, fatalities: DEATH_CLASSES.length, place: data.places.count,
    };
  }

  /** A code a row; of actors and reports, that of several. Made when it is first asked for: the map needs none to be drawn. @param {Choice} choice */
  codes(choice) {
    return this.columns[choice] ??= this.column(choice);
  }

  /** @param {Choice} choice */
  column(choice) {
    const {data} = this;
    switch (choice) {
      case "actor": return this.pairs.codes;
      case "teller": return this.tellers.codes;
      case "report": return this.told.codes;
      case "precision": return precisionsOf(data);
      case "fatalities": return deathsOf(data);
      default: return data.events[choice];
    }
  }

  /** The values of each code, where a code stands for several. @param {Choice} choice @returns {number[][] | null} */
  lists(choice) {
    return choice === "actor" ? this.pairs.actors : choice === "report" ? this.told.lists : null;
  }

  /** How many codes a column has. @param {Choice} choice */
  codeCount(choice) {
    return this.lists(choice)?.length ?? this.sizes[choice];
  }

  /** Of each value, all its events. @returns {Record<string, Uint32Array>} */
  get totals() {
    return this.made.totals ??= this.byChoice(this.tallied.map((choice) => tallied(this.codes(choice), this.codeCount(choice))));
  }

  /** Of each value, the events that all other facets let through. @returns {Record<string, Uint32Array>} */
  get counts() {
    return this.found ?? this.totals;
  }

  /** Calls back after every change, with the facets that changed. @param {(facets: Facet[]) => void} act */
  onChange(act) {
    this.listeners.add(act);
  }

  /** @param {number} row */
  isShown(row) {
    return this.fails[row] === 0;
  }

  /** Is anything left out by choice? */
  get isActive() {
    return FACETS.some((facet) => this.isChosen(facet));
  }

  /** @param {Facet} facet */
  isChosen(facet) {
    const {criteria} = this;
    if (facet === "days") return criteria.days !== null;
    return facet === "query" ? criteria.query !== "" : criteria[facet].size > 0;
  }

  /**
   * Changes some of the criteria; the others stay. A query needs its hits (search.js).
   * @param {Partial<Criteria>} some @param {Uint8Array|null} [hits]
   */
  set(some, hits = null) {
    const facets = /** @type {Facet[]} */ (Object.keys(some));
    if (facets.includes("query")) this.hits = hits;
    Object.assign(this.criteria, some);
    this.clear(facets.filter((facet) => !this.isChosen(facet)));
    for (const facet of facets) if (this.isChosen(facet)) this.test(facet);
    this.recount();
    for (const act of this.listeners) act(facets);
  }

  reset() {
    this.set(noCriteria());
  }

  /** Adds or takes away one value of a facet. @param {Choice} choice @param {number} value */
  toggle(choice, value) {
    const chosen = new Set(this.criteria[choice]);
    if (!chosen.delete(value)) chosen.add(value);
    this.set({[choice]: chosen});
  }

  /** Takes facets' bits from every event. @param {Facet[]} facets */
  clear(facets) {
    const {fails} = this;
    const bits = facets.reduce((all, facet) => all | bitOf(facet), 0) & this.tested;
    if (!bits) return;
    this.tested &= ~bits;
    if (!this.tested) fails.fill(0);
    else for (let row = 0; row < fails.length; row += 1) fails[row] &= ~bits;
  }

  /** Sets the bit of a chosen facet on every event. @param {Facet} facet */
  test(facet) {
    const bit = bitOf(facet);
    this.tested |= bit;
    if (facet === "days") this.testDays(bit);
    else if (facet === "query") this.testHits(bit);
    else this.testCodes(facet, bit);
  }

  /** @param {Choice} choice @param {number} bit */
  testCodes(choice, bit) {
    const {fails} = this;
    const codes = this.codes(choice);
    const chosen = this.criteria[choice];
    const lists = this.lists(choice);
    const size = this.codeCount(choice);
    const out = new Uint8Array(size + 1).fill(1); // the last: no place at all
    for (let code = 0; code < size; code += 1) {
      const isIn = lists ? lists[code].some((value) => chosen.has(value)) : chosen.has(code);
      if (isIn) out[code] = 0;
    }
    for (let row = 0; row < fails.length; row += 1) {
      const code = codes[row];
      if (out[code < 0 ? size : code]) fails[row] |= bit;
      else fails[row] &= ~bit;
    }
  }

  /** An event may have happened on any of its days: it stays if one of them is chosen. @param {number} bit */
  testDays(bit) {
    const {fails} = this;
    const {start, end} = this.data.events;
    const [from, to] = /** @type {[number, number]} */ (this.criteria.days);
    for (let row = 0; row < fails.length; row += 1) {
      const first = start[row];
      const last = end[row];
      const unknown = first === NO_DAY && last === NO_DAY;
      const away = first > to || (last !== NO_DAY && last < from);
      if (unknown || away) fails[row] |= bit;
      else fails[row] &= ~bit;
    }
  }

  /** @param {number} bit */
  testHits(bit) {
    const {fails, hits} = this;
    for (let row = 0; row < fails.length; row += 1) {
      if (hits?.[row]) fails[row] &= ~bit;
      else fails[row] |= bit;
    }
  }

  /** Counts what is shown, and of each value what it would show. */
  recount() {
    this.found = this.tested ? this.counted() : null;
    if (!this.found) this.count = this.fails.length;
  }

  /** @returns {Record<string, Uint32Array>} */
  counted() {
    const {fails} = this;
    const tallies = this.tallied.map((choice) => new Uint32Array(this.codeCount(choice)));
    const codes = this.tallied.map((choice) => this.codes(choice));
    const numbers = new Int8Array(1 << FACETS.length).fill(-1); // of a lone bit: its facet, if it is counted
    this.tallied.forEach((choice, k) => { numbers[bitOf(choice)] = k; });
    let count = 0;
    for (let row = 0; row < fails.length; row += 1) {
      const failed = fails[row];
      if (failed === 0) {
        count += 1;
        for (let k = 0; k < codes.length; k += 1) tallies[k][codes[k][row]] += 1;
      } else {
        const alone = numbers[failed];
        if (alone >= 0) tallies[alone][codes[alone][row]] += 1;
      }
    }
    this.count = count;
    return this.byChoice(tallies);
  }

  /** @param {Uint32Array[]} tallies of codes, in the order of this.tallied @returns {Record<string, Uint32Array>} of values */
  byChoice(tallies) {
    return Object.fromEntries(this.tallied.map((choice, k) => [choice, this.byValue(choice, tallies[k])]));
  }

  /** @param {Choice} choice @param {Uint32Array} tally of its codes */
  byValue(choice, tally) {
    const lists = this.lists(choice);
    if (!lists) return tally;
    const out = new Uint32Array(this.sizes[choice]);
    tally.forEach((count, code) => {
      for (const value of count ? lists[code] : []) out[value] += count;
    });
    return out;
  }

  /** How many shown events of each group stand at each place: [place * groups + group]. @returns {Uint32Array} */
  tally() {
    const {fails, data} = this;
    const {place, type} = data.events;
    const groups = data.groups.length;
    const groupOfType = Uint8Array.from(data.types, ({group}) => group);
    const out = new Uint32Array(data.places.count * groups);
    for (let row = 0; row < fails.length; row += 1) {
      if (fails[row] === 0 && place[row] >= 0) out[place[row] * groups + groupOfType[type[row]]] += 1;
    }
    return out;
  }

  /** Rows that are shown, in order. @returns {Uint32Array} */
  rows() {
    const out = new Uint32Array(this.count);
    let n = 0;
    for (let row = 0; row < this.fails.length; row += 1) if (this.fails[row] === 0) out[n++] = row;
    return out;
  }
}
