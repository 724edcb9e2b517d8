import { toLatLngs } from "./lat-lng.js";
import { dragByKey, dragByPointer } from "./draggable.js";
import { equalAreaCircle } from "./equal-area-circle.js";
import { centredBox } from "./boxes.js";

/** Pixels that the outline takes, with some air. */
const PEN = 6;

/**
 * Lays a circle on the map, with a handle at its northernmost point: there it leaves free what the circle lies over.
 *
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").LatLng} start
 * @param {number} km2
 * @param {() => void} moved told of every move
 */
export function layCircle(map, start, km2, moved) {
  let at = start;
  const { circle, handle } = makeCircle(map);
  /** The nearest place to `to` at which the map can show all of the circle. */
  const keepOnMap = (/** @type {import("leaflet").LatLng} */ to) => {
    const limits = /** @type {import("leaflet").LatLngBounds | undefined} */ (map.options.maxBounds);
    if (!limits) return to;
    const bounds = circle.getBounds();
    const [up, across] = [bounds.getNorth() - at.lat, bounds.getEast() - at.lng];
    const lat = Math.max(limits.getSouth() + up, Math.min(to.lat, limits.getNorth() - up));
    return L.latLng(lat, Math.max(limits.getWest() + across, Math.min(to.lng, limits.getEast() - across)));
  };
  const draw = () => {
    const corners = toLatLngs(equalAreaCircle([at.lng, at.lat], km2));
    circle.setLatLngs(corners);
    L.DomUtil.setPosition(handle, map.latLngToLayerPoint(corners[0]));
  };
  const load = {
    at: () => at,
    /** @param {import("leaflet").LatLng} to */
    move: (to) => {
      at = keepOnMap(to);
      draw();
      moved();
    },
  };
  dragByPointer(map, handle, load);
  dragByPointer(map, /** @type {Element} */ (circle.getElement()), load);
  dragByKey(map, handle, load);
  const moveToClick = (/** @type {import("leaflet").LeafletMouseEvent} */ { latlng }) => load.move(latlng);
  map.on("zoomend viewreset", draw).on("click", moveToClick);
  draw();
  return {
    handle,
    at: load.at,
    bounds: () => circle.getBounds(),
    /** What names have to keep clear of: the handle, and the outline in steps that no name fits between. */
    boxes: () => {
      const [corners] = /** @type {import("leaflet").LatLng[][]} */ (circle.getLatLngs());
      const sizes = corners.map((_, index) => (index === 0 ? { width: handle.offsetWidth, height: handle.offsetHeight } : { width: PEN, height: PEN }));
      return corners.map((corner, index) => centredBox(map.latLngToContainerPoint(corner), sizes[index]));
    },
    remove: () => {
      map.off("zoomend viewreset", draw).off("click", moveToClick);
      circle.remove();
      handle.remove();
    },
  };
}

/** @param {import("leaflet").Map} map */
function makeCircle(map) {
  // The circle over the areas and under the names, its handle over these.
  for (const [name, level] of [["size-circle", 440], ["size-handle", 460]]) {
    const pane = map.getPane(`${name}`) ?? map.createPane(`${name}`);
    pane.style.zIndex = `${level}`;
  }
  const pane = "size-circle";
  // The handle is its name.
  /** @type {HTMLElement} */ (map.getPane(pane)).ariaHidden = "true";
  const circle = L.polygon([], { pane, className: "size-circle", interactive: false, smoothFactor: 0, noClip: true });
  // Leaflet would put each corner on a whole pixel, which a circle shows.
  Object.assign(circle, {
    /**
     * @param {import("leaflet").LatLng[][]} rings
     * @param {import("leaflet").Point[][]} drawn
     * @param {import("leaflet").Bounds} bounds
     */
    _projectLatlngs: (rings, drawn, bounds) => {
      for (const ring of rings) drawn.push(ring.map((corner) => map.project(corner).subtract(map.getPixelOrigin())));
      for (const point of drawn.flat()) bounds.extend(point);
    },
  });
  circle.addTo(map);
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "size-handle";
  map.getPane("size-handle")?.append(handle);
  return { circle, handle };
}
