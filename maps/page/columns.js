// Columns of whole numbers as they travel: plain lists in a small page, byte planes of a
// compressed block in a large one. The other half is maps/columns.py. Pure but for inflate().

/**
 * Numbers ≥ 0, all columns of one table. `planes` says how a block holds them: of each column its
 * name, how many bytes a number has, and whether each is the step from the number before it.
 * @typedef {Object} PackedTable
 * @property {number} count rows
 * @property {Record<string, number[]>} [columns]
 * @property {[name: string, bytes: number, steps: boolean][]} [planes]
 * @property {string} [block] id of the element that holds the block: base64 of gzip
 */

/** @typedef {{count: number, columns: Record<string, Uint32Array>}} Table */

/** @param {string} text base64 @returns {Uint8Array<ArrayBuffer>} */
export function fromBase64(text) {
  const native = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (/** @type {unknown} */ (Uint8Array));
  if (native.fromBase64) return native.fromBase64(text);
  const binary = atob(text);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) out[i] = binary.charCodeAt(i);
  return out;
}

/** The bytes of a compressed block. @param {string} text base64 of gzip @returns {Promise<Uint8Array>} */
export async function inflate(text) {
  const packed = fromBase64(text);
  const out = new Uint8Array(new DataView(packed.buffer).getUint32(packed.length - 4, true)); // gzip ends with the length
  const {readable, writable} = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  for (const done of [writer.write(packed), writer.close()]) done.catch(() => {}); // what fails is told by the reader
  const reader = readable.getReader();
  let at = 0;
  for (let part = await reader.read(); part.value; part = await reader.read()) {
    out.set(part.value, at);
    at += part.value.length;
  }
  return out;
}

/** @param {PackedTable} packed @returns {Table} */
export function plainTable({count, columns = {}}) {
  const entries = Object.entries(columns).map(([name, list]) => [name, Uint32Array.from(list)]);
  return {count, columns: Object.fromEntries(entries)};
}

/** @param {PackedTable} packed @param {Uint8Array} bytes of its block @returns {Table} */
export function blockTable({count, planes = []}, bytes) {
  /** @type {Record<string, Uint32Array>} */
  const columns = {};
  let at = 0;
  for (const [name, width, steps] of planes) {
    const out = new Uint32Array(count);
    for (let plane = 0; plane < width; plane += 1, at += count) {
      const shift = 8 * plane;
      for (let i = 0; i < count; i += 1) out[i] |= bytes[at + i] << shift;
    }
    if (steps) for (let i = 1; i < count; i += 1) out[i] += out[i - 1];
    columns[name] = out;
  }
  return {count, columns};
}

/** Numbers of which 0 stands for "not known": the same less one, and -1. Written over the column. @param {Uint32Array} column @returns {Int32Array} */
export function lessOne(column) {
  const out = new Int32Array(column.buffer, column.byteOffset, column.length);
  for (let i = 0; i < out.length; i += 1) out[i] -= 1;
  return out;
}
