import { toLatLng } from "./lat-lng.js";
import { setUpMoves } from "./moves.js";

/** Zoom levels from the overview within which it still is one. */
const NEARLY = 0.3;
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

  /** @param {boolean} gently */
  const fit = (gently) => {
    const { x: width, y: height } = map.getSize();
    isDue = width === 0 || height === 0;
    if (isDue) return;
    const frame = { size: { width, height }, covers: coverBoxes(container) };
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
  const isFitted = () => isGliding || (fitted !== null && isShown(map, fitted));
  const followBox = () => {
    // On paper there is no live map.
    if (container.clientWidth === 0 || map.getSize().equals([container.clientWidth, container.clientHeight])) return;
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
 * @param {import("leaflet").Map} map
 * @param {View} view
 */
function isShown(map, { centre, zoom }) {
  const off = map.project(map.getCenter()).distanceTo(map.project(toLatLng(centre)));
  return Math.abs(map.getZoom() - zoom) < 0.001 && off < SAME_PX;
}
