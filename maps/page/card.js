// A small card in the corner of the map: a title, what a tool says, and its buttons. Cards stand
// below each other, and what is clicked in them does not reach the map.

import {copyText} from "./clipboard.js";
import {button, el} from "./dom.js";
import {words} from "./language.js";

const say = words({
  en: {close: "Close", copy: "Copy", copied: "Copied.", refused: "The browser does not let this page copy. The text is selected: copy it with Ctrl+C."},
  ar: {close: "إغلاق", copy: "نسخ", copied: "تم النسخ.", refused: "المتصفح لا يسمح لهذه الصفحة بالنسخ. النص محدد: انسخه بالضغط على Ctrl+C."},
});

/** @param {L.Map} map @returns {HTMLElement} */
function cardsOf(map) {
  const frame = map.getContainer();
  const there = /** @type {HTMLElement | null} */ (frame.querySelector(":scope > .cm-cards"));
  if (there) return there;
  const cards = el("div", {class: "cm-cards"});
  L.DomEvent.disableClickPropagation(cards).disableScrollPropagation(cards);
  frame.append(cards);
  return cards;
}

/**
 * Opens a card; Escape within it closes it.
 * @param {L.Map} map @param {string} title @param {Node[]} content @param {HTMLElement[]} buttons before the one that closes
 * @param {() => void} closed what the tool does then
 * @returns {() => void} closes it without a word to the tool
 */
export function openCard(map, title, content, buttons, closed) {
  const close = button(say.close, closed, {class: "cm-card-button"});
  const card = el("div", {class: "cm-tool-card", role: "group", "aria-label": title},
    el("h2", null, title), ...content, el("div", {class: "cm-card-buttons"}, ...buttons, close));
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // else it would also end what lies below
    closed();
  });
  cardsOf(map).append(card);
  return () => card.remove();
}

/**
 * A button that copies a text, and says whether it could. Where it cannot, `field` is shown with
 * the text selected, for the reader to copy.
 * @param {() => string} text @param {HTMLInputElement | HTMLTextAreaElement} field @param {HTMLElement} status where it is said
 * @param {(words: string) => void} announce
 */
export function copyButton(text, field, status, announce) {
  return button(say.copy, async () => {
    const done = await copyText(text());
    if (!done) {
      field.hidden = false;
      field.value = text();
      field.select();
    }
    status.textContent = done ? say.copied : say.refused;
    announce(status.textContent);
  }, {class: "cm-card-button"});
}
