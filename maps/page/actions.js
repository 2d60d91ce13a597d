// What a reader takes away: a link, the shown events as a file, the view as a picture, a printed
// page; and the other language. All made in this file, without a network.

import {copyText} from "./clipboard.js";
import {button, el} from "./dom.js";
import {eventCount} from "./events.js";
import {CSV, exported, fileName, geojsonFormat} from "./export.js";
import {fill, LANGUAGE, LANGUAGES, words} from "./language.js";
import {pictureBlob, pictureSvg} from "./picture.js";
import {printPage} from "./print.js";

/** @import {HashState} from "./hash.js" */
/** @import {Language} from "./language.js" */
/** @import {State} from "./state.js" */
/** @import {Format} from "./export.js" */

const say = words({
  en: {
    share: "Share and save", copy: "Copy link", copied: "The link is copied.", notCopied: "The link could not be copied; it is in the address bar.",
    geojson: "Events as GeoJSON", csv: "Events as CSV", png: "Picture (PNG)", svg: "Picture (SVG)", print: "Print",
    writing: "Writing {events} …", made: "{name} is made, for the browser to save.", failed: "That did not work.",
  },
  ar: {
    share: "مشاركة وحفظ", copy: "نسخ الرابط", copied: "نُسخ الرابط.", notCopied: "تعذّر نسخ الرابط؛ وهو في شريط العنوان.",
    geojson: "الأحداث بصيغة GeoJSON", csv: "الأحداث بصيغة CSV", png: "صورة (PNG)", svg: "صورة (SVG)", print: "طباعة",
    writing: "جارٍ كتابة {events} …", made: "أُعدّ الملف {name} ليحفظه المتصفح.", failed: "تعذّر ذلك.",
  },
});

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const href = URL.createObjectURL(blob);
  const link = el("a", {href, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** @typedef {(text: string) => void} Tell */

/** @param {State} state @param {Format} format @param {Tell} tell */
async function saveEvents(state, format, tell) {
  tell(fill(say.writing, {events: eventCount(state.filter.count)}));
  save(state, await exported(state.data, state.filter, format), format.ending, tell);
}

/** @param {State} state @param {Blob} blob @param {string} ending @param {Tell} tell */
function save(state, blob, ending, tell) {
  const name = fileName(location.pathname, state.data.report.title, ending);
  download(blob, name);
  tell(fill(say.made, {name}));
}

/** @param {HashState} hash @param {Tell} tell */
async function copyLink(hash, tell) {
  const address = location.href.split("#")[0] + hash.link();
  tell(await copyText(address) ? say.copied : say.notCopied);
}

/** @param {HashState} hash */
function languageButtons(hash) {
  const others = /** @type {Language[]} */ (Object.keys(LANGUAGES)).filter((language) => language !== LANGUAGE);
  return others.map((language) => button(LANGUAGES[language].name, () => hash.speak(language), {lang: language, class: "cm-action"}));
}

/** What the menu offers. @param {State} state @param {HashState} hash @param {Tell} tell @returns {[string, () => unknown][]} */
function actsOf(state, hash, tell) {
  return [
    ...(hash.isShareable ? [/** @type {[string, () => unknown]} */ ([say.copy, () => copyLink(hash, tell)])] : []),
    [say.geojson, () => saveEvents(state, geojsonFormat(state.data), tell)],
    [say.csv, () => saveEvents(state, CSV, tell)],
    [say.png, async () => save(state, await pictureBlob(state), "png", tell)],
    [say.svg, () => save(state, new Blob([pictureSvg(state)], {type: "image/svg+xml"}), "svg", tell)],
    [say.print, () => printPage(state)],
  ];
}

/** Does what was asked for, and says so if it cannot be done. @param {() => unknown} act @param {Tell} tell */
async function attempt(act, tell) {
  try {
    await act();
  } catch (error) {
    tell(say.failed);
    throw error;
  }
}

/** @param {State} state @param {Element} root @param {HashState} hash */
export function mountActions(state, root, hash) {
  const {events, data} = state;
  if (hash.isShareable && data.texts.packed.fields.includes("id")) events.linkTo = (row) => hash.eventLink(data.texts.peek(row)?.id ?? "");
  const note = el("span", {class: "cm-muted", "aria-hidden": "true"}); // what is announced, for those who see
  const tell = (/** @type {string} */ text) => {
    note.replaceChildren(text);
    state.announce(text);
  };
  const items = actsOf(state, hash, tell).map(([text, act]) => el("li", null, button(text, () => void attempt(act, tell), {class: "cm-action"})));
  const menu = el("details", {class: "cm-menu"}, el("summary", {class: "cm-action"}, say.share), el("ul", null, ...items));
  closeOutside(menu);
  document.addEventListener("pointerdown", () => note.replaceChildren());
  const languages = hash.isShareable ? languageButtons(hash) : []; // else the page cannot be opened again as it is
  root.append(el("div", {class: "cm-actions"}, note, menu, ...languages));
}

/** A menu closes by Escape, when the keyboard leaves it, and by a click elsewhere or on one of its entries. @param {HTMLDetailsElement} menu */
function closeOutside(menu) {
  document.addEventListener("click", (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!menu.contains(target)) menu.open = false;
  });
  menu.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest("li"))) return;
    menu.querySelector("summary")?.focus();
    menu.open = false;
  }, true);
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(/** @type {Node} */ (event.relatedTarget))) menu.open = false; // it would lie over what has the keyboard
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
