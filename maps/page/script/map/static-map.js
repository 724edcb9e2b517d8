import { coverBoxes } from "./covers.js";
import { fitView } from "./fit-view.js";
import { toMercator, worldPixels } from "./mercator.js";

/** Smallest size of a map, in pixels, on which the legend opens by itself. */
const ROOMY = { width: 800, height: 700 };

/**
 * Fit the static drawing and the legend to the window until the live map replaces the drawing.
 *
 * @param {HTMLElement} pane
 * @param {number[]} home west, south, east, north: what the drawing shows
 * @param {number[][]} extents what the overview shows
 */
export function setUpStaticMap(pane, home, extents) {
  const legend = /** @type {HTMLDetailsElement} */ (pane.querySelector(".legend"));
  let isTouched = false;
  legend.querySelector("summary")?.addEventListener("click", () => (isTouched = true));
  /** Open the legend if the map is large enough, unless the reader has opened or closed it. */
  const settleLegend = () => {
    if (!isTouched) legend.open = pane.clientWidth >= ROOMY.width && pane.clientHeight >= ROOMY.height;
  };
  /** The size of the map at the last layout. */
  let laidOut = "";
  const lay = () => {
    const size = `${pane.clientWidth} ${pane.clientHeight}`;
    if (size === laidOut) return;
    laidOut = size;
    settleLegend();
    position(pane, home, extents);
  };
  const observer = new ResizeObserver(lay);
  return {
    settleLegend,
    /** Lay out both now, and again whenever the size of the map changes. */
    lay: () => {
      lay();
      observer.observe(pane);
    },
    leave: () => observer.disconnect(),
  };
}

/**
 * Place the drawing where the live map's overview will be, so that nothing jumps when it appears.
 *
 * @param {HTMLElement} pane
 * @param {number[]} home west, south, east, north: what the drawing shows
 * @param {number[][]} extents what the overview shows
 */
function position(pane, [west, south, east, north], extents) {
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
