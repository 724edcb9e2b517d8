import { toLatLng, toLatLngs } from "./lat-lng.js";
import { drawAreas } from "./areas.js";
import { followPointer } from "./area-pointer.js";
import { drawBackdrop, unpack } from "./backdrop.js";
import { setUpControls } from "./controls.js";
import { setUpScaleBar } from "./scale-bar.js";
import { setUpCoordinates } from "./coordinates.js";
import { makeLabels } from "./labels.js";
import { followOnOverview } from "./overview-map.js";
import { setUpLayers } from "./tile-layers.js";
import { data, page } from "../main.js";
import { setUpKeyboardPan } from "./keyboard-pan.js";
import { setUpSizeComparison } from "./size-comparison.js";
import { mendCentre } from "./mend-centre.js";
import { setUpNearby } from "./nearby.js";
import { reveal } from "./reveal.js";
import { subjects } from "./in-view.js";
import { tellMoves } from "./tell-moves.js";
import { setUpView } from "./view.js";
import { setUpDownloads } from "../panel/downloads.js";

/** Margin of the map's bounds, as a share of their size: around the municipality, or around the areas if it is unknown. */
const BEYOND = 0.1;
const AROUND_AREAS = 2;

const map = map_zone;
const container = map.getContainer();
container.setAttribute("role", "application");
container.tabIndex = 0;
container.setAttribute("aria-describedby", "map-keys");
mendCentre(map);
/** @type {import("../types").View} */
let shown = { area: null, lit: null, lens: "", size: null };
const view = setUpView(map, bounds(), { ...page, chosen });
// Fit first, while the map has no content that would have to follow.
view.show(extentsOf({ ...page.view(), size: null }), false);
drawBackdrop(map, data.backdrop, data.style);
await pause();
const areas = drawAreas(map, data.areas, page.open);
const isThen = () => container.classList.contains("network-at-release");
const labels = makeLabels(map, data, {
  shapes: areas.shapes,
  covers: () => [...page.coverBoxes(container), ...comparison.boxes()],
  situation: () => ({
    lens: shown.lens,
    area: shown.area,
    zoom: map.getZoom(),
    isThen: isThen(),
    isOverview: shown.area === null && view.isOverview(),
  }),
});
const comparison = setUpSizeComparison(map, data, { ...page, close: page.closeSize, moved: view.keep, settled: labels.place });
const coordinates = setUpCoordinates(map, data.areas);
const downloads = setUpDownloads(data, page, areas.shapes);
const online = setUpLayers(map, data.layers, page.text);
const begin = tellMoves(map, { text: page.text, tag: page.tag, subjects: () => subjects(data, areas.shapes, shown.lens) });
const zoomBy = (/** @type {number} */ step) => {
  begin("zoom");
  view.zoomBy(step);
};
const showAll = () => {
  begin("zoom");
  view.show(null);
};
const scaleBar = setUpScaleBar(map, page.text);
setUpControls(map, { text: page.text, zoomBy, showAll, relabel: labels.place });
followPointer(map, {
  // While a size is laid on the map, clicks go to it.
  areaAt: (point) => (shown.lens !== "estimate" || shown.size !== null ? null : (labels.areaAt(point) ?? areas.at(map.containerPointToLatLng(point)))),
  open: page.open,
  hover: page.hover,
});
followOnOverview(map);
// The map of the country is shown until the reader zooms in.
map.on("zoomend", () => container.closest(".map-pane")?.classList.toggle("is-overview", view.isOverview()));
const tellNearby = setUpNearby(map, { names: labels.names, isThen, start: data.size_comparison.at }, page);
setUpKeyboardPan(map, { text: page.text, begin, zoomBy, tellNearby });
container.addEventListener("focusin", ({ target }) => {
  const area = data.areas.find(({ id }) => id === /** @type {SVGElement} */ (target).dataset.area);
  // Only for keyboard focus: a shape that was clicked is in view already.
  if (area && /** @type {Element} */ (target).matches(":focus-visible") && reveal(map, area.extent, page)) view.keep();
});
// Panels over the map exist by now, so the fit can keep clear of them.
page.takeOver({
  name: () => {
    container.ariaLabel = page.text("map.label");
    areas.name(page.text);
    labels.name(page.text, data.foreign[page.language()]);
    comparison.name();
    online.name();
    scaleBar.name();
  },
  fillDownloads: downloads.fill,
  show: (next, gently) => {
    const isOnlyLens = next.lens !== shown.lens && next.area === shown.area && next.size === shown.size && String(next.lit) === String(shown.lit);
    const isFirst = shown.lens === "";
    shown = next;
    areas.show(next.area, next.lit);
    for (const outline of container.querySelectorAll("path.parent-zone")) outline.classList.toggle("subject", next.lens === "release");
    comparison.show(next.size, gently);
    coordinates.show(next);
    if (isFirst || !isOnlyLens) view.show(extentsOf(next), gently);
    // The names depend on the lens even if the map does not move.
    labels.place();
  },
  refit: view.refit,
  hover: areas.hover,
});

/** Let the browser paint and handle input in between. */
function pause() {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Return the extents to fit, each as [west, south, east, north] in degrees, or null for the overview.
 *
 * @param {import("../types").View} view
 */
function extentsOf({ area, lit, lens, size }) {
  if (size !== null) return [comparison.extent()];
  const ids = lens === "estimate" ? (lit ?? [area]) : [];
  const found = data.areas.filter(({ id }) => ids.includes(id)).map(({ extent }) => extent);
  return found.length > 0 ? found : null;
}

/** Return the centre of the open area, or null if none is open or drawn. */
function chosen() {
  const area = shown.lens === "estimate" && data.areas.find(({ id }) => id === shown.area);
  return area ? toLatLng(area.centre) : null;
}

/** Return the bounds for moving the map: the municipality, or if its districts are unknown, a wide margin around the areas. */
function bounds() {
  const outline = data.backdrop.features.find(({ kind }) => kind === "municipality");
  const [west, south, east, north] = data.home;
  const corners = outline?.parts.flatMap((part) => unpack(part, data.backdrop.scale)) ?? [];
  return L.latLngBounds(toLatLngs([[west, south], [east, north], ...corners])).pad(outline ? BEYOND : AROUND_AREAS);
}
