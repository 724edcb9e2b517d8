import { toLatLng } from "./lat-lng.js";
import { setUpMoves } from "./moves.js";

/** Zoom levels closer than the overview up to which a view still counts as the overview. */
const OVERVIEW_TOLERANCE = 0.3;
/** Least width and height of the map in pixels; a smaller one is not fitted. */
const MIN_SIZE_PX = 50;
/** Pixels by which two equal views may differ; Leaflet rounds to whole pixels. */
const SAME_PX = 2;

/**
 * @typedef {import("./fit-view.js").View} View
 * @typedef {import("./fit-view.js").Viewport} Viewport
 * @typedef {{
 *   overviewExtents: number[][],
 *   fitView: (extents: number[][], frame: Viewport, minZoom: number) => View,
 *   coverBoxes: (map: Element) => import("./boxes.js").Box[],
 *   settleLegend: () => void,
 *   chosen: () => import("leaflet").LatLng | null,
 * }} Page `chosen`: the centre of the open area
 */

/**
 * Control which part of the world the map shows. Fit the given extents beside the panels, and again when the map's size
 * changes, until the reader moves the map.
 *
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").LatLngBounds} bounds how far the reader can pan
 * @param {Page} page
 */
export function setUpView(map, bounds, { overviewExtents, fitView, coverBoxes, settleLegend, chosen }) {
  const container = map.getContainer();
  /** Extents to show; null for the overview. */
  let wanted = /** @type {number[][] | null} */ (null);
  let fitted = /** @type {View | null} */ (null);
  // A map that is not displayed has no size to fit to: a fit is due once it has one.
  let [overviewZoom, isGliding, isDue] = [0, false, false];
  const moves = setUpMoves(map, chosen);
  /** Return whether the map is hidden, as in print, or too small to show anything. */
  const isHidden = () => Math.min(container.clientWidth, container.clientHeight) < MIN_SIZE_PX;

  /** @param {boolean} gently */
  const fit = (gently) => {
    isDue = isHidden();
    if (isDue) return;
    const frame = { size: { width: container.clientWidth, height: container.clientHeight }, covers: coverBoxes(container) };
    const overview = fitView(overviewExtents, frame, map.getMinZoom());
    overviewZoom = overview.zoom;
    const { centre, zoom } = (fitted = wanted ? fitView(wanted, frame, overviewZoom) : overview);
    moves.leave(() => {
      isGliding = gently && !moves.isStill();
      // Without bounds meanwhile: else Leaflet, when it stops one move to start another, would pan back into them instead.
      map.setMaxBounds();
      map.setView(toLatLng(centre), zoom, { animate: isGliding });
      map.setMaxBounds(bounds);
    });
  };
  /** Return whether the map still shows what was fitted last. */
  const isFitted = () => isGliding || (fitted !== null && isShown(map, bounds, fitted));
  const followBox = () => {
    if (isHidden() || map.getSize().equals([container.clientWidth, container.clientHeight])) return;
    const isUnmoved = isDue || isFitted();
    settleLegend();
    map.invalidateSize({ animate: false });
    limitZoom(map, bounds);
    if (isUnmoved) fit(false);
    else if (map.getZoom() < map.getMinZoom()) map.setZoom(map.getMinZoom());
  };

  map.options.maxBoundsViscosity = 1;
  limitZoom(map, bounds);
  map.on("moveend", () => (isGliding = false));
  new ResizeObserver(followBox).observe(container);
  return {
    /** @param {number[][] | null} extents to show, each as west, south, east, north; null for the overview */
    show: (extents, gently = true) => {
      wanted = extents;
      fit(gently);
    },
    /** Fit the present extents again, unless the reader has moved the map since. */
    refit: () => {
      if (isFitted()) fit(true);
    },
    zoomBy: moves.zoomBy,
    /** Leave the map as it is until something else is shown: the reader has arranged it. */
    keep: () => ([isGliding, fitted] = [false, null]),
    isOverview: () => wanted === null && map.getZoom() <= overviewZoom + OVERVIEW_TOLERANCE,
  };
}

/**
 * Limit how far the map zooms out.
 *
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").LatLngBounds} bounds that the map never shows more than
 */
function limitZoom(map, bounds) {
  map.options.minZoom = 0;
  if (map.getSize().x > 0) map.options.minZoom = map.getBoundsZoom(bounds, true); // not by `setMinZoom`, which would zoom with an animation
}

/**
 * Return whether the map shows a view, or as much of it as lies within the bounds.
 *
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").LatLngBounds} bounds
 * @param {View} view
 */
function isShown(map, bounds, { centre, zoom }) {
  const within = /** @type {any} */ (map)._limitCenter(toLatLng(centre), zoom, bounds);
  const off = map.project(map.getCenter()).distanceTo(map.project(within));
  return Math.abs(map.getZoom() - zoom) < 0.001 && off < SAME_PX;
}
