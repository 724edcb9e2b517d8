/** The stops of the certainty lens; the last is the one that the page opens with. */
export const LENSES = ["release", "sources", "estimate"];

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
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const one = (/** @type {string} */ key, /** @type {string[]} */ among) => {
    const value = asked.get(key);
    return value !== null && among.includes(value) ? value : null;
  };
  const lens = one("lens", LENSES) ?? LENSES[2];
  const size = one("size", known.sizes);
  return {
    area: one("area", known.areas),
    lang: one("lang", known.languages) ?? known.languages.find((code) => code === new URLSearchParams(search).get("lang")) ?? null,
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
