/**
 * lon/lat, as in all data, to Leaflet's lat/lon: the one place in the script that swaps them.
 *
 * @param {readonly number[]} point lon/lat in degrees
 */
export function toLatLng([lon, lat]) {
  return L.latLng(lat, lon);
}

/** @param {readonly (readonly number[])[]} points */
export function toLatLngs(points) {
  return points.map(toLatLng);
}
