/** The stops of the certainty lens; the last is the one that the page opens with. */
export const LENSES = ["release", "sources", "estimate"];

/**
 * The part of the address after "#": which area, language, stop of the lens and fact it asks for.
 * What it does not know it leaves out, so that a wrong address shows the overview.
 *
 * @param {string} hash
 * @param {{areas: string[], languages: string[], facts: string[]}} known
 * @returns {import("./types").Address}
 */
export function parseAddress(hash, known) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const one = (/** @type {string} */ key, /** @type {string[]} */ among) => {
    const value = asked.get(key);
    return value !== null && among.includes(value) ? value : null;
  };
  return {
    area: one("area", known.areas),
    lang: one("lang", known.languages),
    lens: one("lens", LENSES) ?? LENSES[2],
    fact: one("fact", known.facts),
  };
}

/**
 * @param {import("./types").Address} address
 * @returns {string} with its "#"
 */
export function formatAddress({ area, lang, lens, fact }) {
  const parts = [];
  if (area !== null) parts.push(`area=${area}`);
  if (lang !== null) parts.push(`lang=${lang}`);
  if (lens !== LENSES[2]) parts.push(`lens=${lens}`);
  if (fact !== null) parts.push(`fact=${fact}`);
  return `#${parts.join("&")}`;
}
