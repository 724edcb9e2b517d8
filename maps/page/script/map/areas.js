import { isWithin } from "./boxes.js";
import { toLatLng } from "./lat-lng.js";
import { makeButton, markCurrent } from "./area-button.js";

/**
 * @typedef {import("leaflet").LatLng} LatLng
 * @typedef {{area: import("../types").Area, reach: import("leaflet").Polygon, footprint: import("leaflet").Polygon, path: SVGElement}} Shape
 */

/**
 * Make the shapes that folium drew into buttons; return functions to name, highlight and find them.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Area[]} areas
 * @param {(id: string) => void} open
 */
export function drawAreas(map, areas, open) {
  const shapes = findShapes(map, areas);
  for (const { area, path } of shapes) makeButton(path, area.id, open);
  // The SVG only contains the buttons; it means nothing itself.
  shapes[0]?.path.ownerSVGElement?.setAttribute("role", "none");
  /** Where reaches overlap, the open area comes first. */
  let chosen = /** @type {string | null} */ (null);
  return {
    shapes,
    /**
     * @param {string | null} id the open area
     * @param {string[] | null} lit areas that the fact on the map concerns; empty: the zone as a whole; null: no fact
     */
    show: (id, lit) => {
      chosen = id;
      for (const { area, reach, footprint, path } of shapes) {
        const isLit = lit !== null && (lit.length === 0 || lit.includes(area.id));
        reach.getElement()?.classList.toggle("selected", area.id === id);
        reach.getElement()?.classList.toggle("lit", isLit);
        for (const layer of [reach, footprint]) layer.getElement()?.classList.toggle("unlit", lit !== null && !isLit);
        markCurrent(path, id);
      }
    },
    /** @param {string | null} id the area under the pointer, here or in the list */
    hover: (id) => {
      for (const { area, reach, footprint } of shapes) {
        for (const layer of [reach, footprint]) layer.getElement()?.classList.toggle("hovered", area.id === id);
      }
    },
    /**
     * Return the area whose footprint contains a place, else whose reach does; of several the open one, else the nearest.
     *
     * @param {LatLng} at
     * @returns {string | null}
     */
    at: (at) => {
      const nearness = (/** @type {Shape} */ { area }) => (area.id === chosen ? 0 : map.distance(at, toLatLng(area.centre)));
      for (const part of /** @type {const} */ (["footprint", "reach"])) {
        const found = shapes.filter((shape) => holdsPlace(shape[part], at)).sort((a, b) => nearness(a) - nearness(b));
        if (found.length > 0) return found[0].area.id;
      }
      return null;
    },
    /** @param {(key: string) => string} text */
    name: (text) => {
      for (const { area, path } of shapes) path.setAttribute("aria-label", text(`area.${area.id}.shape`));
    },
  };
}

/**
 * Return the shapes that folium drew, in the order of the areas.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Area[]} areas
 * @returns {Shape[]}
 */
function findShapes(map, areas) {
  /** @type {import("leaflet").Polygon[]} */
  const layers = [];
  map.eachLayer((layer) => layers.push(/** @type {import("leaflet").Polygon} */ (layer)));
  const ofClass = (/** @type {string} */ name) => layers.filter(({ options }) => options.className?.split(" ")[0] === name);
  const [reaches, footprints] = [ofClass("reach"), ofClass("footprint")];
  return areas.map((area, index) => ({ area, reach: reaches[index], footprint: footprints[index], path: /** @type {SVGElement} */ (footprints[index].getElement()) }));
}

/**
 * @param {import("leaflet").Polygon} shape
 * @param {LatLng} at
 */
function holdsPlace(shape, at) {
  return shape.getBounds().contains(at) && isInside(/** @type {LatLng[][]} */ (shape.getLatLngs()), at);
}

/**
 * Return whether a place lies in a shape.
 *
 * @param {LatLng[][]} rings
 * @param {LatLng} at
 */
export function isInside(rings, at) {
  const point = (/** @type {LatLng} */ { lng, lat }) => ({ x: lng, y: lat });
  return isWithin(rings.map((ring) => ring.map(point)), point(at));
}
