// Addresses: of other pages of a site, and what follows the # of one's own. Pure.

/** @import {ReportEntry} from "./payload.js" */

const LOCAL = /^[\p{L}\p{M}\p{N}_.~%-]+(\/[\p{L}\p{M}\p{N}_.~%-]+)*$/u; // folders and a file: no scheme, no host, no query
const ASKED = typeof location === "undefined" ? null : new URLSearchParams(location.hash.slice(1)).get("lang"); // the next page speaks it too

/** Parameters that people can read. @param {URLSearchParams} params @returns {string} empty, or with its # */
export function hashOf(params) {
  const text = params.toString().replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%3A/g, ":");
  return text && `#${text}`;
}

/**
 * A link to another page of the site; null if the address could lead anywhere else.
 * @param {string|null|undefined} address relative @param {Record<string, string>} [params] what that page is to show
 */
export function siteHref(address, params = {}) {
  if (!address || !LOCAL.test(address)) return null;
  return address + hashOf(new URLSearchParams(ASKED === null ? params : {...params, lang: ASKED}));
}

/** A link to an event on its report's own map. @param {ReportEntry} report @param {string|null} id "REPORT/ID" */
export function eventHref({name, href}, id) {
  const prefix = `${name}/`;
  return id?.startsWith(prefix) ? siteHref(href, {event: id.slice(prefix.length)}) : null;
}
