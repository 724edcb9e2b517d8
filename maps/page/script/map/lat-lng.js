/**
 * Convert lon/lat, as in all data, to Leaflet's lat/lon; nothing else in the script swaps them.
 *
 * @param {readonly number[]} point lon/lat in degrees
 */
export function toLatLng([lon, lat]) {
  return L.latLng(lat, lon);
}

/** @param {readonly (readonly number[])[]} points lon/lat in degrees */
export function toLatLngs(points) {
  return points.map(toLatLng);
}
