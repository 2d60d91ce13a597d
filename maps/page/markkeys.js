// The marks by keyboard: with the map focused, N goes on to the next mark in view and P to the one
// before; a ring shows which it is, and Enter opens it. What the map's keys do is said on the map.

import {eventSentence} from "./details.js";
import {el} from "./dom.js";
import {radiusOf} from "./eventlayer.js";
import {DIRECTION, fill, words} from "./language.js";

/** @import {Mark} from "./fan.js" */
/** @import {State} from "./state.js" */
/** @typedef {{mark: Mark, x: number, y: number}} Stop a mark in view, px of the map's frame */

const BAND = 40; // px: marks whose heights differ by less are read as one line
const AROUND = 6; // px between a mark and the ring round it

const say = words({
  en: {
    keys: "Keys: arrows move the map, + and − zoom, N and P go to the next and the previous mark, Enter opens it, C shows coordinates.",
    stop: "{n} of {all}: {mark}", none: "There are no marks in view.",
  },
  ar: {
    keys: "المفاتيح: تحرّك الأسهم الخريطة، و+ و− للتكبير والتصغير، وينتقل N إلى العلامة التالية وP إلى السابقة، ويفتحها Enter، ويعرض C الإحداثيات.",
    stop: "{n} من {all}: {mark}", none: "لا توجد علامات في الجزء المعروض.",
  },
});

/** Which letter a key stands for, on keyboards of other scripts too. @param {KeyboardEvent} event */
function letterOf({key, code}) {
  return (/^[a-z]$/i.test(key) ? key : code.replace(/^Key/, "")).toUpperCase();
}

/** Line by line, as the page is read. @param {Stop[]} stops */
export function readingOrder(stops) {
  const side = DIRECTION === "rtl" ? -1 : 1;
  const line = (/** @type {Stop} */ {y}) => Math.floor(y / BAND);
  return stops.sort((a, b) => line(a) - line(b) || side * (a.x - b.x) || a.y - b.y);
}

/** The same mark is made anew at every view. @param {Mark} mark */
function keyOf({place, rows}) {
  return `${place}/${rows[0] ?? ""}`;
}

class MarkKeys {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.frame = state.map.getContainer();
    this.ring = el("div", {class: "cm-mark-ring", "aria-hidden": "true"});
    this.ring.hidden = true;
    this.help = el("p", {class: "cm-keys", id: "cm-map-keys"}, say.keys);
    /** @type {string | null} */
    this.at = null;
    this.frame.append(this.ring, this.help);
    this.frame.setAttribute("aria-describedby", this.help.id);
    this.frame.addEventListener("keydown", (event) => this.pressed(event));
    this.frame.addEventListener("blur", () => state.events.card.hint(null));
    state.map.on("movestart zoomstart", () => this.show(undefined));
    state.map.on("moveend", () => this.show(this.here()));
    state.filter.onChange(() => this.show(this.here()));
  }

  /** The marks in view. @returns {Stop[]} */
  stops() {
    const {map, events} = this.state;
    const size = map.getSize();
    return readingOrder(events.marksInFrame().filter(({x, y}) => x >= 0 && y >= 0 && x <= size.x && y <= size.y));
  }

  /** The mark that has the ring, if it is in view. */
  here() {
    return this.at === null ? undefined : this.stops().find(({mark}) => keyOf(mark) === this.at);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.target !== this.frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = letterOf(event);
    if (letter === "N") this.step(1);
    else if (letter === "P") this.step(-1);
    else if (event.key !== "Enter" || !this.open()) return;
    event.preventDefault();
  }

  /** @param {1 | -1} way */
  step(way) {
    const stops = this.stops();
    const {state} = this;
    if (!stops.length) {
      state.announce(say.none);
      return;
    }
    const before = stops.findIndex(({mark}) => keyOf(mark) === this.at);
    const n = before < 0 && way < 0 ? stops.length - 1 : (before + way + stops.length) % stops.length;
    const {mark} = stops[n];
    this.at = keyOf(mark);
    this.show(stops[n]);
    state.events.card.hint(mark);
    const tell = (/** @type {string} */ text) => state.announce(fill(say.stop, {n: n + 1, all: stops.length, mark: text}));
    if (mark.rows.length !== 1) tell(state.events.card.hintWords(mark));
    else state.data.texts.with(mark.rows, ([texts]) => tell(eventSentence(state.data, mark.rows[0], texts)));
  }

  /** Does what a click on the mark would do. @returns {boolean} was there one? */
  open() {
    const stop = this.here();
    if (stop) this.state.events.open(stop.mark, true);
    return stop !== undefined;
  }

  /** @param {Stop | undefined} stop */
  show(stop) {
    this.ring.hidden = !stop;
    if (!stop) return;
    const r = radiusOf(stop.mark) + AROUND;
    Object.assign(this.ring.style, {left: `${stop.x - r}px`, top: `${stop.y - r}px`, width: `${2 * r}px`, height: `${2 * r}px`});
  }
}

/** @param {State} state */
export function mountMarkKeys(state) {
  new MarkKeys(state);
}
