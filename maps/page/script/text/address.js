/** The stop of the certainty lens at which the page opens. */
export const DEFAULT_LENS = "estimate";

/** A key=value pair of an address, without what a sentence, a mail or a program has put around it, such as quotation marks or "amp;". */
const KEY_VALUE = /(\w+)=[^A-Za-z\d&;,#=\s-]*([\w-]*[^\W_])/g;
/** Characters to ignore: invisible ones, as in an address that was broken into lines, and the backslashes of Markdown. */
const IGNORED = /[\\\u00AD\u200B-\u200D\u2060\uFEFF]/g;
/** Characters that count as a hyphen. */
const HYPHENS = /[\u2010-\u2013\u2212]/g;
/** How often an address may have been encoded. */
const MAX_ENCODINGS = 5;

/**
 * Return the key=value pairs of an address as people paste it: encoded again, also as in a mail's source ("=3D"), broken by
 * spaces, in full-width letters, with "!" or "/" in front, or with the full stop or bracket of the surrounding sentence; or
 * copied from the page's own links to facts. No valid value contains a character that needs encoding.
 *
 * @param {string} address
 */
function readPairs(address) {
  for (let count = 0; count < MAX_ENCODINGS; count++) address = decodeOrKeep(address);
  const plain = address.normalize("NFKC").replace(IGNORED, "").replace(/\s*([-_=&])\s*/g, "$1").replace(/=+(3D)?/g, "=").replace(HYPHENS, "-").replace(/^\W*fact-/, "fact=");
  // If a key occurs twice, its first value counts.
  return new Map([...plain.matchAll(KEY_VALUE)].reverse().map(([, key, value]) => [key.toLowerCase(), value.toLowerCase()]));
}

/**
 * Decode a percent-encoded text; return it unchanged if the encoding is invalid.
 *
 * @param {string} text
 */
export function decodeOrKeep(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Return the page's language that a tag names, whatever its region and script; null if the page does not have it.
 *
 * @param {string | undefined} tag such as zh-cn, zh_hans or de
 * @param {string[]} languages
 */
function findLanguage(tag, languages) {
  const code = tag?.split(/[-_]/)[0];
  return languages.find((language) => language === code) ?? null;
}

/**
 * Return the values that an address may have, by key.
 *
 * @param {import("../types").Payload} data
 * @param {string[]} lenses the stops of the lens that the zone has
 */
export function listKnownValues(data, lenses) {
  return {
    areas: data.areas.map(({ id }) => id),
    languages: data.languages.map(({ code }) => code),
    facts: data.facts.map(({ id }) => id),
    sizes: Object.keys(data.size_comparison.km2),
    /** The sizes that the release states. */
    releaseSizes: Object.keys(data.size_comparison.km2).filter((id) => id === "zone" || data.size_comparison.in_release),
    lenses,
  };
}

/**
 * Parse the part of the address after "#": area, language, stop of the lens, fact and size. The language may also stand
 * before the "#", for search engines. Ignore unknown values, so that a wrong address shows the overview.
 *
 * @param {string} hash
 * @param {ReturnType<typeof listKnownValues>} known
 * @param {string} search the query part of the address, with its "?"
 * @returns {import("../types").Address}
 */
export function parseAddress(hash, known, search = "") {
  const pairs = readPairs(hash);
  const pick = (/** @type {string} */ key, /** @type {string[]} */ allowed) => allowed.find((value) => value === pairs.get(key)) ?? null;
  const lens = pick("lens", known.lenses) ?? DEFAULT_LENS;
  return {
    area: pick("area", known.areas),
    lang: findLanguage(pairs.get("lang"), known.languages) ?? findLanguage(readPairs(search).get("lang"), known.languages),
    lens,
    fact: pick("fact", known.facts),
    size: pick("size", lens === "release" ? known.releaseSizes : known.sizes),
    ...(pairs.get("embed") === "1" && { embed: true }),
  };
}

/**
 * Return the part of the address after "#" for a state; leave out defaults.
 *
 * @param {import("../types").Address} address
 * @returns {string} with its "#"
 */
export function formatAddress({ area, lang, lens, fact, size, embed }) {
  const parts = [];
  if (area !== null) parts.push(`area=${area}`);
  if (lang !== null) parts.push(`lang=${lang}`);
  if (lens !== DEFAULT_LENS) parts.push(`lens=${lens}`);
  if (fact !== null) parts.push(`fact=${fact}`);
  if (size) parts.push(`size=${size}`);
  if (embed) parts.push("embed=1");
  return `#${parts.join("&")}`;
}
