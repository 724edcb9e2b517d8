import { toLatLngs } from "./lat-lng.js";
import { gcj02ToBd09, wgs84ToGcj02 } from "./datum.js";

/** Some 1 m; one more than for WGS-84, so that converting back returns the original coordinates. */
const DECIMALS = 5;

/**
 * Format a point as people paste it.
 *
 * @param {readonly [number, number]} point lon/lat
 * @returns {string} latitude, longitude
 */
function formatPoint([lon, lat]) {
  return `${lat.toFixed(DECIMALS)}, ${lon.toFixed(DECIMALS)}`;
}

/**
 * Show the centre of the open area in China's datums, and draw their shifts as arrows while the explanation is open.
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
      // At other stops of the lens the map does not show the area, so there is no shift to draw.
      open = lens === "estimate" ? areas.find(({ id }) => id === area) : undefined;
      for (const [datum, point] of Object.entries(points())) {
        const value = details.querySelector(`[data-datum=${datum}]`);
        if (value) value.textContent = formatPoint(point);
      }
      draw();
    },
  };
}
