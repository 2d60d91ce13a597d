// What is shown, in the address: view, choices and selection after the #, so that a link shows
// what its sender saw, and Back undoes a choice. Names, never numbers, so that links outlive the
// next build. Where the address cannot be changed (some frames) the page works without.

import {criteriaToParams, paramsToCriteria} from "./criteria.js";
import {noCriteria} from "./filter.js";
import {search} from "./search.js";

/** @import {State} from "./state.js" */

const DIGITS = 5; // of degrees
const TOGETHER = 700; // ms within which changes are one step for Back

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
  return lat > 85 || lat < -85 ? null : {zoom, lat, lon};
}

export class HashState {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.moved = false; // has the reader moved the map? until then the first view needs no words
    this.applying = false;
    this.last = 0;
    /** @type {string | null} id of the chosen event */
    this.event = null;
  }

  /** The parameters of what is shown now. @param {string | null} event id of the chosen event */
  params(event) {
    const out = new URLSearchParams(criteriaToParams(this.state.filter));
    if (this.moved) out.set("map", viewParam(this.state.map));
    if (event !== null) out.set("event", event);
    const lang = new URLSearchParams(location.hash.slice(1)).get("lang");
    if (lang) out.set("lang", lang);
    return out;
  }

  /** The address of what is shown now. @param {string | null} [event] */
  link(event = this.event) {
    return `#${readable(this.params(event))}`;
  }

  /** The address that shows one event, and nothing of what is chosen else. @param {string} id */
  eventLink(id) {
    return `#${readable(new URLSearchParams({event: id}))}`;
  }

  /** Puts what is shown into the address. @param {boolean} step for Back */
  write(step) {
    if (this.applying) return;
    const now = performance.now();
    const fresh = step && now - this.last > TOGETHER;
    if (step) this.last = now;
    const address = this.link();
    if (address === (location.hash || "#")) return;
    try {
      history[fresh ? "pushState" : "replaceState"](null, "", address);
    } catch {
      // a frame whose address is not its own
    }
  }

  /** Shows what the address says. */
  async read() {
    const params = new URLSearchParams(location.hash.slice(1));
    const {filter, data, map, events} = this.state;
    this.applying = true;
    try {
      const view = parseView(params.get("map"));
      if (view) map.setView([view.lat, view.lon], view.zoom, {animate: false});
      this.moved = view !== null;
      const criteria = {...noCriteria(), ...paramsToCriteria(data, filter, params)};
      const hits = await search(data, criteria.query);
      if (filter.isActive || hits || differs(criteria)) filter.set(criteria, hits);
      const id = params.get("event");
      const row = id === null ? null : await data.texts.rowOf(id);
      this.event = row === null ? null : id;
      if (row !== null && row !== events.selected) events.select(row, {pan: view === null});
      else if (row === null) events.close();
    } finally {
      this.applying = false;
    }
  }
}

/** Does anything differ from showing all? @param {import("./filter.js").Criteria} criteria */
function differs(criteria) {
  return Object.values(criteria).some((value) => (value instanceof Set ? value.size > 0 : Boolean(value)));
}

/** Parameters that people can read. @param {URLSearchParams} params */
function readable(params) {
  return params.toString().replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%3A/g, ":");
}

/** Joins the page to its address. @param {State} state @returns {HashState} */
export function mountHash(state) {
  const hash = new HashState(state);
  state.filter.onChange(() => hash.write(true));
  state.map.on("moveend", () => {
    if (hash.applying) return;
    hash.moved = true;
    hash.write(false);
  });
  state.events.on("eventselect", (event) => {
    const row = /** @type {{row?: number | null}} */ (event).row ?? null;
    if (hash.applying) return;
    if (row === null) {
      hash.event = null;
      hash.write(true);
      return;
    }
    void state.data.texts.of(row).then(({id}) => {
      if (state.events.selected !== row) return;
      hash.event = id;
      hash.write(true);
    });
  });
  window.addEventListener("popstate", () => void hash.read());
  return hash;
}
