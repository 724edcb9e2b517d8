import { isWithin } from "./boxes.js";
import { toLatLng } from "./lat-lng.js";
import { makeAreaButton } from "./area-button.js";
import { map } from "./map.js";
import { data } from "../data.js";
import { page } from "../main.js";
/** @import { LatLng, Polygon } from "leaflet" */

/** @typedef {{area: import("../types").Area, reach: Polygon, footprint: Polygon}} Shape */

const polygons = /** @type {Polygon[]} */ ([]);
map.eachLayer((layer) => polygons.push(/** @type {Polygon} */ (layer)));
const [reaches, footprints] = ["reach", "footprint"].map((kind) => polygons.filter(({ options }) => options.className?.split(" ")[0] === kind));
/**
 * The shapes that folium has drawn, in the order of the areas.
 *
 * @type {Shape[]}
 */
export const areaShapes = data.areas.map((area, index) => ({ area, reach: reaches[index], footprint: footprints[index] }));

/** Make buttons of the shapes that folium has drawn; return functions to highlight and find them. */
export function setUpAreas() {
  for (const { area, footprint } of areaShapes) {
    const path = /** @type {SVGElement} */ (footprint.getElement());
    makeAreaButton(path, area.id, page.open);
    // The SVG only contains the buttons; it means nothing itself.
    path.ownerSVGElement?.setAttribute("role", "none");
  }
  /** The open area; it comes first where reaches overlap. */
  let openId = /** @type {string | null} */ (null);
  return {
    /**
     * @param {string | null} id the open area
     * @param {string[] | null} lit areas that the fact on the map concerns; empty: the zone as a whole; null: no fact
     */
    show: (id, lit) => {
      openId = id;
      for (const { area, reach, footprint } of areaShapes) {
        const isLit = lit !== null && (lit.length === 0 || lit.includes(area.id));
        reach.getElement()?.classList.toggle("selected", area.id === id);
        reach.getElement()?.classList.toggle("lit", isLit);
        for (const layer of [reach, footprint]) layer.getElement()?.classList.toggle("unlit", lit !== null && !isLit);
      }
    },
    /** @param {string | null} id the area under the pointer, here or in the list */
    hover: (id) => {
      for (const { area, reach, footprint } of areaShapes) {
        for (const layer of [reach, footprint]) layer.getElement()?.classList.toggle("hovered", area.id === id);
      }
    },
    /**
     * Return the area whose footprint contains a place, else whose reach does; of several the open one, else the nearest.
     *
     * @param {LatLng} place
     * @returns {string | null}
     */
    areaAt: (place) => {
      const distanceTo = (/** @type {Shape} */ { area }) => (area.id === openId ? 0 : map.distance(place, toLatLng(area.centre)));
      for (const kind of /** @type {const} */ (["footprint", "reach"])) {
        const found = areaShapes.filter((shape) => containsPlace(shape[kind], place)).sort((a, b) => distanceTo(a) - distanceTo(b));
        if (found.length > 0) return found[0].area.id;
      }
      return null;
    },
  };
}

/**
 * @param {Polygon} shape
 * @param {LatLng} place
 */
function containsPlace(shape, place) {
  return shape.getBounds().contains(place) && isInside(/** @type {LatLng[][]} */ (shape.getLatLngs()), place);
}

/**
 * Return whether a place lies in a shape.
 *
 * @param {LatLng[][]} rings
 * @param {LatLng} place
 */
export function isInside(rings, place) {
  const toPoint = (/** @type {LatLng} */ { lng, lat }) => ({ x: lng, y: lat });
  return isWithin(rings.map((ring) => ring.map(toPoint)), toPoint(place));
}
