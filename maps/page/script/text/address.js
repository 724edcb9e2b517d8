/** The stops of the certainty lens; the last is the one that the page opens with. */
export const LENSES = ["release", "sources", "estimate"];

/** A part of an address. What a sentence, a mail or a program has put around it, such as brackets and "amp;", is none of it. */
const PART = /(\w+)=([\w-]*[^\W_])/g;

/**
 * The parts of an address as people paste it: encoded once more, broken by spaces, with "!" or "/" in front, or with the
 * full stop or bracket of the sentence that it stood in. No value has a character that would be encoded.
 *
 * @param {string} address
 */
function readParts(address) {
  const plain = decoded(decoded(address)).replace(/\s*([-=&])\s*/g, "$1");
  // Of a part that is given twice the first counts.
  return new Map([...plain.matchAll(PART)].reverse().map(([, key, value]) => [key.toLowerCase(), value.toLowerCase()]));
}

/** @param {string} text percent-encoded, perhaps wrongly: then it stays as it is */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The page's language that a tag asks for, whatever its region and script.
 *
 * @param {string | undefined} tag such as zh-cn, zh_hans or de
 * @param {string[]} languages
 */
function languageOf(tag, languages) {
  const code = tag?.split(/[-_]/)[0];
  return languages.find((language) => language === code) ?? null;
}

/**
 * The part of the address after "#": which area, language, stop of the lens, fact and size it asks for. A language may also stand before the "#", as search engines want it.
 * What it does not know it leaves out, so that a wrong address shows the overview.
 *
 * @param {string} hash
 * @param {{areas: string[], languages: string[], facts: string[], sizes: string[], lenses: string[]}} known `lenses`: a zone may be without a stop
 * @param {string} search the part of the address before that, with its "?"
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
    // Of sizes the release gives only the zone's.
    size: lens === LENSES[0] && size !== "zone" ? null : size,
    ...(asked.get("embed") === "1" && { embed: true }),
  };
}

/**
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
