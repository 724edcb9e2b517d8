import { drawAreas } from "./areas.js";
import { drawBackdrop } from "./backdrop.js";
import { setUpControls } from "./controls.js";
import { makeLabels } from "./labels.js";
import { data, page } from "./main.js";

const AREA_ZOOM = 13.5;
const map = map_zone;
const [west, south, east, north] = data.home;
const home = L.latLngBounds(L.GeoJSON.coordsToLatLngs([[west, south], [east, north]]));

map.getContainer().setAttribute("role", "application");
const areas = drawAreas(map, data.areas, page.open);
drawBackdrop(map, data.backdrop);
const labels = makeLabels(map, data);
page.takeOver({
  name: () => {
    map.getContainer().ariaLabel = page.text("map.label");
    areas.name(page.text);
    labels.name(page.text);
  },
  show: (area, gently) => {
    areas.select(area);
    if (area === null) fitAll();
    else fitArea(area, gently);
  },
});
setUpControls(map, { text: page.text, fitAll, relabel: labels.place });

/**
 * @param {string} area
 * @param {boolean} gently
 */
function fitArea(area, gently) {
  const view = map.getContainer().getBoundingClientRect();
  const covered = page.details.covers(view);
  const legend = document.querySelector(".legend[open]")?.getBoundingClientRect();
  const beside = legend && legend.right - view.left < view.width / 2 ? legend.right - view.left : 0;
  map.fitBounds(areas.bounds(area), {
    paddingTopLeft: [24 + beside, 24],
    paddingBottomRight: [24, 24 + covered],
    maxZoom: AREA_ZOOM,
    animate: gently && !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
}

function fitAll() {
  map.fitBounds(home, { animate: false });
}
