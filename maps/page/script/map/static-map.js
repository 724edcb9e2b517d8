import { makeAreaButton } from "./area-button.js";
import { data } from "../data.js";
import { findLastingCovers } from "./covers.js";
import { fitView } from "./fit-view.js";
import { toMercator, worldPixels } from "./mercator.js";

/** Smallest size of the map, in pixels, at which the legend opens by itself; in larger type the window must be larger too. */
const LEGEND_MIN_SIZE = { width: 800, height: 700 };
const LEGEND_MIN_WINDOW = "(min-width: 50rem) and (min-height: 43.75rem)";

/**
 * Make the areas of the static drawing buttons, and fit the drawing and the legend to the window, until the live map
 * replaces the drawing.
 *
 * @param {HTMLElement} pane
 * @param {number[][]} extents what the overview shows
 * @param {(area: string, click?: MouseEvent) => void} open
 */
export function setUpStaticMap(pane, extents, open) {
  const shapes = /** @type {NodeListOf<SVGElement>} */ (pane.querySelectorAll("[data-area]"));
  for (const shape of shapes) {
    const id = shape.dataset.area ?? "";
    makeAreaButton(shape, id, open);
    shape.addEventListener("click", (click) => open(id, click));
  }
  // Some phone browsers cannot show an element in full screen.
  /** @type {HTMLElement} */ (pane.querySelector("[data-full-screen]")).hidden = !document.fullscreenEnabled;
  const legend = /** @type {HTMLDetailsElement} */ (pane.querySelector(".legend"));
  let isSetByReader = false;
  legend.querySelector("summary")?.addEventListener("click", () => (isSetByReader = true));
  /** Open the legend if the map is large enough, unless the reader has opened or closed it. */
  const settleLegend = () => {
    if (!isSetByReader) legend.open = pane.clientWidth >= LEGEND_MIN_SIZE.width && pane.clientHeight >= LEGEND_MIN_SIZE.height && matchMedia(LEGEND_MIN_WINDOW).matches;
  };
  /** The size of the map at the last layout. */
  let lastSize = "";
  const layOut = () => {
    const size = `${pane.clientWidth} ${pane.clientHeight}`;
    if (size === lastSize) return;
    lastSize = size;
    settleLegend();
    positionDrawing(pane, extents);
  };
  const observer = new ResizeObserver(layOut);
  return {
    settleLegend,
    /** Return whether the page has one column, the map above the text. This forces a layout: call it only when needed. */
    isNarrow: () => getComputedStyle(pane).position !== "sticky",
    /** Lay out both now, and again whenever the size of the map changes. */
    layOut: () => {
      layOut();
      observer.observe(pane);
    },
    /** Hand over to the live map. Return the area whose shape had the focus. */
    disconnect: () => {
      observer.disconnect();
      const focused = [...shapes].find((shape) => shape === document.activeElement)?.dataset.area;
      for (const shape of shapes) shape.removeAttribute("data-area");
      return focused;
    },
  };
}

/**
 * Place the drawing where the live map's overview will be, so that nothing jumps when it appears.
 *
 * @param {HTMLElement} pane
 * @param {number[][]} extents what the overview shows
 */
function positionDrawing(pane, extents) {
  const [west, south, east, north] = data.home;
  const drawing = /** @type {SVGSVGElement} */ (pane.querySelector(".static-map"));
  const map = /** @type {HTMLElement} */ (pane.querySelector(".folium-map"));
  const { clientWidth: width, clientHeight: height } = map;
  if (width === 0 || height === 0) return;
  const { centre, zoom } = fitView(extents, { size: { width, height }, covers: findLastingCovers(map) });
  const [scale, [x, y]] = [worldPixels(zoom), toMercator(centre)];
  const [[left, top], [right, bottom]] = [toMercator([west, north]), toMercator([east, south])];
  drawing.style.inset = `${height / 2 + (top - y) * scale}px auto auto ${width / 2 + (left - x) * scale}px`;
  drawing.style.width = `${(right - left) * scale}px`;
  drawing.style.height = `${(bottom - top) * scale}px`;
}
