/** Pixels by which places may differ and still count as the same. */
const ROUNDING_PX = 2;

/** The map that folium's script has made; the page has only this one. */
export const map = map_zone;
/** The element of the map, and that of the map with the panels over it. */
export const container = map.getContainer();
export const pane = /** @type {HTMLElement} */ (container.closest(".map-pane"));

// Compute the centre from the map's size: Leaflet returns a stale centre, from the last zoom, if the map has been panned
// back to where its pane began. Project without rounding to whole pixels, which would give circles corners.
map.getCenter = () => map.containerPointToLatLng(map.getSize().divideBy(2));
map.latLngToLayerPoint = (/** @type {import("leaflet").LatLngExpression} */ place) => map.project(place).subtract(map.getPixelOrigin());

// A drag ends at the bounds of the map.
map.options.maxBoundsViscosity = 1;

/** Return whether the map is gliding or zooming to its destination. */
export function isGliding() {
  const { _panAnim, _animatingZoom } = /** @type {any} */ (map);
  return Boolean(_panAnim?._inProgress || _animatingZoom);
}

/**
 * Return whether two places are apart on the map, by more than the rounding to whole pixels.
 *
 * @param {import("leaflet").LatLng} one
 * @param {import("leaflet").LatLng} other
 */
export function areApart(one, other) {
  return map.project(one).distanceTo(map.project(other)) > ROUNDING_PX;
}
