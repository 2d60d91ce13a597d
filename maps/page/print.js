// On paper: the map as a picture, every part of the page open, and of the list as many events as
// a reader may want to leaf through; how many are left out is said.

import {el} from "./dom.js";
import {fill, words} from "./language.js";
import {ListRow} from "./listrow.js";
import {paperCanvas} from "./picture.js";

/** @import {State} from "./state.js" */

const MOST = 300; // events of a long list

const say = words({
  en: {left: "The first {n} of {all} events, in the order of the list; the others are left out. Choose fewer to print them all."},
  ar: {left: "أول {n} من أصل {all} من الأحداث بترتيب القائمة، والباقي غير مطبوع. لطباعتها كلها اختر عددًا أقل."},
});

/** The events of a long list that are printed. @param {State} state */
function printedRows({list}) {
  return Array.from(list.rows.subarray(0, MOST));
}

/** Of a long list the first events with all that is known of them; texts that are not at hand are left out. @param {State} state */
function paperList(state) {
  const {data, list} = state;
  const rows = printedRows(state).map((row) => {
    const item = new ListRow(data, row, () => {});
    const texts = data.texts.peek(row);
    if (texts) item.fill(texts, "");
    item.toggle(true, list.ways);
    return item.node;
  });
  const left = list.rows.length > rows.length ? el("p", {class: "cm-notice"}, fill(say.left, {n: rows.length, all: list.rows.length})) : null;
  return el("div", {class: "cm-paper-list"}, left, el("ol", {class: "cm-paper-rows"}, ...rows));
}

/** Makes the page ready for paper; what it gives undoes that. @param {State} state @returns {() => void} */
function prepare(state) {
  const {map, list} = state;
  const frame = map.getContainer();
  const {width, height} = frame.getBoundingClientRect();
  Object.assign(frame.style, {width: `${width}px`, height: `${height}px`}); // it is unseen, and must not follow the paper's size
  const added = [el("div", {class: "cm-paper-map"}, paperCanvas(state)), ...(list.isLong ? [paperList(state)] : [])];
  document.querySelector(".cm-main")?.prepend(added[0]);
  list.box.after(...added.slice(1));
  const closed = [...document.querySelectorAll("details")].filter((one) => !one.open);
  for (const one of closed) one.open = true;
  return () => {
    for (const one of closed) one.open = false;
    for (const node of added) node.remove();
    Object.assign(frame.style, {width: "", height: ""});
  };
}

/** @param {State} state */
export function watchPrint(state) {
  let undo = () => {};
  window.addEventListener("beforeprint", () => {
    undo();
    undo = prepare(state);
  });
  window.addEventListener("afterprint", () => {
    undo();
    undo = () => {};
  });
}

/** Prints the page once all texts are at hand. @param {State} state */
export async function printPage(state) {
  await Promise.all(printedRows(state).map((row) => state.data.texts.of(row)));
  window.print();
}
