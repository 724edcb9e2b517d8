import { coverBoxes } from "./covers.js";
import { fitView } from "./fit-view.js";
import { toMercator, worldPixels } from "./mercator.js";

/**
 * Lays the drawing of the whole map where the live map's overview will be, so that nothing jumps when that comes.
 *
 * @param {HTMLElement} pane
 * @param {number[]} home west, south, east, north: what the drawing shows
 * @param {number[][]} extents what the overview shows
 */
export function positionStaticMap(pane, [west, south, east, north], extents) {
  const drawing = /** @type {SVGSVGElement} */ (pane.querySelector(".static-map"));
  const map = /** @type {HTMLElement} */ (pane.querySelector(".folium-map"));
  const { clientWidth: width, clientHeight: height } = map;
  if (width === 0 || height === 0) return;
  const { centre, zoom } = fitView(extents, { size: { width, height }, covers: coverBoxes(map) });
  const [scale, [x, y]] = [worldPixels(zoom), toMercator(centre)];
  const [[left, top], [right, bottom]] = [toMercator([west, north]), toMercator([east, south])];
  drawing.style.inset = `${height / 2 + (top - y) * scale}px auto auto ${width / 2 + (left - x) * scale}px`;
  drawing.style.width = `${(right - left) * scale}px`;
  drawing.style.height = `${(bottom - top) * scale}px`;
}
