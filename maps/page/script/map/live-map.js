import { decodePath, drawBackdrop } from "./backdrop.js";
import { yieldToBrowser } from "../waits.js";
import { announceMoves } from "./announce-moves.js";
import { setUpCoordinates } from "./coordinates.js";
import { toLatLng, toLatLngs } from "./lat-lng.js";
import { isNetworkAtRelease, setUpControls } from "./controls.js";
import { followPointer } from "./area-pointer.js";
import { setUpDownloads } from "../panel/downloads.js";
import { isInWindow } from "../panel/in-window.js";
import { closeMenus } from "../panel/menus.js";
import { isSubjectCovered, makeLabels, mapNames } from "./labels.js";
import { frameOnOverview } from "./overview-map.js";
import { findCovers, findLastingCovers } from "./covers.js";
import { reveal } from "./reveal.js";
import { data } from "../data.js";
import { page } from "../main.js";
import { text } from "../text/texts.js";
import { setUpNearby } from "./nearby.js";
import { setUpSizeComparison } from "./size-comparison.js";
import { setUpScaleBar } from "./scale-bar.js";
import { setUpLayers } from "./tile-layers.js";
import { setUpView } from "./view.js";
import { findSubjects } from "./in-view.js";
import { setUpMapKeys } from "./keyboard-pan.js";
import { areaShapes, setUpAreas } from "./areas.js";
import { container, isGliding, map, pane } from "./map.js";

/** Margin of the map's bounds around the municipality, as a share of their size. */
const MUNICIPALITY_MARGIN = 0.1;
/** Milliseconds without scrolling after which the names are placed again, if need be. */
const SCROLL_REST_MS = 150;
/** Size of the bounds, if the municipality is unknown, as a multiple of the extent of the areas. */
const AREAS_SIZE = 5;

container.role = "application";
container.tabIndex = 0;
container.setAttribute("aria-describedby", "map-keys");
/** @type {import("../types").View} */
let current = { area: null, lit: null, lens: "", size: null };
/** Whether this stop of the lens draws nothing to fit, so that the map shows the overview: what is open is fitted later. */
let isAwaited = false;
/** Whether the map is fitted again at each stop of the lens. */
let followsNote = false;
const view = setUpView(findBounds(), getOpenCentre, () => comparison.handlePlace() ?? getOpenCentre());
// Fit first, while the map has no content that would have to follow.
view.show(findExtents({ ...page.view(), size: null }), false);
drawBackdrop(map, data);
await yieldToBrowser();
const areas = setUpAreas();
/** What covered the map when the names were placed last. */
let covers = /** @type {import("./boxes.js").Box[]} */ ([]);
const labels = makeLabels({
  covers: () => [...(covers = findCovers(container)), ...comparison.boxes().slice(0, 1)],
  outline: () => comparison.boxes().slice(1),
  situation: () => ({
    lens: current.lens,
    area: current.area,
    lit: current.lit,
    zoom: map.getZoom(),
    atRelease: isNetworkAtRelease(),
    isOverview: isOverview(),
  }),
});
const comparison = setUpSizeComparison(view.keep, labels.place);
const coordinates = setUpCoordinates();
/** The files take texts from the rest of the page. */
const whenDownloads = page.whenRest.then(() => setUpDownloads(areaShapes));
const onlineLayers = setUpLayers();
const beginMove = announceMoves(() => findSubjects(current.lens));
const zoomBy = (/** @type {number} */ step) => {
  beginMove("zoom");
  view.moves.zoomBy(step);
};
const showAll = () => {
  beginMove("zoom");
  view.show(null);
};
const scaleBar = setUpScaleBar();
setUpControls({ zoomBy, showAll, relabel: labels.place });
// While a size is laid on the map, clicks go to it.
followPointer((point) => (current.lens !== "estimate" || current.size !== null ? null : (labels.areaAt(point) ?? areas.areaAt(map.containerPointToLatLng(point)))));
frameOnOverview();
// Keep the open area clear of the legend. The overview stays where it is.
document.querySelector(".legend")?.addEventListener("toggle", () => (isOverview() ? labels.place() : view.refit()));
// In one column the map scrolls under the sheet and the open panels.
let scrollRest = 0;
const placeIfCovered = () => isInWindow(container) && JSON.stringify(findCovers(container)) !== JSON.stringify(covers) && labels.place();
addEventListener("scroll", () => {
  clearTimeout(scrollRest);
  scrollRest = window.setTimeout(placeIfCovered, SCROLL_REST_MS);
}, { passive: true });
// The map of the country is shown until the reader zooms in.
map.on("zoomend", markOverview);
const announceNearby = setUpNearby(labels.isWritten);
setUpMapKeys({ beginMove, zoomBy, moves: view.moves, announceNearby });
container.addEventListener("focusin", ({ target }) => {
  const area = data.areas.find(({ id }) => id === /** @type {SVGElement} */ (target).dataset.area);
  // Only for keyboard focus: a shape that was clicked is in view already.
  if (area && /** @type {Element} */ (target).matches(":focus-visible") && reveal(area.extent)) {
    view.keep();
    // A map taller than the window may have moved the shape out of it.
    const settle = () => target === document.activeElement && /** @type {SVGElement} */ (target).scrollIntoView({ block: "nearest" });
    if (isGliding()) map.once("moveend", settle);
    else settle();
  }
});
await yieldToBrowser();
// Panels over the map exist by now, so the fit can keep clear of them.
page.takeOver({
  name: () => {
    container.ariaLabel = text("map.label");
    labels.name();
    comparison.name();
    onlineLayers.name();
    scaleBar.name();
  },
  fillDownloads: () => whenDownloads.then(({ fill }) => fill()),
  show: (next, byReader) => {
    const isOnlyLens = isLensMoved(current, next);
    current = next;
    areas.show(next.area, next.lit);
    for (const outline of document.querySelectorAll(":is(.folium-map, .legend) path.parent-zone")) outline.classList.toggle("subject", next.lens === "release");
    comparison.show(next.size, byReader);
    coordinates.show(next);
    // A size is moved and zoomed by the buttons of a menu.
    if (byReader && !isOnlyLens && next.size === null) closeMenus();
    const extents = findExtents(next);
    if (!isOnlyLens || (isAwaited && extents && view.isUnmovedOverview())) view.show(extents, byReader);
    // A new stop keeps the view, unless on this map the note, whose length differs by stop, would hide its own subject.
    else if ((followsNote ||= isSubjectCovered(next.lens, findLastingCovers(container)))) view.refit();
    isAwaited = extents === null && (isAwaited || !isOnlyLens);
    // The names depend on the lens even if the map does not move.
    labels.place();
    markOverview();
  },
  describeSize: comparison.describe,
  refit: view.refit,
  hover: areas.hover,
});

/**
 * Return whether only the stop of the lens differs between two views; false at first, when there is no view before.
 *
 * @param {import("../types").View} before
 * @param {import("../types").View} after
 */
function isLensMoved(before, after) {
  const isSameSubject = before.area === after.area && before.size === after.size && String(before.lit) === String(after.lit);
  return isSameSubject && before.lens !== "" && before.lens !== after.lens;
}

/**
 * Return the extents to fit, each as [west, south, east, north] in degrees, or null for the overview.
 *
 * @param {import("../types").View} view
 */
function findExtents({ area, lit, lens, size }) {
  if (size !== null) return [comparison.extent()];
  const ids = lens === "estimate" ? (lit ?? [area]) : [];
  const extents = data.areas.filter(({ id }) => ids.includes(id)).map(({ extent }) => extent);
  return extents.length > 0 ? extents : null;
}

function isOverview() {
  return current.area === null && current.size === null && view.isOverview();
}

function markOverview() {
  pane.classList.toggle("is-overview", isOverview());
}

/** Return the centre of the open area, or null if none is open or drawn. */
function getOpenCentre() {
  const area = current.lens === "estimate" && data.areas.find(({ id }) => id === current.area);
  return area ? toLatLng(area.centre) : null;
}

/**
 * Return the bounds within which the map moves: around the municipality or, if that is unknown, a square around the areas,
 * as areas in a row would leave too little height for a view of all of them; and in any case around all landmarks.
 */
function findBounds() {
  const outline = data.backdrop.features.find(({ kind }) => kind === "municipality");
  const [west, south, east, north] = data.home;
  // Far landmarks lie outside the first view.
  const landmarks = mapNames.filter(({ isLandmark }) => isLandmark).map(({ at }) => at);
  const home = L.latLngBounds([...toLatLngs([[west, south], [east, north]]), ...landmarks]);
  if (outline) return home.extend(L.latLngBounds(toLatLngs(decodePath(outline.path, data).flat()))).pad(MUNICIPALITY_MARGIN);
  const corner = home.getSouthEast();
  return home.getCenter().toBounds(AREAS_SIZE * Math.max(map.distance(corner, home.getSouthWest()), map.distance(corner, home.getNorthEast())));
}
