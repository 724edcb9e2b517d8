/**
 * Format a distance to two significant digits, in kilometres or, if shorter than one, in metres.
 *
 * @param {number} metres
 * @param {string} tag BCP 47 tag of the language
 */
export function formatDistance(metres, tag) {
  const rounded = Number(metres.toPrecision(2));
  const [unit, length] = rounded < 1000 ? ["meter", rounded] : ["kilometer", rounded / 1000];
  return new Intl.NumberFormat(tag, { style: "unit", unit }).format(length);
}
