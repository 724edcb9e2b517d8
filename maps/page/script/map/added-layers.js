import { data } from "../data.js";
import { page } from "../main.js";
import { findCovers } from "./covers.js";
import { fitPopups } from "./popups.js";
import { runStoredScript } from "../run-text.js";
import { languageTag } from "../text/texts.js";

// Show the layers that an author has added with folium. Their script runs in its own scope, and its errors do not
// stop the page. It runs after the page's map is set up and before the first view is fitted, so that the view includes
// the layers, clear of their legends.

/** The methods by which an author may set the first view. */
const MOVE_METHODS = ["fitBounds", "flyTo", "flyToBounds", "panTo", "setView", "setZoom"];

/** Format of the numbers of a colour bar, which are rounded already; years have no separator. */
const TICK_FORMAT = /** @type {any} */ ({ maximumFractionDigits: 20, useGrouping: "min2" });

const map = /** @type {any} */ (map_zone);
const container = map.getContainer();
const { takeOver } = page;

page.takeOver = (live) => {
  imitateFoliumPage();
  hideOwnLayers();
  const moves = runScript();
  page.overviewExtents.push(...listLayers().flatMap(extentsWithinMap));
  for (const control of container.querySelectorAll(".leaflet-bottom.leaflet-right > .leaflet-control")) control.dataset.overMap = "";
  takeOver(live);
  for (const [name, args] of moves) map[name](...args);
  for (const layer of listLayers()) if (layer instanceof L.Popup) layer.update();
  writeColourBars();
  new MutationObserver(writeColourBars).observe(document.documentElement, { attributeFilter: ["lang"] });
};

/** Write the numbers of colour bars in the current language. */
function writeColourBars() {
  for (const tick of container.querySelectorAll(".colour-bar data")) {
    tick.textContent = Number(tick.value).toLocaleString(languageTag(), TICK_FORMAT);
  }
}

/** Provide what the authors' script would find in folium's own page. */
function imitateFoliumPage() {
  delete /** @type {any} */ (L.Icon.Default.prototype)._getIconUrl;
  // Leaflet's own pin is an image file.
  const pin = drawPin(getComputedStyle(document.documentElement).getPropertyValue("--accent"));
  L.Icon.Default.mergeOptions({ iconUrl: pin, iconRetinaUrl: pin, shadowUrl: "", shadowRetinaUrl: "" });
  // The page's panels cover the other corners.
  for (const corner of Object.keys(map._controlCorners)) map._controlCorners[corner] = map._controlCorners.bottomright;
  map._controlCorners.bottomright.prepend(...document.querySelectorAll(".added-markup"));
  fitPopups(() => findCovers(container));
  Object.assign(globalThis, { map_zone: map });
}

/**
 * Return the address of a picture of a pin.
 *
 * @param {string} colour
 */
function drawPin(colour) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 41"><path fill="${colour}" stroke="white" d="M12.5 1a11.5 11.5 0 0 1 11.5 11.5c0 8-11.5 27-11.5 27S1 20.5 1 12.5A11.5 11.5 0 0 1 12.5 1z"/><circle cx="12.5" cy="12.5" r="4.5" fill="white"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Hide the page's own shapes from a script that clears the map before it draws, and keep the map. */
function hideOwnLayers() {
  const own = new Set(listLayers());
  const { eachLayer, removeLayer } = map;
  map.eachLayer = (/** @type {(layer: any) => void} */ visit, /** @type {unknown} */ self) =>
    eachLayer.call(map, (/** @type {any} */ layer) => own.has(layer) || visit.call(self, layer));
  map.removeLayer = (/** @type {any} */ layer) => (own.has(layer) ? map : removeLayer.call(map, layer));
  map.remove = () => map;
}

/** Run the authors' script; return the calls by which it sets the view, to be made when the map has its first view. */
function runScript() {
  const moves = /** @type {[string, unknown[]][]} */ ([]);
  for (const name of MOVE_METHODS) map[name] = (/** @type {unknown[]} */ ...args) => (moves.push([name, args]), map);
  runStoredScript("added-script", "");
  for (const name of MOVE_METHODS) delete map[name];
  return moves;
}

function listLayers() {
  const layers = /** @type {any[]} */ ([]);
  map.eachLayer((/** @type {any} */ layer) => layers.push(layer));
  return layers;
}

/**
 * @param {any} layer
 * @returns {number[][]} west, south, east, north of the part of the layer within the page's own map; empty if there is none
 */
function extentsWithinMap(layer) {
  const at = layer.getLatLng?.();
  const bounds = layer.getBounds?.() ?? (at && L.latLngBounds([at]));
  if (!bounds?.isValid()) return [];
  const [west, south, east, north] = data.home;
  const clamped = [Math.max(west, bounds.getWest()), Math.max(south, bounds.getSouth()), Math.min(east, bounds.getEast()), Math.min(north, bounds.getNorth())];
  return clamped[0] <= clamped[2] && clamped[1] <= clamped[3] ? [clamped] : [];
}
