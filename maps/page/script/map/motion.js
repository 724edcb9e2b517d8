/** @returns {boolean} whether the reader's device asks for less motion */
export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Where less motion is asked for no move of the map glides, whoever makes it: key, button, wheel or Leaflet itself.
 *
 * @param {import("leaflet").Map} map
 */
export function heedMotion(map) {
  const { panBy, setView } = map;
  const still = (/** @type {object | undefined} */ options) => (isStill() ? { ...options, animate: false } : options);
  map.panBy = (offset, options) => panBy.call(map, offset, still(options));
  map.setView = (centre, zoom, options) => setView.call(map, centre, zoom, still(options));
  map.on("mousedown", () => (map.options.inertia = !isStill()));
}

/**
 * Leaflet takes the centre of its last zoom for that of now where a map has been moved back to where its pane began.
 *
 * @param {import("leaflet").Map} map
 */
export function mendCentre(map) {
  map.getCenter = () => map.containerPointToLatLng(map.getSize().divideBy(2));
}
