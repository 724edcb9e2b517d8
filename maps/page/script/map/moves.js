import { map } from "./map.js";

/**
 * Control how the map moves. Animate every move, or none if the reader's device asks for reduced motion. Delay a move
 * requested during a zoom until the zoom ends; Leaflet by itself would drop it.
 *
 * @param {() => import("leaflet").LatLng | null} getOpenCentre the centre of the open area, which a zoom keeps in view
 */
export function setUpMoves(getOpenCentre) {
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const applyPreference = () => Object.assign(map.options, { zoomAnimationThreshold: reducedMotion.matches ? 0 : Infinity, inertia: !reducedMotion.matches });
  reducedMotion.addEventListener("change", applyPreference);
  applyPreference();
  // Every pan goes through this method: by keys, by buttons, and by Leaflet itself back into the bounds.
  const { panBy } = map;
  map.panBy = (offset, options) => panBy.call(map, offset, reducedMotion.matches ? { ...options, animate: false } : options);
  let isZooming = false;
  /** Zoom levels still to go. */
  let pendingSteps = 0;
  /** Steps requested during a zoom, right and down, to be made as one pan when it has ended: Leaflet would cut them short. */
  const pendingPan = { x: 0, y: 0 };
  let pendingMove = () => {};
  map.on("zoomstart", () => (isZooming = true));
  map.on("zoomend", () => (isZooming = false));
  map.on("moveend", () => {
    const move = pendingMove;
    pendingMove = () => {};
    move();
  });
  const afterZoom = (/** @type {() => void} */ move) => {
    if (isZooming) pendingMove = move;
    else move();
  };
  const zoomByPendingSteps = () => {
    const target = Math.min(map.getMaxZoom(), Math.max(map.getMinZoom(), map.getZoom() + pendingSteps));
    pendingSteps = 0;
    if (target === map.getZoom()) return;
    isZooming = true;
    const centre = getOpenCentre();
    map.setZoomAround(centre && map.getBounds().contains(centre) ? centre : map.getCenter(), target);
  };
  return {
    reducesMotion: () => reducedMotion.matches,
    isZooming: () => isZooming,
    pendingPan,
    /** @param {number} step zoom levels; a positive number zooms in */
    zoomBy: (step) => {
      pendingSteps += step;
      afterZoom(zoomByPendingSteps);
    },
    /** @param {() => void} move to be run after a running zoom; zoom and pan steps still to be made are cancelled */
    run: (move) => {
      pendingSteps = 0;
      Object.assign(pendingPan, { x: 0, y: 0 });
      afterZoom(move);
    },
  };
}
