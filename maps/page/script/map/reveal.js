import { contains } from "./boxes.js";
import { toLatLng } from "./lat-lng.js";

/**
 * Bring into view what the reader has reached by keyboard, unless it is in view already; never zoom in.
 *
 * @param {import("leaflet").Map} map
 * @param {number[]} extent west, south, east, north
 * @param {Pick<import("./view.js").Page, "fitView" | "coverBoxes">} page
 * @returns {boolean} whether the map had to move
 */
export function reveal(map, extent, { fitView, coverBoxes }) {
  const [west, south, east, north] = extent;
  const bounds = L.latLngBounds([toLatLng([west, south]), toLatLng([east, north])]);
  const { x: width, y: height } = map.getSize();
  const covers = coverBoxes(map.getContainer());
  const middle = map.latLngToContainerPoint(bounds.getCenter());
  if (map.getBounds().contains(bounds) && !covers.some((cover) => contains(cover, middle))) return false;
  const { centre, zoom } = fitView([extent], { size: { width, height }, covers }, map.getMinZoom());
  const nearest = Math.min(zoom, map.getZoom());
  // As many pixels from the middle of the map as it was fitted: from farther off it is smaller, and as clear of what covers the map.
  const off = map.project(bounds.getCenter(), zoom).subtract(map.project(toLatLng(centre), zoom));
  map.setView(map.unproject(map.project(bounds.getCenter(), nearest).subtract(off), nearest), nearest);
  return true;
}
