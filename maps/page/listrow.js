// One event in the list: a button with what it is in short, and below it, once it is opened,
// everything that is known of it.

import {placeWords} from "./details.js";
import {button, el, said} from "./dom.js";
import {cardBody, eventSwatch, SUMMARY_MAX, typeLine} from "./eventcard.js";
import {dateWordsOf, tellerOf} from "./events.js";
import {highlighted} from "./highlight.js";
import {clip} from "./words.js";

/** @import {Ways} from "./eventcard.js" */
/** @import {Data} from "./payload.js" */
/** @import {Texts} from "./texts.js" */

export class ListRow {
  /** @param {Data} data @param {number} row @param {() => void} act when its button is pressed */
  constructor(data, row, act) {
    this.data = data;
    this.row = row;
    /** @type {Texts | null} once they have come */
    this.texts = null;
    /** @type {string | null} the query whose words are marked */
    this.query = null;
    this.swatch = eventSwatch(data, row);
    this.summary = el("span", {class: "cm-item-summary", dir: "auto"});
    this.facts = el("span", {class: "cm-item-facts"}, ...this.factWords());
    this.button = button(
      el("span", {class: "cm-item-head"}, this.swatch,
        el("span", {class: "cm-item-words"}, el("span", {class: "cm-item-line"}, ...typeLine(data, row)), this.summary, this.facts)),
      act, {class: "cm-item", tabindex: "-1", "aria-expanded": "false"},
    );
    this.node = el("li", {id: `cm-event-${row}`}, this.button);
    /** @type {HTMLElement | null} */
    this.card = null;
  }

  /** Date, place and who says so, apart. */
  factWords() {
    const {data, row, texts} = this;
    const teller = tellerOf(data, row);
    const facts = [dateWordsOf(data, row), placeWords(data, row, texts), ...(teller === null ? [] : [teller])];
    return facts.flatMap((fact, i) => (i ? [" · ", said(fact)] : [said(fact)]));
  }

  /** Shows the words of the event, and in them what was searched. @param {Texts} texts @param {string} query */
  fill(texts, query) {
    if (this.texts && this.query === query) return;
    if (!this.texts && texts.said !== null) {
      this.texts = texts;
      this.facts.replaceChildren(...this.factWords());
    }
    this.texts = texts;
    this.query = query;
    this.summary.replaceChildren(...highlighted(clip(texts.summary ?? "", SUMMARY_MAX), query));
  }

  /** @param {number} index @param {number} count */
  number(index, count) {
    this.node.setAttribute("aria-posinset", String(index + 1));
    this.node.setAttribute("aria-setsize", String(count));
  }

  /** @param {boolean} chosen */
  mark(chosen) {
    if (chosen) this.button.setAttribute("aria-current", "true");
    else this.button.removeAttribute("aria-current");
  }

  /** Opens the card, when the texts have come, or closes it. @param {boolean} open @param {Ways} ways */
  toggle(open, ways) {
    this.node.classList.toggle("cm-open", open);
    this.button.setAttribute("aria-expanded", String(open));
    if (!open) {
      this.card?.remove();
      this.card = null;
    } else if (!this.card && this.texts) {
      this.card = el("div", {class: "cm-item-card"}, ...cardBody(this.data, this.texts, this.row, ways));
      this.node.append(this.card);
    }
  }
}
