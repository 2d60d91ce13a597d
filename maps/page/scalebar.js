// The scale bar: a round length on the ground, measured on the ellipsoid along the middle of the view.

import {geodesicInverse} from "./geodesic.js";
import {el} from "./dom.js";
import {DIRECTION} from "./language.js";
import {distanceWords} from "./lengths.js";

const WIDTH = 120; // px, at most
const STEP = 6; // px either side of the middle that are measured: along a parallel, not across one

/** The largest of 1, 2, 3, 5 times a power of ten that is not longer. @param {number} metres */
export function roundLength(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  const lead = metres / power;
  return power * (lead >= 5 ? 5 : lead >= 3 ? 3 : lead >= 2 ? 2 : 1);
}

/** A scale of the view. @param {L.Map} map @returns {{width: number, words: string}} width: px */
export function scaleOf(map) {
  const {x, y} = map.getSize().divideBy(2);
  const [west, east] = [x - STEP, x + STEP].map((left) => map.containerPointToLatLng([left, y]));
  const widest = geodesicInverse([west.lng, west.lat], [east.lng, east.lat]).distance_m * (WIDTH / (2 * STEP));
  const length = roundLength(widest);
  return {width: Math.round((WIDTH * length) / widest), words: distanceWords(length)};
}

/** @param {L.Map} map */
export function mountScale(map) {
  const bar = el("div", {class: "leaflet-control-scale-line"});
  const control = new L.Control({position: DIRECTION === "rtl" ? "bottomright" : "bottomleft"});
  control.onAdd = () => el("div", {class: "leaflet-control-scale"}, bar);
  control.addTo(map);
  const update = () => {
    const {width, words} = scaleOf(map);
    bar.style.width = `${width}px`;
    bar.textContent = words;
  };
  map.on("move zoomend resize", update);
  update();
}
