// Where on earth: the coordinates under the pointer, and a card to copy those of a point. It opens
// at a right click, a long press, or the key C with the map focused, for the middle of the view.

import {copyButton, openCard} from "./card.js";
import {el} from "./dom.js";
import {DIRECTION, fill, words} from "./language.js";
import {decimalWords, dmsWords} from "./positions.js";

/** @import {Position} from "./geodesic.js" */
/** @import {State} from "./state.js" */

const say = words({
  en: {title: "Coordinates", order: "Latitude, longitude", opened: "Latitude, longitude: {position}"},
  ar: {title: "الإحداثيات", order: "خط العرض، خط الطول", opened: "خط العرض، خط الطول: {position}"},
});

/** @param {L.LatLng} at @returns {Position} */
function positionOf(at) {
  return [at.lng, at.lat];
}

/** What the pointer is over. For the eye only: keys and screen readers have the card. @param {L.Map} map */
function mountReadout(map) {
  const place = el("bdi", {dir: "ltr"});
  const readout = el("div", {class: "cm-readout", "aria-hidden": "true"}, `${say.order}: `, place);
  readout.hidden = true;
  const control = new L.Control({position: DIRECTION === "rtl" ? "bottomleft" : "bottomright"});
  control.onAdd = () => readout;
  control.addTo(map);
  map.on("mousemove", ({latlng}) => {
    place.textContent = decimalWords(positionOf(latlng));
    readout.hidden = false;
  });
  map.on("mouseout", () => {
    readout.hidden = true;
  });
}

/** A cross that stays on a point of the ground. @param {L.LatLng} at */
function crossAt(at) {
  const icon = L.divIcon({className: "cm-cross", iconSize: [21, 21]});
  return L.marker(at, {icon, interactive: false, keyboard: false});
}

/**
 * Opens the card of a point, and closes the one before.
 * @param {L.Map} map @param {State} state @param {L.LatLng} at @param {() => void} closed
 * @returns {() => void} closes it
 */
function openPlace(map, state, at, closed) {
  const decimal = decimalWords(positionOf(at));
  const field = el("input", {class: "cm-place-field", readonly: "", dir: "ltr", size: "22", value: decimal});
  const status = el("p", {class: "cm-muted"});
  const content = [
    el("label", null, el("span", null, say.order), field),
    el("p", {dir: "ltr"}, dmsWords(positionOf(at))),
    status,
  ];
  const copy = copyButton(() => decimal, field, status, state.announce);
  const cross = crossAt(at).addTo(map);
  const close = openCard(map, say.title, content, [copy], closed);
  copy.focus({preventScroll: true});
  state.announce(fill(say.opened, {position: decimal}));
  return () => {
    cross.remove();
    close();
  };
}

/** @param {KeyboardEvent} event */
function isBare(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** @param {L.Map} map @param {State} state */
export function mountCoordinates(map, state) {
  mountReadout(map);
  let close = () => {};
  const leave = () => {
    close();
    close = () => {};
    map.getContainer().focus({preventScroll: true});
  };
  const open = (/** @type {L.LatLng} */ at) => {
    close();
    close = openPlace(map, state, at, leave);
  };
  map.on("contextmenu", (event) => open(event.latlng));
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.target !== map.getContainer() || event.code !== "KeyC" || !isBare(event)) return;
    event.preventDefault();
    open(map.getCenter());
  });
}
