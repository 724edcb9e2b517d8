import { contains } from "./boxes.js";
import { toLatLng } from "./lat-lng.js";
import { container, map } from "./map.js";
import { findCovers } from "./covers.js";
import { fitView } from "./fit-view.js";

/**
 * Bring an extent into view beside the panels, unless it is already; never zoom in.
 *
 * @param {number[]} extent west, south, east, north
 * @param {boolean} [isAnimated] whether the map glides there; if left out, it does so over short distances
 * @returns {boolean} whether the map had to move
 */
export function reveal(extent, isAnimated) {
  const [west, south, east, north] = extent;
  const bounds = L.latLngBounds([toLatLng([west, south]), toLatLng([east, north])]);
  const { x: width, y: height } = map.getSize();
  const covers = findCovers(container);
  const centrePoint = map.latLngToContainerPoint(bounds.getCenter());
  if (map.getBounds().contains(bounds) && !covers.some((cover) => contains(cover, centrePoint))) return false;
  const { centre, zoom } = fitView([extent], { size: { width, height }, covers }, map.getMinZoom());
  // A point fits at every zoom.
  const targetZoom = west === east ? map.getZoom() : Math.min(zoom, map.getZoom());
  // Keep the distance, in pixels, from the middle of the map that the fit has found: at a lower zoom the extent is smaller, so it is clear of covers too.
  const offset = map.project(bounds.getCenter(), zoom).subtract(map.project(toLatLng(centre), zoom));
  map.setView(map.unproject(map.project(bounds.getCenter(), targetZoom).subtract(offset), targetZoom), targetZoom, { animate: isAnimated });
  return true;
}
