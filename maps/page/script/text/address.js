/** The stops of the certainty lens; the page opens with the last one. */
export const LENSES = ["release", "sources", "estimate"];

/** One key=value part of an address, without what a sentence, a mail or a program has put around it, such as brackets or "amp;". */
const PART = /(\w+)=["'“]?([\w-]*[^\W_])/g;

/**
 * Return the parts of an address as people paste it: encoded once more, broken by spaces, with "!" or "/" in front, or
 * with the full stop or bracket of the surrounding sentence; or copied from the page's own links to facts. No valid value
 * contains a character that needs encoding.
 *
 * @param {string} address
 */
function readParts(address) {
  const plain = decoded(decoded(address)).replace(/\s*([-=&])\s*/g, "$1").replace(/^\W*fact-/, "fact=");
  // If a key occurs twice, its first value counts.
  return new Map([...plain.matchAll(PART)].reverse().map(([, key, value]) => [key.toLowerCase(), value.toLowerCase()]));
}

/**
 * Decode a percent-encoded text; return it unchanged if the encoding is invalid.
 *
 * @param {string} text
 */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Return the page's language that a tag asks for, whatever its region and script.
 *
 * @param {string | undefined} tag such as zh-cn, zh_hans or de
 * @param {string[]} languages
 */
function languageOf(tag, languages) {
  const code = tag?.split(/[-_]/)[0];
  return languages.find((language) => language === code) ?? null;
}

/**
 * Parse the part of the address after "#": area, language, stop of the lens, fact and size. The language may also stand
 * before the "#", for search engines. Ignore unknown values, so that a wrong address shows the overview.
 *
 * @param {string} hash
 * @param {{areas: string[], languages: string[], facts: string[], sizes: string[], lenses: string[]}} known `lenses`: the stops that the zone has
 * @param {string} search the query part of the address, with its "?"
 * @returns {import("../types").Address}
 */
export function parseAddress(hash, known, search = "") {
  const asked = readParts(hash);
  const one = (/** @type {string} */ key, /** @type {string[]} */ among) => among.find((each) => each === asked.get(key)) ?? null;
  const lens = one("lens", known.lenses) ?? LENSES[2];
  const size = one("size", known.sizes);
  return {
    area: one("area", known.areas),
    lang: languageOf(asked.get("lang"), known.languages) ?? languageOf(readParts(search).get("lang"), known.languages),
    lens,
    fact: one("fact", known.facts),
    // The release states only the size of the zone.
    size: lens === LENSES[0] && size !== "zone" ? null : size,
    ...(asked.get("embed") === "1" && { embed: true }),
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
  if (lens !== LENSES[2]) parts.push(`lens=${lens}`);
  if (fact !== null) parts.push(`fact=${fact}`);
  if (size) parts.push(`size=${size}`);
  if (embed) parts.push("embed=1");
  return `#${parts.join("&")}`;
}
