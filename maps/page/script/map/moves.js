/**
 * Moves of the map. All glide, or none where the reader's device asks for less motion; and none is lost, while Leaflet
 * by itself drops what is asked of it as it zooms.
 *
 * @param {import("leaflet").Map} map
 * @param {() => import("leaflet").LatLng | null} chosen the middle of the area that is open, which a zoom keeps in sight
 */
export function setUpMoves(map, chosen) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const follow = () => Object.assign(map.options, { zoomAnimationThreshold: still.matches ? 0 : Infinity, inertia: !still.matches });
  still.addEventListener("change", follow);
  follow();
  // All that pans comes by here: keys, buttons, and Leaflet itself, back into its bounds.
  const { panBy } = map;
  map.panBy = (offset, options) => panBy.call(map, offset, still.matches ? { ...options, animate: false } : options);
  let isZooming = false;
  /** Steps to zoom that are still to be made. */
  let steps = 0;
  let due = () => {};
  map.on("zoomstart", () => (isZooming = true));
  map.on("zoomend", () => (isZooming = false));
  map.on("moveend", () => {
    const next = due;
    due = () => {};
    next();
  });
  const afterZoom = (/** @type {() => void} */ move) => {
    if (isZooming) due = move;
    else move();
  };
  const zoom = () => {
    const to = Math.min(map.getMaxZoom(), Math.max(map.getMinZoom(), map.getZoom() + steps));
    steps = 0;
    if (to === map.getZoom()) return;
    isZooming = true;
    const at = chosen();
    map.setZoomAround(at && map.getBounds().contains(at) ? at : map.getCenter(), to);
  };
  return {
    isStill: () => still.matches,
    /** @param {number} step levels, towards the ground where positive */
    zoomBy: (step) => {
      steps += step;
      afterZoom(zoom);
    },
    /** @param {() => void} move to another place, whatever zoom has been asked for before */
    leave: (move) => {
      steps = 0;
      afterZoom(move);
    },
  };
}
