import { toLatLngs } from "./lat-lng.js";
import { dragByKey, dragByPointer } from "./draggable.js";
import { equalAreaCircle } from "./equal-area-circle.js";
import { centredBox } from "./boxes.js";
import { areApart, map } from "./map.js";

/** Width of the outline in pixels, with some margin. */
const OUTLINE_PX = 6;

/**
 * Lay a circle on the map, with a handle at its northernmost point, where the handle hides little of what lies inside.
 *
 * @param {import("leaflet").LatLng} start
 * @param {number} km2 area of the circle
 * @param {(isAtEnd: boolean) => void} onMove called after every move; `isAtEnd`: whether the edge of the map cut it short
 */
export function layCircle(start, km2, onMove) {
  let centre = start;
  const { circle, handle } = makeCircle();
  /** Return the centre nearest to `to` at which the whole circle lies within the map's bounds. */
  const limitToMap = (/** @type {import("leaflet").LatLng} */ to) => {
    const limits = /** @type {import("leaflet").LatLngBounds | undefined} */ (map.options.maxBounds);
    if (!limits) return to;
    const bounds = circle.getBounds();
    const [height, width] = [bounds.getNorth() - centre.lat, bounds.getEast() - centre.lng];
    const lat = Math.max(limits.getSouth() + height, Math.min(to.lat, limits.getNorth() - height));
    return L.latLng(lat, Math.max(limits.getWest() + width, Math.min(to.lng, limits.getEast() - width)));
  };
  const draw = () => {
    const corners = toLatLngs(equalAreaCircle([centre.lng, centre.lat], km2));
    circle.setLatLngs(corners);
    L.DomUtil.setPosition(handle, map.latLngToLayerPoint(corners[0]));
  };
  const movable = {
    centre: () => centre,
    /** @param {import("leaflet").LatLng} to */
    move: (to) => {
      centre = limitToMap(to);
      draw();
      onMove(areApart(to, centre));
    },
  };
  dragByPointer(handle, movable);
  dragByPointer(/** @type {Element} */ (circle.getElement()), movable);
  dragByKey(handle, movable);
  const moveToClick = (/** @type {import("leaflet").LeafletMouseEvent} */ { latlng }) => movable.move(latlng);
  map.on("zoomend viewreset", draw).on("click", moveToClick);
  draw();
  return {
    handle,
    centre: movable.centre,
    bounds: () => circle.getBounds(),
    /** Return the box of the handle, then boxes along the outline, too close for a name between them. */
    boxes: () => {
      const [corners] = /** @type {import("leaflet").LatLng[][]} */ (circle.getLatLngs());
      const sizes = corners.map((_, index) => (index === 0 ? { width: handle.offsetWidth, height: handle.offsetHeight } : { width: OUTLINE_PX, height: OUTLINE_PX }));
      return corners.map((corner, index) => centredBox(map.latLngToContainerPoint(corner), sizes[index]));
    },
    remove: () => {
      map.off("zoomend viewreset", draw).off("click", moveToClick);
      circle.remove();
      handle.remove();
    },
  };
}

function makeCircle() {
  // The circle lies above the areas and below the names, the handle above the names.
  for (const [name, level] of [["size-circle", 440], ["size-handle", 460]]) {
    const pane = map.getPane(`${name}`) ?? map.createPane(`${name}`);
    pane.style.zIndex = `${level}`;
  }
  const pane = "size-circle";
  // For screen readers the handle represents the circle.
  /** @type {HTMLElement} */ (map.getPane(pane)).ariaHidden = "true";
  const circle = L.polygon([], { pane, className: "size-circle", interactive: false, smoothFactor: 0, noClip: true });
  circle.addTo(map);
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "size-handle";
  map.getPane("size-handle")?.append(handle);
  return { circle, handle };
}
