import { makeButton, pressShape } from "./area-button.js";

/**
 * Gives folium's shapes their names and keys.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Area[]} areas
 * @param {(id: string) => void} open
 */
export function drawAreas(map, areas, open) {
  const { reaches, footprints } = findShapes(map);
  const shapes = areas.map((area, index) => {
    const [reach, footprint] = [reaches[index], footprints[index]];
    const path = /** @type {SVGElement} */ (footprint.getElement());
    reach.getElement()?.classList.add(area.colour);
    path.classList.add(area.colour);
    makeButton(path, area.id, open);
    footprint.on("click", () => open(area.id));
    return { area, reach, path };
  });
  for (const { reach } of shapes) reach.bringToBack();
  return {
    /** @param {string[]} ids */
    bounds: (ids) => {
      const wanted = areas.filter(({ id }) => ids.includes(id));
      const corners = wanted.flatMap(({ extent: [west, south, east, north] }) => [[west, south], [east, north]]);
      return L.latLngBounds(L.GeoJSON.coordsToLatLngs(/** @type {[number, number][]} */ (corners)));
    },
    /**
     * @param {string | null} id the open area
     * @param {string[] | null} lit those that the open fact concerns; none of them: the zone as a whole
     */
    show: (id, lit) => {
      for (const { area, reach, path } of shapes) {
        const isLit = lit !== null && (lit.length === 0 || lit.includes(area.id));
        reach.getElement()?.classList.toggle("selected", area.id === id);
        reach.getElement()?.classList.toggle("lit", isLit);
        for (const element of [reach.getElement(), path]) element?.classList.toggle("unlit", lit !== null && !isLit);
        pressShape(path, id);
      }
    },
    /** @param {(key: string) => string} text */
    name: (text) => {
      for (const { area, path } of shapes) path.setAttribute("aria-label", text(`area.${area.id}.shape`));
    },
  };
}

/**
 * The shapes that folium drew, each list in the order of the areas.
 *
 * @param {import("leaflet").Map} map
 */
export function findShapes(map) {
  /** @type {import("leaflet").Path[]} */
  const layers = [];
  map.eachLayer((layer) => layers.push(/** @type {import("leaflet").Path} */ (layer)));
  const ofClass = (/** @type {string} */ name) => layers.filter(({ options }) => options.className?.split(" ")[0] === name);
  return {
    reaches: /** @type {import("leaflet").Circle[]} */ (ofClass("reach")),
    footprints: /** @type {import("leaflet").Polygon[]} */ (ofClass("footprint")),
  };
}
