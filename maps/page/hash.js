// What is shown, in the address: view, choices and selection after the #, so that a link shows
// what its sender saw, and Back undoes a choice. Names, never numbers, so that links outlive the
// next build. Where the address cannot be changed (some frames) the page works without.

import {hashOf} from "./addresses.js";
import {applyCriteria, criteriaToParams, paramsToCriteria} from "./criteria.js";
import {showAll} from "./mapview.js";

/** @import {Criteria} from "./filter.js" */
/** @import {State} from "./state.js" */

const DIGITS = 5; // of degrees: less than a pixel at every zoom
const STILL = 2; // px by which the view may differ from the first and need no words
const REST = 250; // ms without a change before it is written: browsers allow few changes of the address a second

/** @param {L.Map} map */
function viewParam(map) {
  const {lat, lng} = map.getCenter();
  return [Number(map.getZoom().toFixed(2)), lat.toFixed(DIGITS), lng.toFixed(DIGITS)].join("/");
}

/** @param {string | null} text zoom/lat/lon @returns {{zoom: number, lat: number, lon: number} | null} */
export function parseView(text) {
  const parts = /^(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(text ?? "");
  if (!parts) return null;
  const [zoom, lat, lon] = parts.slice(1).map(Number);
  return Math.abs(lat) > 85 || Math.abs(lon) > 540 ? null : {zoom, lat, lon};
}

/** Does it say what is shown? An anchor, such as that of the link to the list, does not. @param {string} hash of the address */
export function isState(hash) {
  return hash.length < 2 || hash.includes("=");
}

/** @param {unknown} value of a criterion */
function plain(value) {
  return JSON.stringify(value instanceof Set ? [...value].sort() : value);
}

/** @param {Criteria} a @param {Criteria} b */
function isSame(a, b) {
  return /** @type {(keyof Criteria)[]} */ (Object.keys(a)).every((facet) => plain(a[facet]) === plain(b[facet]));
}

/** @returns {URLSearchParams} */
function given() {
  return new URLSearchParams(isState(location.hash) ? location.hash.slice(1) : "");
}

export class HashState {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    /** @type {string | null} asked for in the address; null: the page's own */
    this.language = given().get("lang");
    /** @type {string | null} id of the chosen event */
    this.event = null;
    this.acted = false; // has the reader done anything since the last step for Back?
    this.isStep = false; // is what is to be written a choice, to which Back returns?
    this.reading = false;
    this.turn = 0; // counts the readings, so that a late one changes nothing
    this.noteHome();
  }

  /** Can the address be passed on? That of a page inside another page's source cannot. */
  get isShareable() {
    return /^(https?|file):$/.test(location.protocol);
  }

  /** Takes the view as the first one, which an address need not name. */
  noteHome() {
    const {map} = this.state;
    this.home = {zoom: map.getZoom(), center: map.getCenter()};
  }

  get isMoved() {
    const {map} = this.state;
    const {zoom, center} = /** @type {{zoom: number, center: L.LatLng}} */ (this.home);
    return map.getZoom() !== zoom || map.project(map.getCenter(), zoom).distanceTo(map.project(center, zoom)) > STILL;
  }

  /** The address of what is shown now, from its # on. */
  link() {
    const {filter, map} = this.state;
    const params = new URLSearchParams(criteriaToParams(filter));
    if (this.isMoved) params.set("map", viewParam(map));
    if (this.event !== null) params.set("event", this.event);
    if (this.language !== null) params.set("lang", this.language);
    return hashOf(params);
  }

  /** The address that shows one event, and nothing else of what is chosen. @param {string} id */
  eventLink(id) {
    const params = new URLSearchParams({event: id});
    if (this.language !== null) params.set("lang", this.language);
    return hashOf(params);
  }

  /** Something is shown differently. @param {boolean} isStep for Back */
  changed(isStep) {
    this.isStep ||= isStep;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), REST);
  }

  /** Puts what is shown into the address. All changes after one act of the reader are one step: a drag, or playing. */
  write() {
    if (this.reading) return;
    const address = this.link();
    const fresh = this.isStep && this.acted;
    if (address !== location.hash) this.put(address, fresh);
    if (fresh) this.acted = false;
    this.isStep = false;
  }

  /** @param {string} address from its # on @param {boolean} fresh a step for Back */
  put(address, fresh) {
    try {
      history[fresh ? "pushState" : "replaceState"](null, "", address || location.pathname + location.search);
    } catch {
      // a frame whose address is not its own
    }
  }

  /** Shows what the address says. */
  async read() {
    const turn = ++this.turn;
    const params = given();
    const isAnchor = !isState(location.hash);
    if (!isAnchor && params.get("lang") !== this.language) {
      location.reload();
      return;
    }
    this.reading = true;
    this.acted = this.isStep = false;
    if (!isAnchor) await this.show(params, () => turn !== this.turn);
    if (turn !== this.turn) return;
    this.reading = false;
    this.changed(false); // names that this page does not know leave the address
  }

  /** @param {URLSearchParams} params @param {() => boolean} stale does the address say something else by now? */
  async show(params, stale) {
    const {filter, data, map, events} = this.state;
    const view = parseView(params.get("map"));
    const before = events.selected;
    const look = () => view && map.setView([view.lat, view.lon], view.zoom, {animate: false});
    look();
    if (!view && this.isMoved) {
      showAll(map, data);
      this.noteHome();
    }
    const criteria = paramsToCriteria(data, filter, params);
    if (!isSame(filter.criteria, criteria)) await applyCriteria(filter, criteria);
    const id = params.get("event");
    const row = id === null ? null : await data.texts.rowOf(id);
    if (row !== null) await Promise.all([row, ...(data.conflicts.get(row) ?? [])].map((one) => data.texts.of(one))); // so that the popup opens at once
    if (stale() || (events.selected !== before && events.selected !== null)) return; // the reader went on
    if (row === null || !filter.isShown(row)) {
      events.close();
    } else if (row !== events.selected) {
      events.select(row, {pan: view === null});
      look(); // a popup moves the map until it is whole in view
    }
  }

  /** The chosen event is another. @param {number | null} row */
  async chosen(row) {
    this.event = null;
    const id = row === null ? null : (await this.state.data.texts.of(row)).id;
    if (row !== this.state.events.selected) return;
    this.event = id;
    this.changed(true);
  }

  /** Opens the page in another language, with everything that is shown as it is. @param {string} language */
  speak(language) {
    this.language = language;
    this.put(this.link(), false);
    location.reload();
  }
}

/** Joins the page to its address, and shows what that says. @param {State} state @returns {HashState} */
export function mountHash(state) {
  const hash = new HashState(state);
  state.filter.onChange(() => hash.changed(true));
  state.map.on("moveend", () => hash.changed(false));
  state.events.on("eventselect", (event) => void hash.chosen(/** @type {{row?: number | null}} */ (event).row ?? null));
  for (const act of ["pointerdown", "keydown", "input", "click"]) {
    window.addEventListener(act, (event) => {
      if (!(event instanceof MouseEvent) || event.type !== "click" || event.detail === 0) hash.acted = true; // a click without a pointer
    }, true);
  }
  window.addEventListener("popstate", () => void hash.read());
  void hash.read();
  return hash;
}
