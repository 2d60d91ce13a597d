// Choices with a box to tick and their count: single ones, and lists of hundreds of which the
// most frequent are shown first and others are found by typing, in any script.

import {el, said} from "./dom.js";
import {chosenOf, countOf, facetWords, withOption} from "./facets.js";
import {folded} from "./folding.js";
import {fill, numberWords, words} from "./language.js";

/** @import {Option} from "./facets.js" */
/** @import {Choice, Filter} from "./filter.js" */

const say = words({
  en: {find: "Find in: {facet}", part: "{shown} of {all}. Type to find others.", found: "{shown} of {all}"},
  ar: {find: "البحث ضمن: {facet}", part: "{shown} من أصل {all}. اكتب للعثور على غيرها.", found: "{shown} من أصل {all}"},
});

const MOST_ROWS = 200; // in the page at once
const SHORT = 12; // options that need no box to find them

/** One choice. Its numbers follow the filter when it is updated. */
export class OptionRow {
  /** @param {Filter} filter @param {Choice} choice @param {Option} option @param {HTMLElement|null} [picture] */
  constructor(filter, choice, option, picture = null) {
    this.filter = filter;
    this.choice = choice;
    this.option = option;
    this.count = -1;
    this.box = el("input", {type: "checkbox"});
    this.number = el("span", {class: "cm-option-count"});
    this.label = el("label", {class: "cm-option"}, this.box, picture, el("span", {class: "cm-option-name"}, said(option.label)), this.number);
    this.box.addEventListener("change", () => {
      filter.set({[choice]: withOption(filter.criteria[choice], option, this.box.checked)});
    });
  }

  update() {
    const {filter, choice, option} = this;
    const chosen = chosenOf(filter.criteria[choice], option);
    this.box.checked = chosen === "all";
    this.box.indeterminate = chosen === "some";
    const count = countOf(filter, choice, option);
    if (count === this.count) return;
    this.count = count;
    this.number.textContent = numberWords(count);
    this.label.classList.toggle("cm-option-none", count === 0);
  }
}

/** The choices of one facet, in their order. */
export class ChoiceList {
  /** @param {Filter} filter @param {Choice} choice @param {Option[]} options */
  constructor(filter, choice, options) {
    this.filter = filter;
    this.choice = choice;
    this.options = options;
    /** @type {OptionRow[]} */
    this.rows = [];
    this.items = el("ul", {class: "cm-options"});
    this.note = el("p", {class: "cm-muted", role: "status"});
    this.finder = el("input", {type: "search", dir: "auto", autocomplete: "off", spellcheck: "false", "aria-label": fill(say.find, {facet: facetWords(choice)}), placeholder: fill(say.find, {facet: facetWords(choice)})});
    this.finder.addEventListener("input", () => this.fill());
    this.node = options.length > SHORT ? el("div", null, this.finder, this.items, this.note) : this.items;
  }

  /** Options that are asked for by typing; the chosen ones first, then as they stand. */
  wanted() {
    const word = folded(this.finder.value.trim());
    const found = word ? this.options.filter(({label}) => folded(label).includes(word)) : this.options;
    const chosen = this.filter.criteria[this.choice];
    const isChosen = (/** @type {Option} */ option) => chosenOf(chosen, option) !== "none";
    if (!chosen.size || found.length <= MOST_ROWS) return found;
    return [...found.filter(isChosen), ...found.filter((option) => !isChosen(option))];
  }

  /** Lays out the rows anew. */
  fill() {
    const wanted = this.wanted();
    this.rows = wanted.slice(0, MOST_ROWS).map((option) => new OptionRow(this.filter, this.choice, option));
    this.items.replaceChildren(...this.rows.map(({label}) => el("li", null, label)));
    const numbers = {shown: this.rows.length, all: this.options.length};
    this.note.textContent = this.rows.length < wanted.length ? fill(say.part, numbers) : this.rows.length < this.options.length ? fill(say.found, numbers) : "";
    for (const row of this.rows) row.update();
  }

  update() {
    if (!this.rows.length) this.fill();
    else for (const row of this.rows) row.update();
  }
}
