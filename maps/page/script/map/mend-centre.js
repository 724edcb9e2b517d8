/**
 * Compute the centre from the map's size: Leaflet returns a stale centre, from the last zoom, if the map has been panned
 * back to where its pane began.
 *
 * @param {import("leaflet").Map} map
 */
export function mendCentre(map) {
  map.getCenter = () => map.containerPointToLatLng(map.getSize().divideBy(2));
}
