import { formatDistance } from "./distance.js";
import { map } from "./map.js";
import { languageTag, text } from "../text/texts.js";

/** Shortest distance to give, in metres; a shorter one is given as this. */
const MIN_DISTANCE_M = 100;

/**
 * Return the distance from one place to another and the compass direction, one of eight, in the page's language.
 *
 * @param {import("leaflet").LatLng} from
 * @param {import("leaflet").LatLng} to
 */
export function formatBearing(from, to) {
  const { x, y } = map.project(to).subtract(map.project(from));
  const eighth = Math.round(Math.atan2(x, -y) / (Math.PI / 4)) & 7;
  const distance = Math.max(MIN_DISTANCE_M, map.distance(from, to));
  return { distance: formatDistance(distance, languageTag()), direction: text("map.directions").split(" ")[eighth] };
}
