/**
 * Leaflet takes the centre of its last zoom for that of now where a map has been moved back to where its pane began.
 *
 * @param {import("leaflet").Map} map
 */
export function mendCentre(map) {
  map.getCenter = () => map.containerPointToLatLng(map.getSize().divideBy(2));
}
