/** A shorter distance is given as this one, in metres. */
const MIN_DISTANCE_M = 100;

/**
 * @typedef {import("leaflet").LatLng} LatLng
 * @typedef {{text: (key: string) => string, tag: () => string}} Page
 */

/**
 * Return the distance from one place to another and the compass direction, one of eight, in the page's language.
 *
 * @param {import("leaflet").Map} map
 * @param {LatLng} from
 * @param {LatLng} to
 * @param {Page} page
 */
export function formatBearing(map, from, to, { text, tag }) {
  const { x, y } = map.project(to).subtract(map.project(from));
  const eighth = Math.round(Math.atan2(x, -y) / (Math.PI / 4)) & 7;
  return { distance: formatDistance(Math.max(MIN_DISTANCE_M, map.distance(from, to)), tag()), direction: text("map.directions").split(" ")[eighth] };
}

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
