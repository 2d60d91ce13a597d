// The page: puts the parts on a Leaflet map and joins them. The bundle starts here, and attaches
// itself to Leaflet as plugins do: L.conflictmap = {layer, mount}.

import {mountActions} from "./actions.js";
import {afterPaint} from "./afterpaint.js";
import {mountCoordinates} from "./coordinates.js";
import {EventLayer} from "./eventlayer.js";
import {Filter} from "./filter.js";
import {mountFilterBar} from "./filterbar.js";
import {mountHash} from "./hash.js";
import {DIRECTION, fill, LANGUAGE, words} from "./language.js";
import {mountLayersControl} from "./layerscontrol.js";
import {mountMarkKeys} from "./markkeys.js";
import {addLayers, prepareMap, showAll} from "./mapview.js";
import {headerContent, mapLabel, mountPanel} from "./panel.js";
import {decode, decodePacked, isPacked, SchemaError} from "./payload.js";
import {watchPrint} from "./print.js";
import {mountScale} from "./scalebar.js";
import {joinSelection} from "./selection.js";
import {paintSwatches, paintSwatchesInView} from "./swatch.js";
import {TextView} from "./text.js";
import {watchTheme} from "./theme.js";
import {mountTimeline} from "./timeline.js";
import {mountToolbar} from "./toolbar.js";

/** @import {LabelLayer} from "./labels.js" */
/** @import {Data, Payload} from "./payload.js" */
/** @import {State} from "./state.js" */

const say = words({
  en: {skip: "Skip to the list of events", opening: "Opening {n} events …", panel: "Events, checks and sources"},
  ar: {skip: "الانتقال إلى قائمة الأحداث", opening: "جارٍ فتح {n} من الأحداث …", panel: "الأحداث والتحقق والمصادر"},
});

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element #${id}.`);
  return found;
}

/** @param {L.Map} map @param {string} message @param {boolean} failed */
function showNotice(map, message, failed) {
  const notice = L.DomUtil.create("p", failed ? "cm-failure" : "cm-opening", map.getContainer());
  notice.setAttribute("role", failed ? "alert" : "status");
  notice.textContent = message;
  return notice;
}

/**
 * Fills the page from the element that holds its payload.
 * @param {L.Map} map @param {string} id
 */
export function mount(map, id) {
  document.documentElement.lang = LANGUAGE;
  document.documentElement.dir = DIRECTION;
  const element = byId(id);
  const json = /** @type {Payload} */ (JSON.parse(element.textContent ?? ""));
  element.textContent = "";
  try {
    if (!isPacked(json)) {
      start(map, decode(json));
      return;
    }
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    showNotice(map, error.message, true);
    return;
  }
  const notice = showNotice(map, fill(say.opening, {n: json.events.count}), false);
  void decodePacked(json, readBlock).then((data) => {
    notice.remove();
    start(map, data);
  });
}

/** The text of a block's element, which may come later in the file than this script. @param {string} id */
async function readBlock(id) {
  const isWhole = () => document.readyState !== "loading" || document.getElementById(id)?.nextElementSibling;
  if (!isWhole()) await new Promise((resume) => { document.addEventListener("DOMContentLoaded", resume, {once: true}); });
  return byId(id).textContent ?? "";
}

/** The map first, with all that takes height from it; the rest once it has been painted. @param {L.Map} map @param {Data} data */
function start(map, data) {
  byId("cm-header").append(...headerContent(data.report));
  const filter = new Filter(data);
  const events = new EventLayer(data, filter);
  const live = byId("cm-live");
  const state = /** @type {State} */ (/** @type {unknown} */ ({
    map, data, filter, events,
    statements: [],
    text: null,
    from: null,
    ghosts: null,
    announce: (/** @type {string} */ text) => live.replaceChildren(text),
  }));
  const bar = byId("cm-bar");
  mountFilterBar(state, bar);
  mountTimeline(state, byId("cm-timeline"));
  prepareMap(map, data, mapLabel(data));
  const {distances, labels} = addLayers(map, events);
  state.distances = distances;
  mountToolbar(map, state, () => showAll(map, data));
  const finish = afterPaint([() => finishMap(state, labels), () => labels.addTo(map), () => filter.totals, () => finishPanel(state)]);
  if (location.hash) finish();
  mountActions(state, bar, mountHash(state));
  watchPrint(state);
}

/** What stands on the map, where no names may stand. @param {State} state @param {LabelLayer} labels */
function finishMap(state, labels) {
  const {map} = state;
  mountCoordinates(map, state);
  mountMarkKeys(state);
  mountScale(map);
  mountLayersControl(map, state, labels);
}

/** What stands beside the map, and follows it. @param {State} state */
function finishPanel(state) {
  const {data} = state;
  const panel = byId("cm-panel");
  joinSelection(state);
  if (data.text.trim()) state.text = new TextView(data, ({kind, row}, node) => (kind === "event" ? state.choose(row, node) : state.measure(row)));
  panel.setAttribute("role", "region");
  panel.setAttribute("aria-label", say.panel);
  mountPanel(state, panel);
  paintAll(state, panel);
  joinSkipLink(state);
}

/** The link to the list, which leaves the address what it says. @param {State} state */
function joinSkipLink({list, tabs}) {
  const skip = document.querySelector(".cm-skip");
  if (!skip) return;
  skip.textContent = say.skip;
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    tabs.show("events");
    tabs.show("events");
    list.section.focus();
  });
}

/** Small marks in the panel and underlines in the text, now and when the theme changes. @param {State} state @param {HTMLElement} panel */
function paintAll(state, panel) {
  paintSwatchesInView(panel);
  state.text?.paintGroups();
  watchTheme(() => {
    paintSwatches(panel);
    state.text?.paintGroups();
  });
}

/** A layer for any Leaflet map: the events of a payload. @param {unknown} json */
function layer(json) {
  return new EventLayer(decode(json));
}

Object.assign(L, {conflictmap: {layer, mount}});
