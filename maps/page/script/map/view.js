import { toLatLng } from "./lat-lng.js";
import { setUpMoves } from "./moves.js";

/** Zoom levels from the overview within which it still is one. */
const NEARLY = 0.3;
/** Pixels of the least width and height at which the map is fitted. */
const LEAST_PX = 50;
/** Pixels; Leaflet puts a view on whole ones. */
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
 * }} Page `chosen`: the middle of the area that is open
 */

/**
 * What part of the world the map shows. It fits what is asked for beside the panels, and anew when its own size
 * changes, until the reader moves it.
 *
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").LatLngBounds} bounds how far the reader can move
 * @param {Page} page
 */
export function setUpView(map, bounds, { overviewExtents, fitView, coverBoxes, settleLegend, chosen }) {
  const container = map.getContainer();
  /** What is to be seen; null for the overview. */
  let wanted = /** @type {number[][] | null} */ (null);
  let fitted = /** @type {View | null} */ (null);
  // In a frame that is not displayed there is nothing to fit to: it is due when there is.
  let [overviewZoom, isGliding, isDue] = [0, false, false];
  const moves = setUpMoves(map, chosen);
  /** Out of sight, on paper or squeezed: nothing is to be seen then. */
  const isFlat = () => Math.min(container.clientWidth, container.clientHeight) < LEAST_PX;

  /** @param {boolean} gently */
  const fit = (gently) => {
    isDue = isFlat();
    if (isDue) return;
    const frame = { size: { width: container.clientWidth, height: container.clientHeight }, covers: coverBoxes(container) };
    const overview = fitView(overviewExtents, frame, map.getMinZoom());
    overviewZoom = overview.zoom;
    const { centre, zoom } = (fitted = wanted ? fitView(wanted, frame, overviewZoom) : overview);
    moves.leave(() => {
      isGliding = gently && !moves.isStill();
      // Else Leaflet, as it stops a move to begin another, would pan back into the bounds and go on with that.
      map.setMaxBounds();
      map.setView(toLatLng(centre), zoom, { animate: isGliding });
      map.setMaxBounds(bounds);
    });
  };
  /** Whether it still shows what was fitted last. */
  const isFitted = () => isGliding || (fitted !== null && isShown(map, bounds, fitted));
  const followBox = () => {
    if (isFlat() || map.getSize().equals([container.clientWidth, container.clientHeight])) return;
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
    /** @param {number[][] | null} extents what is to be seen, each as west, south, east, north; null for the overview */
    show: (extents, gently = true) => {
      wanted = extents;
      fit(gently);
    },
    /** Fits anew what is shown, unless the reader has moved the map since. */
    refit: () => {
      if (isFitted()) fit(true);
    },
    zoomBy: moves.zoomBy,
    /** Leaves the map as it is, until something else is shown: the reader has arranged what lies on it. */
    keep: () => ([isGliding, fitted] = [false, null]),
    isOverview: () => wanted === null && map.getZoom() <= overviewZoom + NEARLY,
  };
}

/**
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").LatLngBounds} bounds beyond which the map does not zoom out
 */
function limitZoom(map, bounds) {
  map.options.minZoom = 0;
  if (map.getSize().x > 0) map.options.minZoom = map.getBoundsZoom(bounds, true); // by `setMinZoom` Leaflet would glide there first
}

/**
 * Whether the map shows a view, or as much of it as lies within the bounds.
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
