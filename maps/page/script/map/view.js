import { toLatLng } from "./lat-lng.js";
import { setUpMoves } from "./moves.js";
import { container, map } from "./map.js";
import { page } from "../main.js";
import { findLastingCovers } from "./covers.js";
import { fitView } from "./fit-view.js";
import { reveal } from "./reveal.js";
/** @import { View } from "./fit-view.js" */

/** Zoom levels closer than the overview up to which a view still counts as the overview. */
const OVERVIEW_TOLERANCE = 0.3;
/** Least width and height of the map in pixels; a smaller one is not fitted. */
const MIN_SIZE_PX = 50;
/** Zoom of a map that is hidden from the start. */
const UNFITTED_ZOOM = 10;
/** Pixels and zoom levels by which views may differ and still count as the same; Leaflet rounds to whole pixels. */
const SAME_PX = 2;
const SAME_ZOOM = 0.001;

/**
 * Control which part of the world the map shows. Fit the given extents beside the panels, and fit them again when the
 * map's size changes, until the reader moves the map.
 *
 * @param {import("leaflet").LatLngBounds} bounds how far the reader can pan
 * @param {() => import("leaflet").LatLng | null} getOpenCentre returns the centre of the open area
 * @param {() => import("leaflet").LatLng | null} getSubject returns the place to keep in sight when the map's size changes
 */
export function setUpView(bounds, getOpenCentre, getSubject) {
  /** Extents to show; null for the overview. */
  let wantedExtents = /** @type {number[][] | null} */ (null);
  let fittedView = /** @type {View | null} */ (null);
  // A map that is not displayed has no size to fit to: the fit is due as soon as it has one.
  let [overviewZoom, isAnimating, isFitDue] = [0, false, false];
  const moves = setUpMoves(getOpenCentre);
  /** @param {boolean} isAnimated */
  const fit = (isAnimated) => {
    isFitDue = isHidden();
    if (isFitDue) return;
    const frame = { size: { width: container.clientWidth, height: container.clientHeight }, covers: findLastingCovers(container) };
    const overview = fitView(page.overviewExtents, frame, map.getMinZoom());
    overviewZoom = overview.zoom;
    const fitted = wantedExtents ? fitView(wantedExtents, frame, overviewZoom) : overview;
    const isFirst = fittedView === null;
    fittedView = fitted;
    moves.run(() => {
      isAnimating = isAnimated && !moves.reducesMotion();
      // Without bounds for the moment: when Leaflet stops one move to start another, it would pan back into them instead.
      map.setMaxBounds();
      // Setting the view that is shown already would draw everything again.
      if (isAnimated || isFirst || !isShown(fitted)) map.setView(toLatLng(fitted.centre), fitted.zoom, { animate: isAnimating });
      // Beside large panels, what is fitted may lie so near to the bounds that the view extends beyond them.
      map.setMaxBounds(viewBounds(fitted).extend(bounds));
    });
  };
  /** Return whether the map still shows what was fitted last. */
  const isFitted = () => isAnimating || (fittedView !== null && isShown(fittedView));
  const followSize = () => {
    if (isHidden() || map.getSize().equals([container.clientWidth, container.clientHeight])) return;
    const [mustFit, keepInSight] = [isFitDue || isFitted(), holdPlace(getSubject())];
    page.settleLegend();
    map.invalidateSize({ animate: false });
    limitZoom(bounds);
    if (mustFit) fit(false);
    else keepInSight();
  };

  limitZoom(bounds);
  // A map that is hidden is not fitted yet, but needs a view.
  if (isHidden()) map.setView(map.options.center ?? [0, 0], UNFITTED_ZOOM);
  map.on("moveend", () => (isAnimating = false));
  new ResizeObserver(followSize).observe(container);
  return {
    /** @param {number[][] | null} extents to show, each as west, south, east, north; null for the overview */
    show: (extents, isAnimated = true) => {
      wantedExtents = extents;
      fit(isAnimated);
    },
    /** Fit the current extents again, unless the reader has moved the map since. */
    refit: () => isFitted() && fit(true),
    moves,
    /** Do not fit the map again until something else is shown: the reader has moved it. */
    keep: () => ([isAnimating, fittedView] = [false, null]),
    /** Return whether the map shows the overview, and the reader has not moved it. */
    isUnmovedOverview: () => wantedExtents === null && isFitted(),
    isOverview: () => wantedExtents === null && map.getZoom() <= overviewZoom + OVERVIEW_TOLERANCE,
  };
}

/** Return whether the map is hidden, as in print, or too small to show anything. */
function isHidden() {
  return Math.min(container.clientWidth, container.clientHeight) < MIN_SIZE_PX;
}

/**
 * Return how to follow a change of the map's size after the reader has moved the map: keep the zoom and, if it is in view
 * now, bring the place back in sight, as panels may lie elsewhere by then.
 *
 * @param {import("leaflet").LatLng | null} place
 */
function holdPlace(place) {
  const isInView = place && map.getBounds().contains(place);
  return () => {
    if (map.getZoom() < map.getMinZoom()) map.setZoom(map.getMinZoom());
    if (isInView) reveal([place.lng, place.lat, place.lng, place.lat], false);
  };
}

/**
 * Limit how far the map zooms out.
 *
 * @param {import("leaflet").LatLngBounds} bounds the most that the map shows
 */
function limitZoom(bounds) {
  const [{ x, y }, size] = [map.project(bounds.getSouthEast(), 0).subtract(map.project(bounds.getNorthWest(), 0)), map.getSize()];
  // Not by `setMinZoom`, which would zoom with an animation.
  map.options.minZoom = size.x > 0 ? Math.min(map.getMaxZoom(), Math.max(0, Math.log2(Math.max(size.x / x, size.y / y)))) : 0;
}

/**
 * Return the bounds of the map when it shows a view.
 *
 * @param {View} view
 */
function viewBounds({ centre, zoom }) {
  const [middle, half] = [map.project(toLatLng(centre), zoom), map.getSize().divideBy(2)];
  return L.latLngBounds(map.unproject(middle.subtract(half), zoom), map.unproject(middle.add(half), zoom));
}

/**
 * Return whether the map shows a view.
 *
 * @param {View} view
 */
function isShown({ centre, zoom }) {
  const distance = map.project(map.getCenter()).distanceTo(map.project(toLatLng(centre)));
  return Math.abs(map.getZoom() - zoom) < SAME_ZOOM && distance < SAME_PX;
}
