// Which language the page speaks, and how numbers and counts read in it. Chosen once, when the
// page opens: by `lang=` in the address's hash, else by the document. Never by browser or clock.
// Each module keeps its own words: `const say = words({en: {…}, ar: {…}})`.

/** @typedef {"en"|"ar"} Language */
/** @typedef {{zero?: string, one?: string, two?: string, few?: string, many?: string, other: string}} Forms by CLDR plural category; {n} is the number */

/** @type {Record<Language, {name: string, locale: string, dir: "ltr"|"rtl"}>} */
export const LANGUAGES = {
  en: {name: "English", locale: "en-GB", dir: "ltr"},
  ar: {name: "العربية", locale: "ar-u-nu-latn", dir: "rtl"}, // with the digits of coordinates and of the reports
};

/** @param {string} hash of the address @param {string} lang of the document @returns {Language} */
export function chooseLanguage(hash, lang) {
  const asked = new URLSearchParams(hash.replace(/^#/, "")).get("lang") ?? lang;
  return asked.toLowerCase().split("-")[0] === "ar" ? "ar" : "en";
}

/** @type {Language} */
export const LANGUAGE = typeof document === "undefined" ? "en" : chooseLanguage(location.hash, document.documentElement.lang);
export const LOCALE = LANGUAGES[LANGUAGE].locale;
export const DIRECTION = LANGUAGES[LANGUAGE].dir;

const rules = new Intl.PluralRules(LOCALE);

/**
 * A module's words in the page's language.
 * @template T
 * @param {Record<Language, T>} tables
 * @returns {T}
 */
export function words(tables) {
  return tables[LANGUAGE];
}

/**
 * 16566 → "16,566", in both languages; as Intl.NumberFormat writes it, which takes 10 ms to be made
 * before anything is drawn.
 * @param {number} value
 */
export function numberWords(value) {
  const [whole, part] = String(Math.abs(value)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = value < 0 ? (DIRECTION === "rtl" ? "\u200e-" : "-") : ""; // its mark keeps the sign before the number
  return sign + grouped + (part ? `.${part}` : "");
}

/** "{place}: {n} km" with its names filled in. @param {string} pattern @param {Record<string, string|number>} values */
export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? numberWords(value) : value;
  });
}

/** @param {number} count @param {Forms} forms */
export function counted(count, forms) {
  return fill(forms[rules.select(count)] ?? forms.other, {n: count});
}
