// The map's toolbar: nearer, further, everything, full screen, measuring. It stands where the
// lines of the page's language begin.

import {el} from "./dom.js";
import {DIRECTION, words} from "./language.js";
import {MeasureTool} from "./measure.js";

/** @import {State} from "./state.js" */

const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a square of 20. */
const ICONS = {
  all: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M10 7.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6",
  full: "M12 3h5v5M17 3l-6 6M8 17H3v-5M3 17l6-6",
  measure: "M2.5 13.5l11-11l4 4l-11 11zM6 10l1.6 1.6M9 7l2.4 2.4M12 4l1.6 1.6",
};

const say = words({
  en: {tools: "Map tools", nearer: "Zoom in", further: "Zoom out", all: "Show everything", full: "Full screen", refused: "The browser does not allow full screen here.", measure: "Measure distances"},
  ar: {tools: "أدوات الخريطة", nearer: "تكبير", further: "تصغير", all: "عرض الكل", full: "ملء الشاشة", refused: "المتصفح لا يسمح بملء الشاشة هنا.", measure: "قياس المسافات"},
});

/** @param {string} outline */
function icon(outline) {
  const picture = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({viewBox: "0 0 20 20", width: "20", height: "20", "aria-hidden": "true"})) picture.setAttribute(name, value);
  for (const [name, value] of Object.entries({d: outline, fill: "none", stroke: "currentColor", "stroke-width": "1.6"})) path.setAttribute(name, value);
  picture.append(path);
  return picture;
}

/** @param {string} outline @param {string} name @param {(event: MouseEvent) => void} act */
function tool(outline, name, act) {
  const node = el("button", {type: "button", class: "cm-tool", "aria-label": name, title: name}, icon(outline));
  node.addEventListener("click", act);
  return node;
}

/** The page in full screen and back; null where the browser or a frame does not allow it. @param {State} state */
function fullScreenTool(state) {
  if (!document.fullscreenEnabled) return null;
  const node = tool(ICONS.full, say.full, () => {
    const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    done.catch(() => state.announce(say.refused));
  });
  const show = () => node.setAttribute("aria-pressed", String(document.fullscreenElement !== null));
  document.addEventListener("fullscreenchange", show);
  show();
  return node;
}

/** @param {L.Map} map @param {State} state */
function measureTool(map, state) {
  const node = tool(ICONS.measure, say.measure, (event) => measuring.toggle(event.detail === 0));
  const measuring = new MeasureTool(map, state, (active) => {
    node.setAttribute("aria-pressed", String(active));
    if (!active) node.focus({preventScroll: true});
  });
  node.setAttribute("aria-pressed", "false");
  return node;
}

/**
 * @param {L.Map} map @param {State} state
 * @param {() => void} showAll brings back the first view
 */
export function mountToolbar(map, state, showAll) {
  const position = DIRECTION === "rtl" ? "topright" : "topleft";
  map.zoomControl?.remove();
  map.zoomControl = L.control.zoom({position, zoomInTitle: say.nearer, zoomOutTitle: say.further});
  map.zoomControl.addTo(map);
  const tools = [tool(ICONS.all, say.all, showAll), fullScreenTool(state), measureTool(map, state)];
  const bar = new L.Control({position});
  bar.onAdd = () => {
    const node = el("div", {class: "leaflet-bar cm-tools", role: "group", "aria-label": say.tools}, ...tools);
    L.DomEvent.disableClickPropagation(node);
    return node;
  };
  bar.addTo(map);
}
