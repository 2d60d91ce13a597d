// The timeline under the map: a histogram of the events that all other choices let through, on
// which days are chosen, by pointer, keys, steps or playing. Everything else on the page follows
// through the filter. Undated events have no bar, and are left out as soon as days are chosen.

import {el} from "./dom.js";
import {bitOf} from "./filter.js";
import {DIRECTION, fill} from "./language.js";
import {paintSwatches} from "./swatch.js";
import {readTheme, watchTheme} from "./theme.js";
import {spanWords} from "./timeaxis.js";
import {axisOf, binsOf, countBins, daysOf, firstRange, slotsOf, spotOf, unitFor, wholeRange} from "./timebins.js";
import {watchDrag} from "./timedrag.js";
import {along, barsWidth, paintTimeline, pitchOf, roomFor, START} from "./timedraw.js";
import {timeParts} from "./timeparts.js";
import {Player} from "./timeplay.js";
import {dayFields, timeTable} from "./timetable.js";
import {nudged, opening, stepped} from "./timewindow.js";
import {axisWords, barWords, lineWords, say} from "./timewords.js";

/** @import {Facet} from "./filter.js" */
/** @import {State} from "./state.js" */
/** @import {Range} from "./timebins.js" */
/** @import {End} from "./timewindow.js" */

const OTHERS = ~bitOf("days") & 0xffff; // an event that only the chosen days leave out has its bar all the same
const UNMEASURED = 600; // px, while the timeline is closed

class Timeline {
  /** @param {State} state @param {Range} whole days that events state @param {HTMLElement} root */
  constructor(state, whole, root) {
    const {data, filter} = state;
    this.state = state;
    this.whole = whole;
    /** The days that the axis shows. @type {Range} */
    this.range = firstRange(data.events, whole);
    const groupOfType = Uint8Array.from(data.types, ({group}) => group);
    this.grouping = {type: data.events.type, groupOfType, groups: data.groups.length};
    this.fields = dayFields(whole, (days) => this.chooseDays(days));
    this.player = new Player(() => this.step(1), () => this.showPlaying());
    this.parts = timeParts({
      earlier: () => this.stepByHand(-1), play: () => this.togglePlay(), later: () => this.stepByHand(1),
      all: () => this.clear(), closer: () => this.zoom(filter.criteria.days ?? this.whole), whole: () => this.zoom(this.whole),
    }, this.fields.node);
    root.append(this.parts.box);
    this.width = this.measured();
    this.axis = axisOf(this.range, unitFor(this.range, barsWidth(this.width)));
    this.slots = slotsOf(data.events, data.dates, this.axis);
    this.counts = this.counted();
    this.listen();
    this.show();
    paintSwatches(this.parts.box);
  }

  listen() {
    const {parts, state} = this;
    state.filter.onChange((facets) => this.follow(facets));
    watchDrag(parts.chart, parts.thumbs, {
      spotAt: (x) => this.spotAt(x), count: () => this.axis.count, window: () => this.window(),
      choose: (bins) => this.choose(bins), begin: () => this.player.stop(),
      end: (grip) => {
        parts.thumbs[grip === "to" ? "to" : "from"].focus({preventScroll: true}); // so that Escape and the arrows work from here
        this.announce();
      },
    });
    for (const end of /** @type {End[]} */ (["from", "to"])) {
      parts.thumbs[end].addEventListener("keydown", (event) => this.press(event, end));
    }
    parts.chart.addEventListener("pointermove", (event) => this.read(event.clientX));
    parts.chart.addEventListener("pointerleave", () => this.read(null));
    parts.box.addEventListener("keydown", (event) => this.escape(event));
    parts.box.addEventListener("toggle", () => parts.box.open || this.player.stop());
    parts.more.addEventListener("toggle", () => this.showTable());
    new ResizeObserver(() => this.resized()).observe(parts.chart);
    watchTheme(() => {
      this.show();
      paintSwatches(parts.box);
    });
  }

  /** @param {Facet[]} facets that changed */
  follow(facets) {
    const {days} = this.state.filter.criteria;
    const [from, to] = daysOf(this.axis, [0, this.axis.count - 1]);
    const isOff = days !== null && (Math.max(days[0], this.whole[0]) < from || Math.min(days[1], this.whole[1]) > to);
    if (days === null) this.player.stop(); // somebody has reset the filters
    if (isOff) this.range = this.whole;
    if (isOff) this.layOut();
    else if (facets.some((facet) => facet !== "days")) this.recount();
    else this.show();
  }

  counted() {
    return countBins(this.slots, this.axis.count, this.grouping, this.state.filter.fails, OTHERS);
  }

  /** Bins that are chosen; null: no days are, or none on the axis. */
  window() {
    return binsOf(this.axis, this.state.filter.criteria.days);
  }

  /** @param {Range|null} bins null, or all that there are: no choice */
  choose(bins) {
    const days = bins && daysOf(this.axis, bins);
    this.chooseDays(days && days[0] <= this.whole[0] && days[1] >= this.whole[1] ? null : days);
  }

  /** @param {Range|null} days */
  chooseDays(days) {
    const now = this.state.filter.criteria.days;
    if (String(now) !== String(days)) this.state.filter.set({days});
  }

  clear() {
    this.player.stop();
    this.chooseDays(null);
    this.announce();
  }

  /** @param {1|-1} way @returns {boolean} false at the end of the axis */
  step(way) {
    const next = stepped(this.window(), way, this.axis.count);
    if (next) this.choose(next);
    else this.announce();
    return next !== null;
  }

  /** @param {1|-1} way */
  stepByHand(way) {
    this.player.stop();
    if (this.step(way)) this.announce();
  }

  togglePlay() {
    if (this.player.isPlaying) {
      this.player.stop();
      this.state.announce(fill(say.stopped, {line: this.words()}));
    } else {
      this.choose(opening(this.window(), this.axis.count));
      this.player.start();
      this.state.announce(say.playing);
    }
  }

  /** @param {Range} days that the axis shows from now on */
  zoom(days) {
    this.player.stop();
    this.range = [Math.max(days[0], this.whole[0]), Math.min(days[1], this.whole[1])];
    this.layOut();
    this.state.announce(fill(say.zoomed, {days: spanWords(this.range), unit: say.unit[this.axis.unit]}));
  }

  /** @param {KeyboardEvent} event @param {End} end */
  press(event, end) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const window = this.window() ?? [0, this.axis.count - 1];
    const next = nudged(event, end, window, this.axis, DIRECTION);
    if (!next) return;
    event.preventDefault();
    this.player.stop();
    this.choose(next);
  }

  /** @param {KeyboardEvent} event */
  escape(event) {
    if (event.key !== "Escape" || this.state.filter.criteria.days === null) return;
    event.stopPropagation(); // not for the map's popup as well
    this.clear();
  }

  /** Bins from the start of the axis, with parts. @param {number} clientX */
  spotAt(clientX) {
    const {left, right} = this.parts.chart.getBoundingClientRect();
    const along = DIRECTION === "rtl" ? right - clientX : clientX - left;
    return (along - START) / pitchOf(this.width, this.axis.count);
  }

  /** The width of the chart, px, with room for as many days as the axis has. */
  measured() {
    const {chart} = this.parts;
    chart.style.flexBasis = `${roomFor(this.range[1] - this.range[0] + 1)}px`;
    return chart.clientWidth || UNMEASURED;
  }

  resized() {
    const {clientWidth} = this.parts.chart;
    if (clientWidth > 0 && clientWidth !== this.width) this.layOut();
    else if (clientWidth > 0) this.show();
  }

  /** The axis anew, and all that stands on it. */
  layOut() {
    const {events, dates} = this.state.data;
    this.width = this.measured();
    const unit = unitFor(this.range, barsWidth(this.width));
    this.axis = axisOf(this.range, unit);
    this.slots = slotsOf(events, dates, this.axis);
    this.recount();
  }

  recount() {
    this.counts = this.counted();
    this.showTable();
    this.show();
  }

  words() {
    const {filter, data} = this.state;
    return lineWords(filter.criteria.days, filter.count, data.events.count, this.counts.undated);
  }

  announce() {
    this.state.announce(this.words());
  }

  /** Everything that depends on the choice and the counts. */
  show() {
    const {parts, axis, counts} = this;
    const {days} = this.state.filter.criteria;
    parts.line.textContent = this.words();
    parts.note.textContent = axisWords(axis.unit, counts);
    setUsable(parts.buttons.all, days !== null);
    setUsable(parts.buttons.closer, this.window() !== null);
    setUsable(parts.buttons.whole, String(this.range) !== String(this.whole));
    this.fields.show(days);
    if (parts.chart.clientWidth === 0) return;
    const ends = days && /** @type {[number, number]} */ ([spotOf(axis, days[0]), spotOf(axis, days[1] + 1)]);
    this.placeEnds(ends);
    paintTimeline(parts.canvas, {axis, counts, groups: this.state.data.groups, window: ends, width: this.width}, readTheme(parts.canvas));
  }

  /** @param {[number, number]|null} ends bins from the start, with parts */
  placeEnds(ends) {
    const {band, thumbs} = this.parts;
    const [from, to] = (ends ?? [0, this.axis.count]).map((at) => along(this, at));
    band.hidden = ends === null;
    band.style.insetInlineStart = `${from}px`;
    band.style.width = `${to - from}px`;
    thumbs.from.style.insetInlineStart = `${from}px`;
    thumbs.to.style.insetInlineStart = `${to}px`;
    const [first, last] = this.window() ?? [0, this.axis.count - 1];
    const days = this.state.filter.criteria.days ?? daysOf(this.axis, [first, last]);
    const named = (/** @type {number} */ day) => (ends ? spanWords([day, day]) : fill(say.open, {date: spanWords([day, day])}));
    setSlider(thumbs.from, 0, last, first, named(days[0]));
    setSlider(thumbs.to, first, this.axis.count - 1, last, named(days[1]));
  }

  showPlaying() {
    this.parts.buttons.play.textContent = this.player.isPlaying ? say.pause : say.play;
  }

  showTable() {
    const {more, table} = this.parts;
    if (more.open) table.replaceChildren(...timeTable(this.axis, this.counts, this.state.data.groups));
  }

  /** What the bar under the pointer shows, and that what is chosen can be moved. @param {number|null} clientX */
  read(clientX) {
    const bin = clientX === null ? -1 : Math.floor(this.spotAt(clientX));
    const isBar = bin >= 0 && bin < this.axis.count;
    const [a, b] = this.window() ?? [0, -1];
    this.parts.chart.classList.toggle("cm-time-grab", bin >= a && bin <= b);
    this.parts.read.textContent = isBar ? barWords(this.axis, this.counts, this.state.data.groups, bin) : "";
  }
}

/** Not `disabled`: the button keeps the focus when what it did leaves it nothing to do. @param {HTMLButtonElement} node @param {boolean} usable */
function setUsable(node, usable) {
  if (usable) node.removeAttribute("aria-disabled");
  else node.setAttribute("aria-disabled", "true");
}

/** @param {HTMLElement} thumb @param {number} least @param {number} most @param {number} now @param {string} text */
function setSlider(thumb, least, most, now, text) {
  thumb.setAttribute("aria-valuemin", String(least));
  thumb.setAttribute("aria-valuemax", String(most));
  thumb.setAttribute("aria-valuenow", String(now));
  thumb.setAttribute("aria-valuetext", text);
}

/** Puts the timeline into its place; where no event has a date, a line that says so. @param {State} state @param {HTMLElement} root */
export function mountTimeline(state, root) {
  const whole = wholeRange(state.data.events);
  if (whole === null) {
    root.append(el("p", {class: "cm-time-none"}, say.none));
    return;
  }
  new Timeline(state, whole, root);
}
