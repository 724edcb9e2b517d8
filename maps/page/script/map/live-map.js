import { drawAreas } from "./areas.js";
import { drawBackdrop } from "./backdrop.js";
import { setUpControls } from "./controls.js";
import { setUpCoordinates } from "./coordinates.js";
import { followOnOverview } from "./overview.js";
import { makeLabels } from "./labels.js";
import { setUpLayers } from "./tile-layers.js";
import { data, page } from "../main.js";
import { setUpKeyboardPan } from "./keyboard-pan.js";
import { setUpSizeComparison } from "./size-comparison.js";
import { setUpDownloads } from "../panel/downloads.js";

const AREA_ZOOM = 13.5;
const map = map_zone;
const [west, south, east, north] = data.home;
const home = L.latLngBounds(L.GeoJSON.coordsToLatLngs([[west, south], [east, north]]));

map.getContainer().setAttribute("role", "application");
map.getContainer().tabIndex = 0;
map.fitBounds(home, { animate: false });
const areas = drawAreas(map, data.areas, page.open);
await drawBackdrop(map, data.backdrop);
const labels = makeLabels(map, data, () => comparison.boxes());
const comparison = setUpSizeComparison(map, data, { ...page, close: page.closeSize, moved: labels.place });
const coordinates = setUpCoordinates(map, data.areas);
const downloads = setUpDownloads(map, data, page);
const online = setUpLayers(map, data.layers, { text: page.text, relabel: labels.place });
/** @type {import("../types").View} */
let seen = { area: null, lit: null, lens: "", size: null };
page.takeOver({
  name: () => {
    map.getContainer().ariaLabel = page.text("map.label");
    areas.name(page.text);
    labels.name(page.text, page.language());
    comparison.name();
    online.name();
  },
  fillDownloads: downloads.fill,
  show: (view, gently) => {
    seen = view;
    areas.show(view.area, view.lit);
    comparison.show(view.size, gently);
    coordinates.show(view);
    fit(gently);
    // Where nothing moves the names still follow the lens.
    labels.place();
  },
});
followOnOverview(map);
setUpKeyboardPan(map, { text: page.text, tag: page.tag, areas: data.areas });
setUpControls(map, { text: page.text, fitAll, refit: () => fit(false), relabel: labels.place });
await labels.prepare();

/** @param {boolean} gently */
function fit(gently) {
  const { area, lit, lens, size } = seen;
  if (size !== null) {
    fitTo(comparison.bounds(), gently);
    return;
  }
  const wanted = lens === "estimate" ? (lit ?? (area === null ? [] : [area])) : [];
  if (wanted.length > 0) fitTo(areas.bounds(wanted), gently);
  else fitAll();
}

/**
 * @param {import("leaflet").LatLngBounds} bounds
 * @param {boolean} gently
 */
function fitTo(bounds, gently) {
  const { top, bottom, left } = covered();
  map.fitBounds(bounds, {
    paddingTopLeft: [24 + left, 24 + top],
    paddingBottomRight: [24, 24 + bottom],
    maxZoom: AREA_ZOOM,
    animate: gently && !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
}

/** How many pixels of the map lie under something, from each side; a thing counts for the side that it takes least of. */
function covered() {
  const view = map.getContainer().getBoundingClientRect();
  const sides = { top: 0, bottom: page.details.covers(view), left: 0 };
  for (const cover of document.querySelectorAll(".lens, .legend[open], .fact-note")) {
    const box = cover.getBoundingClientRect();
    if (box.height === 0 || getComputedStyle(cover).visibility === "hidden") continue;
    const isHigh = box.bottom - view.top < view.bottom - box.top;
    if (box.width < 0.45 * view.width && !isHigh) sides.left = Math.max(sides.left, box.right - view.left);
    else if (isHigh) sides.top = Math.max(sides.top, box.bottom - view.top);
    else sides.bottom = Math.max(sides.bottom, view.bottom - box.top);
  }
  return sides;
}

function fitAll() {
  map.fitBounds(home, { animate: false });
}
