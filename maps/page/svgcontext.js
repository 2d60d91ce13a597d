// A pen that writes SVG: the part of a canvas's context that the map's layers draw with, so that
// the picture as SVG is drawn by the same code as the map. Pure but for measuring text. Written
// without templates in templates, in which the minifier drops spaces.

/** @typedef {{fillStyle: string, strokeStyle: string, lineWidth: number, globalAlpha: number, font: string, textAlign: string, textBaseline: string, lineJoin: string, letterSpacing: string, direction: string, dash: number[], x: number, y: number, clip: string}} Pen */

const ANCHORS = /** @type {Record<string, [ltr: string, rtl: string]>} */ ({
  left: ["start", "end"], start: ["start", "start"], center: ["middle", "middle"], right: ["end", "start"], end: ["end", "end"],
});
const FONT = /^(italic )?(?:(\d+|bold) )?([\d.]+)px (.+)$/;

/** @param {string} text */
export function escapeXml(text) {
  // eslint-disable-next-line no-control-regex -- characters that XML forbids
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
  return allowed.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** @param {number} value */
function short(value) {
  return String(Math.round(value * 100) / 100);
}

export class SvgContext {
  /** @param {CanvasRenderingContext2D} ruler measures text */
  constructor(ruler) {
    this.ruler = ruler;
    /** @type {string[]} */
    this.parts = [];
    /** @type {Map<string, string>} ids by what they define */
    this.definitions = new Map();
    /** @type {Pen} */
    this.pen = {fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "10px sans-serif", textAlign: "left", textBaseline: "alphabetic", lineJoin: "miter", letterSpacing: "0px", direction: "ltr", dash: [], x: 0, y: 0, clip: ""};
    /** @type {Pen[]} */
    this.stack = [];
    /** @type {string[]} */
    this.path = [];
  }

  get fillStyle() { return this.pen.fillStyle; }
  set fillStyle(value) { this.pen.fillStyle = value; }
  get strokeStyle() { return this.pen.strokeStyle; }
  set strokeStyle(value) { this.pen.strokeStyle = value; }
  get lineWidth() { return this.pen.lineWidth; }
  set lineWidth(value) { this.pen.lineWidth = value; }
  get globalAlpha() { return this.pen.globalAlpha; }
  set globalAlpha(value) { this.pen.globalAlpha = value; }
  get font() { return this.pen.font; }
  set font(value) { this.pen.font = value; }
  get textAlign() { return this.pen.textAlign; }
  set textAlign(value) { this.pen.textAlign = value; }
  get textBaseline() { return this.pen.textBaseline; }
  set textBaseline(value) { this.pen.textBaseline = value; }
  get lineJoin() { return this.pen.lineJoin; }
  set lineJoin(value) { this.pen.lineJoin = value; }
  get letterSpacing() { return this.pen.letterSpacing; }
  set letterSpacing(value) { this.pen.letterSpacing = value; }
  get direction() { return this.pen.direction; }
  set direction(value) { this.pen.direction = value; }

  save() {
    this.stack.push({...this.pen});
  }

  restore() {
    this.pen = this.stack.pop() ?? this.pen;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.pen.dash = dash;
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.pen.x += x;
    this.pen.y += y;
  }

  /** @param {number} x @param {number} y */
  at(x, y) {
    return `${short(x + this.pen.x)} ${short(y + this.pen.y)}`;
  }

  beginPath() {
    this.path = [];
  }

  closePath() {
    this.path.push("Z");
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path.push(`M${this.at(x, y)}`);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path.push(`${this.path.length ? "L" : "M"}${this.at(x, y)}`);
  }

  /** @param {number} x @param {number} y @param {number} r @param {number} from radians @param {number} to */
  arc(x, y, r, from, to) {
    const point = (/** @type {number} */ angle) => this.at(x + r * Math.cos(angle), y + r * Math.sin(angle));
    const turn = Math.min(to - from, 2 * Math.PI);
    const middle = from + turn / 2;
    const size = `A${short(r)} ${short(r)} 0 0 1 `;
    this.path.push(`${this.path.length ? "L" : "M"}${point(from)}`, size + point(middle), size + point(from + turn)); // in two, since a whole circle ends where it begins
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.path.push(`M${this.at(x, y)}`, `L${this.at(x + width, y)}`, `L${this.at(x + width, y + height)}`, `L${this.at(x, y + height)}`, "Z");
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height @param {number} r */
  roundRect(x, y, width, height, r) {
    const corner = (/** @type {number} */ toX, /** @type {number} */ toY) => `A${short(r)} ${short(r)} 0 0 1 ${this.at(toX, toY)}`;
    this.path.push(`M${this.at(x + r, y)}`, `L${this.at(x + width - r, y)}`, corner(x + width, y + r), `L${this.at(x + width, y + height - r)}`,
      corner(x + width - r, y + height), `L${this.at(x + r, y + height)}`, corner(x, y + height - r), `L${this.at(x, y + r)}`, corner(x + r, y), "Z");
  }

  clip() {
    const path = `<path d="${this.path.join("")}"${this.clipped()}/>`;
    this.pen.clip = this.define("clipPath", "", path);
  }

  /** The id of a definition, which is written once. @param {string} tag @param {string} attributes @param {string} content */
  define(tag, attributes, content) {
    const key = `${tag}${attributes}>${content}`;
    const id = this.definitions.get(key) ?? `${tag}${this.definitions.size}`;
    this.definitions.set(key, id);
    return id;
  }

  /** @returns {string} */
  defined() {
    return Array.from(this.definitions, ([key, id]) => {
      const tag = /^[a-zA-Z]+/.exec(key)?.[0] ?? "";
      return `<${tag} id="${id}"${key.slice(tag.length)}</${tag}>`;
    }).join("");
  }

  /** Lines from lower left to upper right, as a fill. @param {number} step px between them @param {string} colour @param {number} x px, where the pattern begins @param {number} y */
  hatch(step, colour, x, y) {
    const lines = [-1, 0, 1].map((shift) => `M${shift * step - 1} ${step + 1}L${shift * step + step + 1} -1`).join("");
    const path = `<path d="${lines}" stroke="${escapeXml(colour)}" stroke-width="1"/>`;
    const attributes = ` width="${step}" height="${step}" patternUnits="userSpaceOnUse" patternTransform="translate(${this.at(x, y)})"`;
    return `url(#${this.define("pattern", attributes, path)})`;
  }

  clipped() {
    return this.pen.clip ? ` clip-path="url(#${this.pen.clip})"` : "";
  }

  alpha() {
    return this.pen.globalAlpha < 1 ? ` opacity="${short(this.pen.globalAlpha)}"` : "";
  }

  /** @param {string} [rule] */
  fill(rule) {
    if (!this.path.length) return;
    const even = rule === "evenodd" ? ' fill-rule="evenodd"' : "";
    this.parts.push(`<path d="${this.path.join("")}" fill="${escapeXml(this.pen.fillStyle)}"${even}${this.alpha()}${this.clipped()}/>`);
  }

  strokes() {
    const {strokeStyle, lineWidth, dash, lineJoin} = this.pen;
    const dashes = dash.length ? ` stroke-dasharray="${dash.map(short).join(" ")}"` : "";
    return `stroke="${escapeXml(strokeStyle)}" stroke-width="${short(lineWidth)}" stroke-linejoin="${lineJoin}"${dashes}`;
  }

  stroke() {
    if (!this.path.length) return;
    this.parts.push(`<path d="${this.path.join("")}" fill="none" ${this.strokes()}${this.alpha()}${this.clipped()}/>`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    const path = this.path;
    this.path = [];
    this.rect(x, y, width, height);
    this.fill();
    this.path = path;
  }

  /** @param {string} text */
  measureText(text) {
    this.ruler.font = this.pen.font;
    this.ruler.letterSpacing = this.pen.letterSpacing;
    this.ruler.textBaseline = "alphabetic";
    return this.ruler.measureText(text);
  }

  /** How far below the given height the letters stand, px: programs differ in the baselines they know. */
  drop() {
    if (this.pen.textBaseline !== "middle") return 0;
    const {fontBoundingBoxAscent: above, fontBoundingBoxDescent: below} = this.measureText("x");
    return (above - below) / 2;
  }

  /** @param {string} text @param {number} x @param {number} y @param {string} paint */
  text(text, x, y, paint) {
    const {font, textAlign, direction, letterSpacing} = this.pen;
    const [, italic, weight, size, family] = FONT.exec(font) ?? ["", "", "", "10", "sans-serif"];
    const isRtl = direction === "rtl";
    const attributes = [
      ["x", short(x + this.pen.x)], ["y", short(y + this.pen.y + this.drop())], ["text-anchor", ANCHORS[textAlign][isRtl ? 1 : 0]],
      ["direction", isRtl ? "rtl" : ""], ["font-family", family], ["font-size", size], ["font-style", italic ? "italic" : ""],
      ["font-weight", weight ?? ""], ["letter-spacing", letterSpacing === "0px" ? "" : letterSpacing],
    ].filter(([, value]) => value).map(([name, value]) => `${name}="${escapeXml(value)}"`).join(" ");
    this.parts.push(`<text ${attributes} ${paint}${this.alpha()}${this.clipped()}>${escapeXml(text)}</text>`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.text(text, x, y, `fill="${escapeXml(this.pen.fillStyle)}"`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.text(text, x, y, `fill="none" ${this.strokes()}`);
  }

  /** The document. @param {number} width px @param {number} height @param {string} title */
  document(width, height, title) {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`
      + `<title>${escapeXml(title)}</title><defs>${this.defined()}</defs>${this.parts.join("\n")}</svg>\n`;
  }
}
