// The page: puts the parts on a Leaflet map and joins them. The bundle starts here, and attaches
// itself to Leaflet as plugins do: L.conflictmap = {EventLayer, mount}.

import {BasemapLayer, edgeOf} from "./basemap.js";
import {announcement} from "./details.js";
import {DistanceLayer} from "./distances.js";
import {el} from "./dom.js";
import {EventLayer} from "./eventlayer.js";
import {latOf, lonOf, spanOf} from "./geometry.js";
import {LabelLayer} from "./labels.js";
import {markChosen} from "./list.js";
import {SchemaError} from "./payload.js";
import {headerContent, mapLabel, mountPanel} from "./panel.js";
import {paintSwatches, paintSwatchesInView} from "./swatch.js";
import {TextView} from "./text.js";
import {prefersStill, watchTheme} from "./theme.js";

/** @import {Data, Kind, Payload} from "./payload.js" */
/** @import {State} from "./state.js" */

const MIN_ZOOM = 2;
const MAX_ZOOM = 14;
const FIRST_ZOOM = 11; // the first view is never closer

/** @param {Data} data @returns {L.LatLngBounds} */
function firstBounds(data) {
  const {west, south, east, north} = spanOf(data.bounds);
  return L.latLngBounds([south, west], [north, east]);
}

/** How far the map may be moved: past the basemap's edge, so that a popup near it still fits. @param {Data} data */
function roamBounds(data) {
  let bounds = firstBounds(data).pad(0.6);
  const edge = data.basemap && edgeOf(data.basemap);
  if (edge) bounds.extend([latOf(edge[1]), lonOf(edge[0])]).extend([latOf(edge[3]), lonOf(edge[2])]);
  bounds = bounds.pad(0.25);
  const [south, north] = [Math.max(-85, bounds.getSouth()), Math.min(85, bounds.getNorth())];
  const whole = bounds.getEast() - bounds.getWest() > 300;
  const [west, east] = whole ? [-Infinity, Infinity] : [bounds.getWest(), bounds.getEast()];
  return L.latLngBounds([south, west], [north, east]);
}

/** @param {L.Map} map @param {Data} data */
function prepareMap(map, data) {
  map.options.zoomSnap = 0.25;
  map.options.maxBoundsViscosity = 0.8;
  if (prefersStill()) {
    map.options.inertia = false;
    Object.assign(map, {_zoomAnimated: false}); // read only when the map is made
  }
  map.setMinZoom(MIN_ZOOM).setMaxZoom(MAX_ZOOM);
  if (!map.zoomControl) L.control.zoom().addTo(map);
  L.control.scale({imperial: false, maxWidth: 120}).addTo(map);
  map.attributionControl?.setPrefix(false);
  map.invalidateSize({animate: false, pan: false});
  map.fitBounds(firstBounds(data), {padding: [26, 26], maxZoom: FIRST_ZOOM, animate: false});
  map.setMaxBounds(roamBounds(data));
  const frame = map.getContainer();
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", mapLabel(data));
  new ResizeObserver(() => map.invalidateSize({animate: false, pan: true})).observe(frame);
}

/** @param {string} id */
function byId(id) {
  return document.getElementById(id) ?? el("div", null);
}

/** The layers, undermost first. @param {L.Map} map @param {EventLayer} events */
function addLayers(map, events) {
  const {data} = events;
  if (data.basemap) new BasemapLayer(data.basemap).addTo(map);
  const distances = new DistanceLayer(data, (view) => events.boxes(view), (point) => events.hitAt(point) !== null);
  new LabelLayer(data, (view) => [...events.boxes(view), ...distances.boxes(view)]).addTo(map);
  distances.addTo(map);
  events.addTo(map);
  return distances;
}

/** @param {State} state */
function joinParts(state) {
  const {events, distances} = state;
  events.on("eventselect", (event) => {
    const row = /** @type {{row?: number | null}} */ (event).row ?? null;
    showChosen(state, row);
    state.announce(row === null ? "" : announcement(state.data, row));
  });
  distances.on("distanceselect", (event) => {
    const row = /** @type {{row?: number}} */ (event).row ?? 0;
    showStatement(state, row, false);
    const read = state.text?.isRead() && state.text.reveal({kind: "distance", row}, false);
    if (!read) state.statements[row].scrollIntoView({block: "nearest", behavior: "instant"});
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leavePopup(state);
  });
}

/** In the list and in the text, whichever the reader has before them. @param {State} state @param {number | null} row */
function showChosen(state, row) {
  const {text, from} = state;
  text?.mark("event", row);
  const fromPanel = from !== null && from.row === row;
  const read = row !== null && !fromPanel && text?.isRead() && text.reveal({kind: "event", row}, false);
  markChosen(state, row, !read && !(fromPanel && text?.root.contains(from.node)));
}

/** @param {State} state @param {Kind} kind @param {number} row */
function showInText(state, kind, row) {
  const node = state.text?.reveal({kind, row}, true);
  if (!node) return;
  if (kind === "distance") {
    state.measure(row);
  } else {
    state.from = {row, node};
    if (state.events.selected !== row) state.events.select(row);
  }
}

/** @param {State} state */
function leavePopup(state) {
  const {events, from, map} = state;
  if (!map.hasLayer(events.popup)) return;
  const row = events.selected;
  const back = row === null ? map.getContainer() : from?.row === row ? from.node : state.buttons.get(row);
  map.closePopup(events.popup);
  back?.focus();
}

/** @param {State} state @param {number} row @param {boolean} zoom */
function showStatement(state, row, zoom) {
  state.distances.select(row, zoom);
  state.text?.mark("distance", row);
  state.statements.forEach((node, i) => {
    if (i === row) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  });
  const {label, message} = state.data.distances[row];
  state.announce(`${label}. ${message}`.slice(0, 500));
}

/** @param {State} state */
function mountText(state) {
  if (!state.data.text.trim()) return;
  state.text = new TextView(state.data, ({kind, row}, node) => {
    if (kind === "event") state.choose(row, node);
    else state.measure(row);
  });
  state.events.showInText = (row) => state.showInText("event", row);
}

/** @param {L.Map} map @param {string} message */
function showFailure(map, message) {
  const notice = el("p", {class: "cm-failure", role: "alert"}, message);
  map.getContainer().append(notice);
}

/** On paper the map takes the width of the page, shows what it showed, and the legend is open. @param {L.Map} map */
function watchPrint(map) {
  let back = () => {};
  window.addEventListener("beforeprint", () => {
    const [center, zoom, bounds] = [map.getCenter(), map.getZoom(), map.getBounds()];
    const closed = [...document.querySelectorAll("details")].filter((one) => !one.open);
    document.documentElement.classList.add("cm-printing");
    for (const one of closed) one.open = true;
    map.invalidateSize({animate: false, pan: false}).fitBounds(bounds, {animate: false});
    back = () => {
      for (const one of closed) one.open = false;
      map.invalidateSize({animate: false, pan: false}).setView(center, zoom, {animate: false});
    };
  });
  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("cm-printing");
    back();
  });
}

/**
 * Draws a payload on a map and fills the page round it.
 * @param {L.Map} map @param {Payload} payload
 */
export function mount(map, payload) {
  let events;
  try {
    events = new EventLayer(payload);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    showFailure(map, error.message);
    return;
  }
  const {data} = events;
  byId("cm-header").append(...headerContent(data.report)); // first: it takes height from the map
  prepareMap(map, data);
  const live = byId("cm-live");
  /** @type {State} */
  const state = {
    map,
    data,
    events,
    distances: addLayers(map, events),
    buttons: new Map(),
    statements: [],
    text: null,
    from: null,
    choose: (row, node) => {
      state.from = node ? {row, node} : null;
      state.events.select(row, {focus: true});
    },
    measure: (row) => showStatement(state, row, true),
    showInText: (kind, row) => showInText(state, kind, row),
    announce: (text) => live.replaceChildren(text),
  };
  mountText(state);
  const panel = byId("cm-panel");
  mountPanel(state, panel);
  paintSwatchesInView(panel);
  state.text?.paintGroups();
  watchTheme(() => {
    paintSwatches(panel);
    state.text?.paintGroups();
  });
  joinParts(state);
  watchPrint(map);
}

Object.assign(L, {conflictmap: {EventLayer, mount}});
