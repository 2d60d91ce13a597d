// The panel of filters: one group of choices a facet, each choice with the count of the events
// that it would show by all other facets. Groups that are closed are not kept up to date.

import {ChoiceList, OptionRow} from "./choicelist.js";
import {button, el, said} from "./dom.js";
import {eventCount} from "./events.js";
import {chosenOf, chosenWords, countOf, facetWords, optionsOf, shortPrecision, typesByGroup} from "./facets.js";
import {fill, numberWords, words} from "./language.js";
import {swatch} from "./swatch.js";
import {drawMark} from "./symbols.js";
import {countWithin, hasUnplaced, limitOf, precisionsWithin, presentPrecisions} from "./vagueness.js";

/** @import {Choice, Filter} from "./filter.js" */
/** @import {Group} from "./payload.js" */
/** @import {State} from "./state.js" */

/** @typedef {{node: HTMLElement, update: () => void}} Part something that follows the filter when it is updated */

const say = words({
  en: {
    filters: "Filters", groupOfOne: "{group}: {type}",
    vaguer: "Hide vaguer than", nothing: "hide nothing", own: "another selection", option: "{precision}: {count}", unplaced: "Show those not placed on the map",
    previous: "Previous account", next: "Next account", everybody: "all accounts", several: "several accounts",
  },
  ar: {
    filters: "التصفية", groupOfOne: "{group}: {type}",
    vaguer: "إخفاء ما هو أقل دقة من", nothing: "عدم إخفاء شيء", own: "اختيار آخر", option: "{precision}: {count}", unplaced: "إظهار ما لم يُحدد على الخريطة",
    previous: "الرواية السابقة", next: "الرواية التالية", everybody: "كل الروايات", several: "عدة روايات",
  },
});

const FEW = 12; // choices of a facet that is open from the start

/** The mark of a group, as on the map. @param {Group} group */
function groupSwatch(group) {
  return swatch((ctx, theme) => {
    const colour = theme.scheme === "dark" ? group.dark : group.light;
    drawMark(ctx, {outline: group.outline, colour, status: "reported", faint: false, area: false}, 0, 0, theme);
  }, 28, 28);
}

/** Groups of types, and the types below them. @param {Filter} filter @returns {Part} */
function typeChoices(filter) {
  /** @type {OptionRow[]} */
  const rows = [];
  const row = (/** @type {OptionRow} */ one) => {
    rows.push(one);
    return one.label;
  };
  const items = typesByGroup(filter).map(({group, all, types}) => {
    const picture = groupSwatch(filter.data.groups[group]);
    if (types.length === 1) {
      const label = types[0].label === all.label ? all.label : fill(say.groupOfOne, {group: all.label, type: types[0].label});
      return el("li", null, row(new OptionRow(filter, "type", {...all, label}, picture)));
    }
    const below = types.map((type) => el("li", null, row(new OptionRow(filter, "type", type))));
    return el("li", null, row(new OptionRow(filter, "type", all, picture)), el("ul", {class: "cm-options cm-options-below"}, ...below));
  });
  return {
    node: el("ul", {class: "cm-options"}, ...items),
    update: () => rows.forEach((one) => one.update()),
  };
}

/** @param {Filter} filter @param {Choice} choice @returns {Part} */
function plainChoices(filter, choice) {
  return new ChoiceList(filter, choice, optionsOf(filter, choice));
}

/** Accounts, and steps from one to the next; all else that is chosen, as the days, stays. @param {Filter} filter @returns {Part} */
function accountChoices(filter) {
  const options = optionsOf(filter, "teller");
  const list = new ChoiceList(filter, "teller", options);
  const now = el("span", {class: "cm-step-now", role: "status"});
  const chosen = () => options.filter((option) => chosenOf(filter.criteria.teller, option) !== "none");
  const step = (/** @type {1|-1} */ way) => {
    const told = options.filter((option) => countOf(filter, "teller", option) > 0);
    const at = options.indexOf(chosen()[0]);
    const ahead = told.filter((option) => (way > 0 ? options.indexOf(option) > at : at < 0 || options.indexOf(option) < at));
    const next = (way > 0 ? ahead[0] : ahead.at(-1)) ?? told.at(way > 0 ? 0 : -1);
    if (next) filter.set({teller: new Set(next.values)});
  };
  const steps = el("div", {class: "cm-steps"}, button(say.previous, () => step(-1)), now, button(say.next, () => step(1)));
  return {
    node: el("div", null, steps, list.node),
    update: () => {
      list.update();
      const several = chosen();
      now.replaceChildren(several.length === 1 ? said(several[0].label) : several.length ? say.several : say.everybody);
    },
  };
}

/** "Hide vaguer than …", and those without a place. @param {Filter} filter @returns {Part} */
function precisionChoices(filter) {
  const present = presentPrecisions(filter);
  const vaguest = present[present.length - 1] ?? 0;
  const own = el("option", {value: "own"}, say.own);
  const options = present.map((value) => el("option", {value: String(value)}));
  const select = el("select", null, ...options, own);
  const box = el("input", {type: "checkbox"});
  const number = el("span", {class: "cm-option-count"});
  const limit = () => (select.value === "own" ? vaguest : Number(select.value));
  const change = () => filter.set({precision: precisionsWithin(filter, limit(), box.checked)});
  select.addEventListener("change", change);
  box.addEventListener("change", change);
  const nodes = [
    present.length > 1 ? el("label", {class: "cm-limit"}, el("span", null, say.vaguer), select) : null,
    hasUnplaced(filter) ? el("label", {class: "cm-option"}, box, el("span", {class: "cm-option-name"}, say.unplaced), number) : null,
  ];
  return {
    node: el("div", null, ...nodes),
    update: () => {
      const now = limitOf(filter);
      own.hidden = own.disabled = now.limit !== null;
      present.forEach((value, i) => {
        const precision = value === vaguest ? say.nothing : shortPrecision(filter.data.precisions[value]);
        options[i].textContent = fill(say.option, {precision, count: eventCount(countWithin(filter, value))});
      });
      select.value = now.limit === null ? "own" : String(now.limit);
      box.checked = now.unplaced;
      number.textContent = numberWords(filter.counts.precision[filter.data.precisions.length]);
    },
  };
}

/** A group of choices that can be closed. @param {Filter} filter @param {Choice} choice @param {Part} part @param {boolean} isOpen @returns {Part} */
function facet(filter, choice, part, isOpen) {
  const id = `cm-facet-${choice}`;
  const chosen = el("span", {class: "cm-facet-chosen"});
  const body = el("div", {id, class: "cm-facet-body"}, part.node);
  body.hidden = !isOpen;
  const name = el("span", {class: "cm-facet-name"}, facetWords(choice));
  const toggle = button(el("span", null, name, " ", chosen), () => {
    body.hidden = !body.hidden;
    toggle.setAttribute("aria-expanded", String(!body.hidden));
    update();
  }, {class: "cm-facet-toggle", "aria-expanded": String(isOpen), "aria-controls": id});
  const update = () => {
    chosen.textContent = chosenWords(filter, choice);
    if (!body.hidden) part.update();
  };
  update();
  return {node: el("fieldset", {class: "cm-facet"}, el("legend", null, toggle), body), update};
}

/** Facets of which events differ, in the order of the panel. @param {Filter} filter @returns {Part[]} */
function facets(filter) {
  /** @type {[Choice, (filter: Filter) => Part][]} */
  const known = [
    ["type", typeChoices],
    ["teller", accountChoices],
    ["status", (own) => plainChoices(own, "status")],
    ["actor", (own) => plainChoices(own, "actor")],
    ["source", (own) => plainChoices(own, "source")],
    ["report", (own) => plainChoices(own, "report")],
    ["precision", precisionChoices],
    ["fatalities", (own) => plainChoices(own, "fatalities")],
  ];
  return known.flatMap(([choice, make]) => {
    const {length} = optionsOf(filter, choice);
    return length > 1 ? [facet(filter, choice, make(filter), choice === "type" || length <= FEW)] : [];
  });
}

/** The section of filters; null if all events are alike. @param {State} state */
export function filterSection({filter}) {
  const parts = facets(filter);
  if (!parts.length) return null;
  filter.onChange(() => parts.forEach((part) => part.update()));
  return el("section", {id: "cm-filters", class: "cm-filters", tabindex: "-1", "aria-labelledby": "cm-filters-title"},
    el("h2", {id: "cm-filters-title"}, say.filters), ...parts.map(({node}) => node));
}
