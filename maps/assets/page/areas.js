const FEATHER = 1.25;

/**
 * Gives folium's shapes their names, keys and soft edges.
 *
 * @param {import("leaflet").Map} map
 * @param {import("./types").Area[]} areas
 * @param {(id: string) => void} open
 */
export function drawAreas(map, areas, open) {
  const shapes = areas.map((area, index) => {
    const halo = window[`halo_${index}`];
    const footprint = window[`footprint_${index}`];
    const path = /** @type {SVGElement} */ (footprint.getElement());
    halo.getElement()?.classList.add(area.colour);
    path.classList.add(area.colour);
    path.dataset.area = area.id;
    path.setAttribute("role", "button");
    path.setAttribute("tabindex", "0");
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      open(area.id);
    });
    footprint.on("click", () => open(area.id));
    if (!area.surveyed) feather(footprint, area).addTo(map).bringToBack();
    return { area, halo, path };
  });
  for (const { halo } of shapes) halo.bringToBack();
  return {
    /** @param {string} id */
    bounds: (id) => /** @type {typeof shapes[0]} */ (shapes.find(({ area }) => area.id === id)).halo.getBounds(),
    /** @param {string | null} id */
    select: (id) => {
      for (const { area, halo, path } of shapes) {
        halo.getElement()?.classList.toggle("selected", area.id === id);
        path.setAttribute("aria-pressed", String(area.id === id));
      }
    },
    /** @param {(key: string) => string} text */
    name: (text) => {
      for (const { area, path } of shapes) path.setAttribute("aria-label", text(`area.${area.id}.shape`));
    },
  };
}

/**
 * The soft edge of an estimated area: a wider copy of its footprint, filled by a gradient that is
 * half as strong where the true size ends.
 *
 * @param {import("leaflet").Polygon} footprint
 * @param {import("./types").Area} area
 */
function feather(footprint, area) {
  const [lon, lat] = area.centre;
  const grow = (/** @type {any} */ point) =>
    Array.isArray(point) ? point.map(grow) : L.latLng(lat + (point.lat - lat) * FEATHER, lon + (point.lng - lon) * FEATHER);
  return L.polygon(grow(footprint.getLatLngs()), { className: `feather ${area.colour}`, fill: true, stroke: false, interactive: false });
}
