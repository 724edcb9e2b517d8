/**
 * Make Leaflet's map exact.
 *
 * Compute the centre from the map's size: Leaflet returns a stale centre, from the last zoom, if the map has been panned
 * back to where its pane began. Project without rounding to whole pixels, which would give circles corners.
 *
 * @param {import("leaflet").Map} map
 */
export function mendMap(map) {
  map.getCenter = () => map.containerPointToLatLng(map.getSize().divideBy(2));
  map.latLngToLayerPoint = (place) => map.project(place).subtract(map.getPixelOrigin());
}
