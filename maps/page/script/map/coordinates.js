import { toLatLngs } from "./lat-lng.js";
import { gcj02ToBd09, wgs84ToGcj02 } from "./datum.js";

/** One more than in WGS-84, so that who converts back finds the place that he came from: some 1 m. */
const DECIMALS = 5;

/**
 * A point as people paste it.
 *
 * @param {readonly [number, number]} point lon/lat
 * @returns {string} latitude, longitude
 */
function formatPoint([lon, lat]) {
  return `${lat.toFixed(DECIMALS)}, ${lon.toFixed(DECIMALS)}`;
}

/**
 * The centre of the open area in China's datums, and how far they move it: as arrows on the map while it is explained.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Area[]} areas
 */
export function setUpCoordinates(map, areas) {
  const details = /** @type {HTMLElement} */ (document.getElementById("details"));
  const arrows = L.layerGroup().addTo(map);
  /** @type {import("../types").Area | undefined} */
  let open;
  const points = () => {
    if (!open) return {};
    const gcj02 = wgs84ToGcj02(open.centre);
    return { gcj02, bd09: gcj02ToBd09(gcj02) };
  };
  const draw = () => {
    arrows.clearLayers();
    const isExplained = open !== undefined && details.querySelector(".coordinates-of[open] [data-datum]") !== null;
    map.getContainer().classList.toggle("with-arrows", isExplained);
    if (!open || !isExplained) return;
    for (const [datum, end] of Object.entries(points())) {
      L.polyline(toLatLngs([open.centre, end]), { className: `arrow ${datum}`, interactive: false }).addTo(arrows);
    }
  };
  details.addEventListener("toggle", draw, { capture: true });
  return {
    /** @param {import("../types").View} view */
    show: ({ area, lens }) => {
      // At the lens's first stops the place is not shown, and so nothing that hangs on it.
      open = lens === "estimate" ? areas.find(({ id }) => id === area) : undefined;
      for (const [datum, point] of Object.entries(points())) {
        const value = details.querySelector(`[data-datum=${datum}]`);
        if (value) value.textContent = formatPoint(point);
      }
      draw();
    },
  };
}
