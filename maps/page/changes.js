// What became of the events since the last build of this map: how many were added, changed and
// withdrawn, each with what was said and what is, and a switch that shows where they stood.

import {NAMES, valueWords} from "./changewords.js";
import {dateWords} from "./dates.js";
import {placeWords} from "./details.js";
import {button, el, said, section, terms} from "./dom.js";
import {dateWordsOf, MISSING, tellerOf, typeOf} from "./events.js";
import {GhostLayer} from "./ghosts.js";
import {growing} from "./growing.js";
import {DIRECTION, fill, words} from "./language.js";
import {choice} from "./layerscontrol.js";
import {entry} from "./legend.js";
import {prefersStill} from "./theme.js";
import {typeWords} from "./typewords.js";
import {clip} from "./words.js";

/** @import {FieldChange, Withdrawn} from "./payload.js" */
/** @import {State} from "./state.js" */

const LONGEST = 300; // characters of a summary

const say = words({
  en: {
    title: "Since the last build", counts: ["{n} added", "{n} changed", "{n} withdrawn"], kinds: ["Added", "Changed", "Withdrawn"], and: ", ",
    show: "Show former positions on the map",
  },
  ar: {
    title: "منذ الإصدار السابق", counts: ["مضافة: {n}", "معدّلة: {n}", "مسحوبة: {n}"], kinds: ["مضاف", "معدّل", "مسحوب"], and: "، ",
    show: "إظهار المواضع السابقة على الخريطة",
  },
});

/** What was, and what is. @param {FieldChange} field @returns {[string, Node]} */
function fieldRow({name, before, after}) {
  return [NAMES[name], el("span", null, said(valueWords(name, before)), DIRECTION === "rtl" ? " ← " : " → ", said(valueWords(name, after)))];
}

/** What an item of the list says of an event: its words, which are a button if they do something, and facts. @param {string | null} summary @param {(string | null)[]} facts @param {(() => void) | null} act */
function told(summary, facts, act) {
  const text = said(clip(summary ?? MISSING.notStated, LONGEST));
  const known = facts.flatMap((fact) => (fact ? [" · ", said(fact)] : []));
  return [" ", act ? button(text, act, {class: "cm-link"}) : text, el("p", {class: "cm-muted"}, ...known.slice(1))];
}

/** @param {State} state @param {string} id @param {string} kind @param {FieldChange[]} [fields] */
function eventItem({data, choose, ghosts}, id, kind, fields = []) {
  const item = el("li", null, el("strong", null, kind));
  const row = ghosts?.rows.get(id);
  if (row !== undefined) data.texts.with([row], ([texts]) => {
    const facts = [typeWords(typeOf(data, row)), placeWords(data, row, texts), dateWordsOf(data, row), tellerOf(data, row)];
    item.append(...told(texts.summary, facts, () => choose(row)), ...(fields.length ? [terms(fields.map(fieldRow), "cm-terms")] : []));
  });
  return item;
}

/** Its words, where it stood on the map being a press away. @param {State} state @param {Withdrawn} event @param {HTMLElement} show the switch */
function withdrawnItem({ghosts, map}, {sub_type, summary, date, place, lon, lat, teller}, show) {
  const go = lon === null || lat === null ? null : () => {
    if (!ghosts?.isOn) show.click();
    map.setView([lat, lon], map.getZoom(), {animate: !prefersStill()});
  };
  return el("li", null, el("strong", null, say.kinds[2]), ...told(summary, [sub_type && typeWords(sub_type), place, dateWords(date), teller], go));
}

/** Puts ghosts on the map and their key into the legend, or takes them away. @param {L.Map} map @param {GhostLayer} ghosts @param {HTMLElement} legend */
function ghostSwitch(map, ghosts, legend) {
  const key = el("ul", {class: "cm-key cm-ghost-key"}, ...ghosts.keys().map(entry));
  key.hidden = true;
  legend.append(key);
  return choice({type: "checkbox"}, say.show, false, () => {
    if (ghosts.isOn) ghosts.remove();
    else ghosts.addTo(map);
    key.hidden = !ghosts.isOn;
  });
}

/**
 * What became of the events; null if nothing did.
 * @param {State} state @param {HTMLElement} legend
 */
export function changeSection(state, legend) {
  const {changes, texts} = state.data;
  if (!changes) return null;
  const {added, changed, withdrawn} = changes;
  const counts = [added, changed, withdrawn].flatMap(({length}, i) => (length ? fill(say.counts[i], {n: length}) : []));
  if (!counts.length) return null;
  const ghosts = state.ghosts = new GhostLayer(state, changes);
  const show = ghostSwitch(state.map, ghosts, legend);
  const items = [
    ...added.map((id) => () => eventItem(state, id, say.kinds[0])),
    ...changed.map(({id, fields}) => () => eventItem(state, id, say.kinds[1], fields)),
    ...withdrawn.map((event) => () => withdrawnItem(state, event, show)),
  ];
  const list = el("details", null, el("summary", null, counts.join(say.and)));
  const open = () => void texts.rowsOf(new Set([...added, ...changed.map(({id}) => id)])).then((rows) => {
    ghosts.rows = rows;
    ghosts.redraw();
    list.append(...growing(el("ul", {class: "cm-plain"}), items.length, (i) => items[i]()));
  });
  if (texts.blocks) list.addEventListener("toggle", open, {once: true}); // of a large page every text is opened for it
  else open();
  return section("cm-changes", say.title, list, ghosts.ghosts.length ? show : null);
}
