// What a reader takes away: a link, the shown events as a file, the view as a picture, a printed
// page; and the other language. All made in this file, without a network.

import {copyText} from "./clipboard.js";
import {button, el} from "./dom.js";
import {eventCount} from "./events.js";
import {csvFormat, exported, geojsonFormat} from "./export.js";
import {fill, LANGUAGE, LANGUAGES, words} from "./language.js";
import {pictureBlob, pictureSvg} from "./picture.js";

/** @import {HashState} from "./hash.js" */
/** @import {Language} from "./language.js" */
/** @import {State} from "./state.js" */
/** @import {Format} from "./export.js" */

const say = words({
  en: {
    share: "Share and save", copy: "Copy link", copied: "The link is copied.", notCopied: "The link could not be copied; it is in the address bar.",
    geojson: "Events as GeoJSON", csv: "Events as CSV", png: "Picture (PNG)", svg: "Picture (SVG)", print: "Print",
    writing: "Writing {events} …", saved: "Saved {name}.", language: "Language",
  },
  ar: {
    share: "مشاركة وحفظ", copy: "نسخ الرابط", copied: "نُسخ الرابط.", notCopied: "تعذّر نسخ الرابط؛ وهو في شريط العنوان.",
    geojson: "الأحداث بصيغة GeoJSON", csv: "الأحداث بصيغة CSV", png: "صورة (PNG)", svg: "صورة (SVG)", print: "طباعة",
    writing: "جارٍ كتابة {events} …", saved: "حُفظ الملف {name}.", language: "اللغة",
  },
});

/** The name of a file made from this page: its own, or its title. @param {State} state @param {string} ending */
export function fileName(state, ending) {
  const own = decodeURIComponent(location.pathname.split("/").at(-1) ?? "").replace(/\.html?$/i, "");
  const base = own || state.data.report.title || "map";
  const safe = base.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "").slice(0, 80);
  return `${safe || "map"}.${ending}`;
}

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const href = URL.createObjectURL(blob);
  const link = el("a", {href, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** @param {State} state @param {Format} format */
async function saveEvents(state, format) {
  state.announce(fill(say.writing, {events: eventCount(state.filter.count)}));
  const parts = await exported(state.data, state.filter, format);
  save(state, new Blob(parts, {type: format.type}), format.ending);
}

/** @param {State} state @param {Blob} blob @param {string} ending */
function save(state, blob, ending) {
  const name = fileName(state, ending);
  download(blob, name);
  state.announce(fill(say.saved, {name}));
}

/** @param {State} state @param {HashState} hash */
async function copyLink(state, hash) {
  const address = location.href.split("#")[0] + hash.link();
  state.announce(await copyText(address) ? say.copied : say.notCopied);
}

/** Opens the page in the other language, with everything chosen as it is. @param {HashState} hash @param {Language} language */
function switchTo(hash, language) {
  const params = hash.params(hash.event);
  params.set("lang", language);
  location.hash = params.toString();
  location.reload();
}

/** @param {HashState} hash */
function languageButtons(hash) {
  const others = /** @type {Language[]} */ (Object.keys(LANGUAGES)).filter((language) => language !== LANGUAGE);
  return others.map((language) => button(LANGUAGES[language].name, () => switchTo(hash, language), {lang: language, class: "cm-action"}));
}

/** @param {State} state @param {HTMLElement} root @param {HashState} hash */
export function mountActions(state, root, hash) {
  state.events.linkTo = (row) => hash.eventLink(state.data.texts.peek(row)?.id ?? "");
  /** @type {[string, () => void][]} */
  const acts = [
    [say.copy, () => void copyLink(state, hash)],
    [say.geojson, () => void saveEvents(state, geojsonFormat())],
    [say.csv, () => void saveEvents(state, csvFormat(state.data))],
    [say.png, () => void pictureBlob(state).then((blob) => save(state, blob, "png"))],
    [say.svg, () => save(state, new Blob([pictureSvg(state)], {type: "image/svg+xml"}), "svg")],
    [say.print, () => window.print()],
  ];
  const list = el("ul", null, ...acts.map(([text, act]) => el("li", null, button(text, act, {class: "cm-action"}))));
  const menu = el("details", {class: "cm-menu"}, el("summary", {class: "cm-action"}, say.share), list);
  closeOutside(menu);
  root.append(el("div", {class: "cm-actions"}, menu, ...languageButtons(hash)));
  void hash.read();
}

/** A menu closes by Escape, and by a click elsewhere or on one of its entries. @param {HTMLDetailsElement} menu */
function closeOutside(menu) {
  document.addEventListener("click", (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!menu.contains(target)) menu.open = false;
  });
  menu.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("li")) menu.open = false;
  }, true);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
