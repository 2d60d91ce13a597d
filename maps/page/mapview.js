// The map itself: its first view, how far it may be moved, and the order of its layers.

import {BasemapLayer, edgeOf} from "./basemap.js";
import {DistanceLayer} from "./distances.js";
import {latOf, lonOf, spanOf} from "./geometry.js";
import {LabelLayer} from "./labels.js";
import {prefersStill} from "./theme.js";

/** @import {EventLayer} from "./eventlayer.js" */
/** @import {Data} from "./payload.js" */

const MIN_ZOOM = 2;
const MAX_ZOOM = 14;
const FIRST_ZOOM = 11; // the first view is never closer
const SETTLED = 250; // ms after which names make room for changed marks

/** @param {Data} data @returns {L.LatLngBounds} */
export function firstBounds(data) {
  const {west, south, east, north} = spanOf(data.bounds);
  return L.latLngBounds([south, west], [north, east]);
}

/** Brings the first view. @param {L.Map} map @param {Data} data */
export function showAll(map, data) {
  map.fitBounds(firstBounds(data), {padding: [26, 26], maxZoom: FIRST_ZOOM, animate: false});
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

/** @param {L.Map} map @param {Data} data @param {string} label its accessible name */
export function prepareMap(map, data, label) {
  map.options.zoomSnap = 0.25;
  map.options.maxBoundsViscosity = 0.8;
  if (prefersStill()) {
    map.options.inertia = false;
    Object.assign(map, {_zoomAnimated: false}); // read only when the map is made
  }
  map.setMinZoom(MIN_ZOOM).setMaxZoom(MAX_ZOOM);
  map.attributionControl?.setPrefix(false);
  map.invalidateSize({animate: false, pan: false});
  showAll(map, data);
  map.setMaxBounds(roamBounds(data));
  const frame = map.getContainer();
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", label);
  new ResizeObserver(() => map.invalidateSize({animate: false, pan: true})).observe(frame);
}

/** The layers, undermost first, but for the names. @param {L.Map} map @param {EventLayer} events */
export function addLayers(map, events) {
  const {data} = events;
  if (data.basemap) new BasemapLayer(data.basemap).addTo(map);
  const distances = new DistanceLayer(data, (view) => events.boxes(view), (point) => events.hitAt(point) !== null);
  const labels = new LabelLayer(data, (view) => [...events.boxes(view), ...distances.boxes(view)], (view) => events.namedSpots(view));
  distances.addTo(map);
  events.addTo(map);
  let waiting = 0;
  events.filter.onChange(() => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => labels.redraw(), SETTLED);
  });
  return {distances, labels};
}
