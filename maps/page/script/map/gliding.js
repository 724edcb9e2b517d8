/**
 * Return whether the map is gliding or zooming to where it has been told to go.
 *
 * @param {import("leaflet").Map} map
 */
export function isGliding(map) {
  const { _panAnim, _animatingZoom } = /** @type {any} */ (map);
  return Boolean(_panAnim?._inProgress || _animatingZoom);
}
