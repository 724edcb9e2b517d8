import { toMercator } from "./mercator.js";
import { map } from "./map.js";

/** Keep the frame on the small overview around what the map shows. */
export function frameOnOverview() {
  const overview = /** @type {SVGSVGElement | null} */ (document.querySelector(".overview-map"));
  const frame = overview?.querySelector(".frame");
  if (!overview || !frame) return;
  const [west, south, east, north] = (overview.dataset.bounds ?? "").split(" ").map(Number);
  const [cornerX, cornerY] = toMercator([west, north]);
  const { x, y, width, height } = overview.viewBox.baseVal;
  // The view box starts before 0 by the width of the drawing's margin.
  const scale = (width + 2 * x) / (toMercator([east, south])[0] - cornerX);
  const clamp = (/** @type {number} */ value, /** @type {number} */ start, /** @type {number} */ size) => Math.min(start + size, Math.max(start, value));
  const updateFrame = () => {
    const bounds = map.getBounds();
    const [from, to] = [bounds.getNorthWest(), bounds.getSouthEast()].map(({ lng, lat }) => toMercator([lng, lat]));
    const [left, right] = [from, to].map(([mapX]) => clamp((mapX - cornerX) * scale, x, width));
    const [top, bottom] = [from, to].map(([, mapY]) => clamp((mapY - cornerY) * scale, y, height));
    // Keep the frame large enough to be seen.
    const box = { x: left, y: top, width: Math.max(16, right - left), height: Math.max(16, bottom - top) };
    for (const [name, value] of Object.entries(box)) frame.setAttribute(name, value.toFixed(0));
  };
  map.on("moveend", updateFrame);
  updateFrame();
}
