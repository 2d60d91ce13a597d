import assert from "node:assert/strict";
import {test} from "node:test";

const PATH = "../../maps/page/language.js";
const NUMBERS = [0, 7, 15, 999, 1000, 16566, 999999, 1000000, 12345678.9, 0.5, 140.25, 1234.0625, -1, -5.5, -16566];

/** The module as a page in a language has it. @param {string} lang @returns {Promise<typeof import("../../maps/page/language.js")>} */
async function speaking(lang) {
  Object.assign(globalThis, {document: {documentElement: {lang}}, location: {hash: ""}});
  return import(`${PATH}?${lang}`);
}

for (const lang of ["en", "ar"]) {
  test(`numbers read as Intl writes them: ${lang}`, async () => {
    const {LOCALE, numberWords} = await speaking(lang);
    const intl = new Intl.NumberFormat(LOCALE, {maximumFractionDigits: 20});
    for (const number of NUMBERS) assert.equal(numberWords(number), intl.format(number));
  });
}
