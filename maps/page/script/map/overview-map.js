import { toLatLng } from "./lat-lng.js";

/**
 * Keep the frame on the small overview where the map is.
 *
 * @param {import("leaflet").Map} map
 */
export function followOnOverview(map) {
  const inset = /** @type {SVGSVGElement | null} */ (document.querySelector(".overview-map"));
  const frame = inset?.querySelector(".frame");
  if (!inset || !frame) return;
  const [west, south, east, north] = (inset.dataset.bounds ?? "").split(" ").map(Number);
  const place = (/** @type {number} */ lon, /** @type {number} */ lat) => L.CRS.EPSG3857.latLngToPoint(toLatLng([lon, lat]), 10);
  const corner = place(west, north);
  const { x, y, width, height } = inset.viewBox.baseVal;
  // The view box starts before 0 by the width of the drawing's margin.
  const scale = (width + 2 * x) / place(east, south).subtract(corner).x;
  const within = (/** @type {number} */ value, /** @type {number} */ start, /** @type {number} */ size) => Math.min(start + size, Math.max(start, value));
  const follow = () => {
    const bounds = map.getBounds();
    const [from, to] = [bounds.getNorthWest(), bounds.getSouthEast()].map(({ lng, lat }) => place(lng, lat).subtract(corner).multiplyBy(scale));
    const [left, right] = [within(from.x, x, width), within(to.x, x, width)];
    const [top, bottom] = [within(from.y, y, height), within(to.y, y, height)];
    // Keep the frame large enough to be seen.
    const box = { x: left, y: top, width: Math.max(16, right - left), height: Math.max(16, bottom - top) };
    for (const [name, value] of Object.entries(box)) frame.setAttribute(name, value.toFixed(0));
  };
  map.on("moveend", follow);
  follow();
}
