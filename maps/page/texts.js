// The events' texts: all at hand in a small page; in blocks of rows, opened when they are asked
// for, in a large one.

import {inflate} from "./columns.js";

/** @typedef {"id"|"summary"|"quote"|"said"|"taken"|"source"} Field said: the place in the report's words, where it could not be placed; source: what the event's own source is called */
/** @typedef {Record<Field, string|null>} Texts */

/**
 * @typedef {Object} PackedTexts
 * @property {Field[]} fields those that any event has
 * @property {(string|null)[][]} [columns] one a field
 * @property {number} [size] rows in a block
 * @property {string[]} [blocks] ids of the elements that hold the blocks: base64 of gzip
 */

export const BETWEEN_ROWS = "\x1e";
export const BETWEEN_FIELDS = "\x1f";
const KEPT = 24; // opened blocks that are kept; each holds some MB

/** @type {Texts} */
const NONE = {id: null, summary: null, quote: null, said: null, taken: null, source: null};

export class TextStore {
  /** @param {PackedTexts} packed @param {number} count rows @param {(id: string) => Promise<string>} read the text of an element */
  constructor(packed, count, read) {
    this.packed = packed;
    this.count = count;
    this.read = read;
    this.size = packed.blocks ? packed.size ?? count : count;
    /** @type {Map<number, string[]>} rows of opened blocks, the least recently used first */
    this.open = new Map();
    /** @type {Map<number, Promise<string[]>>} */
    this.opening = new Map();
  }

  /** How many blocks there are; 0 if all texts are at hand. */
  get blocks() {
    return this.packed.blocks?.length ?? 0;
  }

  /** The texts of a row, or null while its block is closed. @param {number} row @returns {Texts | null} */
  peek(row) {
    const {columns, fields} = this.packed;
    if (columns) return /** @type {Texts} */ ({...NONE, ...Object.fromEntries(fields.map((field, i) => [field, columns[i][row]]))});
    const number = Math.floor(row / this.size);
    const rows = this.open.get(number);
    if (!rows) return null;
    this.open.delete(number);
    this.open.set(number, rows);
    const parts = rows[row - number * this.size].split(BETWEEN_FIELDS);
    return /** @type {Texts} */ ({...NONE, ...Object.fromEntries(fields.map((field, i) => [field, parts[i] || null]))});
  }

  /** The texts of a row. @param {number} row @returns {Promise<Texts>} */
  async of(row) {
    const found = this.peek(row);
    if (found) return found;
    await this.block(Math.floor(row / this.size));
    return this.peek(row) ?? NONE;
  }

  /** The rows of a block, each with its fields in one string; kept open for a while. @param {number} number @returns {Promise<string[]>} */
  block(number) {
    const open = this.open.get(number);
    if (open) return Promise.resolve(open);
    const coming = this.opening.get(number) ?? this.inflated(number).then((text) => this.keep(number, text.split(BETWEEN_ROWS)));
    this.opening.set(number, coming);
    return coming;
  }

  /** @param {number} number @param {string[]} rows */
  keep(number, rows) {
    this.opening.delete(number);
    this.open.set(number, rows);
    for (const oldest of this.open.keys()) {
      if (this.open.size <= KEPT) break;
      this.open.delete(oldest);
    }
    return rows;
  }

  /** A block as one string, which is not kept: for reading through all of them. @param {number} number @returns {Promise<string>} */
  async inflated(number) {
    const id = this.packed.blocks?.[number] ?? "";
    return new TextDecoder().decode(await inflate(await this.read(id)));
  }

  /** The row of an event, by its id; null if there is none. @param {string} id @returns {Promise<number|null>} */
  async rowOf(id) {
    return (await this.rowsOf(new Set([id]))).get(id) ?? null;
  }

  /** Rows of events by their ids; those of no event are left out. @param {Set<string>} ids @returns {Promise<Map<string, number>>} */
  async rowsOf(ids) {
    const {columns, fields} = this.packed;
    const field = fields.indexOf("id");
    const found = new Map();
    const look = (/** @type {(string|null)[]} */ names, /** @type {number} */ first) => names.forEach((id, i) => ids.has(id ?? "") && found.set(id, first + i));
    if (columns) look(columns[field] ?? [], 0);
    for (let number = 0; number < this.blocks && found.size < ids.size; number += 1) {
      const block = await this.inflated(number);
      if (ids.size === 1 && !block.includes([...ids][0])) continue; // to part a block takes three times as long
      look(block.split(BETWEEN_ROWS).map((row) => row.split(BETWEEN_FIELDS, field + 1)[field]), number * this.size);
    }
    return found;
  }

  /**
   * Calls back with the texts of rows: at once when they are at hand.
   * @param {number[]} rows @param {(texts: Texts[]) => void} act
   */
  with(rows, act) {
    const found = rows.map((row) => this.peek(row));
    if (found.every((texts) => texts !== null)) act(/** @type {Texts[]} */ (found));
    else void Promise.all(rows.map((row) => this.of(row))).then(act);
  }
}
