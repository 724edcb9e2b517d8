/** The stops of the certainty lens; the last is the one that the page opens with. */
export const LENSES = ["release", "sources", "estimate"];

/**
 * The parts of an address as people paste it: encoded once more, with "!" or "/" in front, with the full stop or bracket
 * of the sentence that it stood in, or out of HTML with "&amp;".
 *
 * @param {string} hash
 */
function readParts(hash) {
  let parts = hash.replace(/^#?[!/]*/, "").replaceAll("&amp;", "&").replace(/[.,;:)\]>"'”’、。，）]+$/, "");
  if (!parts.includes("=")) parts = decoded(parts);
  return new URLSearchParams(parts);
}

/** @param {string} text percent-encoded, perhaps wrongly: then it stays as it is */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The page's language that a tag asks for, whatever its region, script and case.
 *
 * @param {string | null} tag such as zh-CN or DE
 * @param {string[]} languages
 */
function languageOf(tag, languages) {
  const code = tag?.trim().toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === code) ?? null;
}

/**
 * The part of the address after "#": which area, language, stop of the lens, fact and size it asks for. A language may also stand before the "#", as search engines want it.
 * What it does not know it leaves out, so that a wrong address shows the overview.
 *
 * @param {string} hash
 * @param {{areas: string[], languages: string[], facts: string[], sizes: string[]}} known
 * @param {string} search the part of the address before that, with its "?"
 * @returns {import("../types").Address}
 */
export function parseAddress(hash, known, search = "") {
  const asked = readParts(hash);
  const one = (/** @type {string} */ key, /** @type {string[]} */ among) => {
    const value = asked.get(key);
    return among.find((each) => each === value || each === decoded(value ?? "")) ?? null;
  };
  const lens = one("lens", LENSES) ?? LENSES[2];
  const size = one("size", known.sizes);
  return {
    area: one("area", known.areas),
    lang: languageOf(asked.get("lang"), known.languages) ?? languageOf(new URLSearchParams(search).get("lang"), known.languages),
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
