import { toLatLng } from "./lat-lng.js";

/**
 * Keep the frame on the small overview around what the map shows.
 *
 * @param {import("leaflet").Map} map
 */
export function frameOnOverview(map) {
  const overview = /** @type {SVGSVGElement | null} */ (document.querySelector(".overview-map"));
  const frame = overview?.querySelector(".frame");
  if (!overview || !frame) return;
  const [west, south, east, north] = (overview.dataset.bounds ?? "").split(" ").map(Number);
  const project = (/** @type {number} */ lon, /** @type {number} */ lat) => L.CRS.EPSG3857.latLngToPoint(toLatLng([lon, lat]), 10);
  const corner = project(west, north);
  const { x, y, width, height } = overview.viewBox.baseVal;
  // The view box starts before 0 by the width of the drawing's margin.
  const scale = (width + 2 * x) / project(east, south).subtract(corner).x;
  const clamp = (/** @type {number} */ value, /** @type {number} */ start, /** @type {number} */ size) => Math.min(start + size, Math.max(start, value));
  const updateFrame = () => {
    const bounds = map.getBounds();
    const [from, to] = [bounds.getNorthWest(), bounds.getSouthEast()].map(({ lng, lat }) => project(lng, lat).subtract(corner).multiplyBy(scale));
    const [left, right] = [clamp(from.x, x, width), clamp(to.x, x, width)];
    const [top, bottom] = [clamp(from.y, y, height), clamp(to.y, y, height)];
    // Keep the frame large enough to be seen.
    const box = { x: left, y: top, width: Math.max(16, right - left), height: Math.max(16, bottom - top) };
    for (const [name, value] of Object.entries(box)) frame.setAttribute(name, value.toFixed(0));
  };
  map.on("moveend", updateFrame);
  updateFrame();
}
