import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {test} from "node:test";
import ts from "typescript";

import {escapeXml, SvgContext} from "../../maps/page/svgcontext.js";

const RULER = /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ ({measureText: () => ({width: 10, fontBoundingBoxAscent: 9, fontBoundingBoxDescent: 3})}));
const PAGE = new URL("../../maps/page/", import.meta.url);

function pen() {
  return new SvgContext(RULER);
}

test("text is escaped, and characters that XML forbids are left out", () => {
  assert.equal(escapeXml("<a b=\"c\">&'\u0000\ud800\uffff😀"), "&#60;a b=&#34;c&#34;&#62;&#38;&#39;😀");
  const svg = pen().document(10, 10, "</title><script>alert(1)</script>");
  assert.ok(!svg.includes("<script"));
});

test("a text stands where a canvas would put it, whatever its direction", () => {
  const one = pen();
  Object.assign(one, {font: "italic 600 12px system-ui, \"Noto Sans\"", textAlign: "left", textBaseline: "middle", direction: "rtl", fillStyle: "#123456"});
  one.translate(5, 5);
  one.fillText("حماة", 1, 2);
  assert.equal(one.parts[0], "<text x=\"6\" y=\"10\" text-anchor=\"end\" direction=\"rtl\" font-family=\"system-ui, &#34;Noto Sans&#34;\" font-size=\"12\" font-style=\"italic\" font-weight=\"600\" fill=\"#123456\">حماة</text>");
});

test("what is saved comes back: place, colours, dashes, clip", () => {
  const one = pen();
  one.save();
  one.translate(3, 4);
  one.setLineDash([1, 2]);
  one.fillStyle = "#ffffff";
  one.rect(0, 0, 1, 1);
  one.clip();
  one.restore();
  one.beginPath();
  one.moveTo(0, 0);
  one.lineTo(1, 1);
  one.stroke();
  assert.equal(one.parts[0], "<path d=\"M0 0L1 1\" fill=\"none\" stroke=\"#000\" stroke-width=\"1\" stroke-linejoin=\"miter\"/>");
});

test("a whole circle is drawn in two halves", () => {
  const one = pen();
  one.arc(0, 0, 5, 0, 2 * Math.PI);
  assert.equal(one.path.join(""), "M5 0A5 5 0 0 1 -5 0A5 5 0 0 1 5 0");
});

test("a hatching of one kind is defined once", () => {
  const one = pen();
  assert.equal(one.hatch(9, "#000", 0, 0), one.hatch(9, "#000", 0, 0));
  assert.match(one.document(1, 1, "t"), /<defs><pattern id="pattern0" [^>]*><path d="[^"]*" stroke="#000" stroke-width="1"\/><\/pattern><\/defs>/);
});

test("no template of the page stands in another with a space in it, which the minifier would drop", () => {
  /** @type {string[]} */
  const found = [];
  for (const name of readdirSync(PAGE).filter((file) => file.endsWith(".js"))) {
    /** @param {ts.Node} node @param {boolean} within */
    const walk = (node, within) => {
      const isTemplate = ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node);
      if (isTemplate && within && /\s/.test(node.getText())) found.push(`${name}: ${node.getText()}`);
      ts.forEachChild(node, (child) => walk(child, within || ts.isTemplateExpression(node)));
    };
    walk(ts.createSourceFile(name, readFileSync(new URL(name, PAGE), "utf8"), ts.ScriptTarget.ES2022, true), false);
  }
  assert.deepEqual(found, []);
});
