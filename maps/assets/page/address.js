/**
 * The part of the address after "#": which area and language it asks for.
 * What it does not know it leaves out, so that a wrong address shows the overview.
 *
 * @param {string} hash
 * @param {{areas: string[], languages: string[]}} known
 * @returns {import("./types").Address}
 */
export function parseAddress(hash, known) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const one = (/** @type {string} */ key, /** @type {string[]} */ among) => {
    const value = asked.get(key);
    return value !== null && among.includes(value) ? value : null;
  };
  return { area: one("area", known.areas), lang: one("lang", known.languages) };
}

/**
 * @param {import("./types").Address} address
 * @returns {string} with its "#"
 */
export function formatAddress(address) {
  const parts = [];
  if (address.area !== null) parts.push(`area=${address.area}`);
  if (address.lang !== null) parts.push(`lang=${address.lang}`);
  return `#${parts.join("&")}`;
}
