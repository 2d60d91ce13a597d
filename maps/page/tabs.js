// Sections of which one is shown at a time, each with its tab. All of them stay in the page: on
// paper every one is shown.

import {button, el} from "./dom.js";

/** @typedef {{id: string, title: string, parts: (Node | null)[]}} Section */

export class Tabs {
  /** @param {string} label of all of them @param {Section[]} sections those without any part are left out */
  constructor(label, sections) {
    const filled = sections.filter(({parts}) => parts.some(Boolean));
    /** @type {Map<string, {tab: HTMLButtonElement, panel: HTMLElement}>} */
    this.entries = new Map(filled.map((section) => [section.id, this.entry(section)]));
    const entries = [...this.entries.values()];
    this.list = el("div", {class: "cm-tablist", role: "tablist", "aria-label": label}, ...entries.map(({tab}) => tab));
    this.list.addEventListener("keydown", (event) => this.pressed(event));
    this.nodes = [this.list, ...entries.map(({panel}) => panel)];
    /** @type {string} */
    this.shown = "";
    this.show(filled[0].id);
  }

  /** @param {Section} section */
  entry({id, title, parts}) {
    const tab = button(title, () => this.show(id), {class: "cm-tab", role: "tab", id: `cm-tab-${id}`, "aria-controls": `cm-tabpanel-${id}`});
    const panel = el("div", {class: "cm-tabpanel", role: "tabpanel", id: `cm-tabpanel-${id}`, "aria-labelledby": `cm-tab-${id}`}, ...parts);
    return {tab, panel};
  }

  /** @param {string} id of a section; one that is not there changes nothing */
  show(id) {
    if (id === this.shown || !this.entries.has(id)) return;
    this.shown = id;
    for (const [other, {tab, panel}] of this.entries) {
      tab.setAttribute("aria-selected", String(other === id));
      tab.tabIndex = other === id ? 0 : -1;
      panel.hidden = other !== id;
    }
  }

  /** Left and Right go where they point, Home and End to the first and last. @param {KeyboardEvent} event */
  pressed(event) {
    const tabs = [...this.entries.values()].map(({tab}) => tab);
    const at = tabs.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const forward = getComputedStyle(this.list).direction === "rtl" ? -1 : 1;
    const to = {ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: tabs.length - 1}[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    next.focus();
    next.click();
  }
}
