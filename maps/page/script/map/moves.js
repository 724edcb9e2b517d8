/**
 * Control how the map moves. Animate every move, or none if the reader's device asks for reduced motion. Delay a move
 * asked for during a zoom until its end, while Leaflet by itself would drop it.
 *
 * @param {import("leaflet").Map} map
 * @param {() => import("leaflet").LatLng | null} chosen the centre of the open area, which a zoom keeps in view
 */
export function setUpMoves(map, chosen) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const follow = () => Object.assign(map.options, { zoomAnimationThreshold: still.matches ? 0 : Infinity, inertia: !still.matches });
  still.addEventListener("change", follow);
  follow();
  // Every pan goes through this method: by keys, by buttons, and by Leaflet itself, back into the bounds.
  const { panBy } = map;
  map.panBy = (offset, options) => panBy.call(map, offset, still.matches ? { ...options, animate: false } : options);
  let isZooming = false;
  /** Zoom levels still to go. */
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
    /** @param {number} step zoom levels; a positive number zooms in */
    zoomBy: (step) => {
      steps += step;
      afterZoom(zoom);
    },
    /** @param {() => void} move to another place; cancels zoom steps still to be made */
    leave: (move) => {
      steps = 0;
      afterZoom(move);
    },
  };
}
