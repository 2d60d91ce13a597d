// What the map shows beneath the events: names in Latin or in Arabic letters, and online tiles
// where the page was built with some. Tiles are asked for only while the reader has them on.

import {button, el} from "./dom.js";
import {DIRECTION, fill, words} from "./language.js";

/** @import {LabelLayer} from "./labels.js" */
/** @import {Script} from "./mapnames.js" */
/** @import {State} from "./state.js" */

/** @typedef {{url: string, attribution: string}} Tiles url: with {z}, {x} and {y} */

const PANE = "cm-tiles";
const PANE_INDEX = "220"; // above our land, which shows while tiles load and where there are none
const MOST_DETAIL = 19; // zoom to which tile servers usually go

const say = words({
  en: {title: "Map layers", names: "Names on the map", latin: "Latin letters", arabic: "Arabic, where known", tiles: "Online map tiles", note: "Pictures come from {host}, which learns what part of the map you look at.", on: "Online tiles on.", off: "Online tiles off.", failed: "The tiles cannot be reached."},
  ar: {title: "طبقات الخريطة", names: "الأسماء على الخريطة", latin: "بالحروف اللاتينية", arabic: "بالعربية حيث تُعرف", tiles: "خريطة من الإنترنت", note: "تأتي الصور من {host}، ويعرف هذا الخادم أي جزء من الخريطة تتصفح.", on: "خريطة الإنترنت ظاهرة.", off: "خريطة الإنترنت مخفية.", failed: "تعذّر الوصول إلى صور الخريطة."},
});

/** A check box or radio button with its label. @param {Record<string, string>} attributes @param {string} label @param {boolean} checked @param {() => void} act */
export function choice(attributes, label, checked, act) {
  const input = el("input", attributes);
  input.checked = checked;
  input.addEventListener("change", act);
  return el("label", {class: "cm-layers-choice"}, input, label);
}

/** @param {LabelLayer} labels */
function nameChoices(labels) {
  const one = (/** @type {Script} */ script, /** @type {string} */ label) =>
    choice({type: "radio", name: "cm-script"}, label, labels.script === script, () => labels.setScript(script));
  return el("fieldset", {class: "cm-layers-names"}, el("legend", null, say.names), one("latin", say.latin), one("arabic", say.arabic));
}

/** Whose work the tiles are: plain text, which Leaflet's own control would read as markup. @param {string} text */
function creditControl(text) {
  const control = new L.Control({position: DIRECTION === "rtl" ? "bottomleft" : "bottomright"});
  control.onAdd = () => el("div", {class: "cm-layers-credit", dir: "auto"}, text);
  return control;
}

/** @param {L.Map} map @param {Tiles} tiles @param {() => void} failed */
function tileLayer(map, {url}, failed) {
  const pane = map.getPane(PANE) ?? map.createPane(PANE);
  pane.style.zIndex = PANE_INDEX;
  pane.style.pointerEvents = "none";
  return L.tileLayer(url, {pane: PANE, maxNativeZoom: MOST_DETAIL}).on("tileerror", failed);
}

/** @param {L.Map} map @param {State} state @param {LabelLayer} labels @param {Tiles} tiles */
function tileChoice(map, state, labels, tiles) {
  const status = el("p", {class: "cm-layers-failed"});
  const layer = tileLayer(map, tiles, () => {
    if (status.textContent) return;
    status.textContent = say.failed;
    state.announce(say.failed);
  });
  const credit = creditControl(tiles.attribution);
  const toggle = () => {
    const on = !map.hasLayer(layer);
    status.textContent = "";
    if (on) {
      layer.addTo(map);
      credit.addTo(map);
    } else {
      layer.remove();
      credit.remove();
    }
    labels.setTiled(on);
    state.announce(on ? say.on : say.off);
  };
  const note = el("p", {class: "cm-layers-note"}, fill(say.note, {host: new URL(tiles.url).host}));
  return el("div", null, choice({type: "checkbox"}, say.tiles, false, toggle), note, status);
}

/** A button that opens and closes a box; Escape closes it too. @param {HTMLElement} box @returns {HTMLButtonElement} */
function openerOf(box) {
  const show = (/** @type {boolean} */ open) => {
    box.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  const opener = button(say.title, () => show(box.hidden), {class: "cm-layers-opener", "aria-controls": box.id});
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    show(false);
    opener.focus({preventScroll: true});
  });
  show(false);
  return opener;
}

/**
 * Adds the control, if there is anything to choose; before the names, which may not stand under it.
 * @param {L.Map} map @param {State} state @param {LabelLayer} labels
 */
export function mountLayersControl(map, state, labels) {
  const {tiles} = state.data;
  const choices = [labels.hasArabic() ? nameChoices(labels) : null, tiles ? tileChoice(map, state, labels, tiles) : null];
  if (!choices.some(Boolean)) return;
  const box = el("div", {class: "cm-layers-box", id: "cm-layers-box"}, ...choices);
  const opener = openerOf(box);
  const control = new L.Control({position: DIRECTION === "rtl" ? "topleft" : "topright"});
  control.onAdd = () => {
    const node = el("div", {class: "cm-layers", role: "group", "aria-label": say.title}, opener, box);
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    return node;
  };
  control.addTo(map);
}
