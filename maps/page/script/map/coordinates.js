import { toLatLngs } from "./lat-lng.js";
import { gcj02ToBd09, wgs84ToGcj02 } from "./datum.js";

/** Decimal places for some 1 m, one more than for WGS-84, so that converting back returns the original coordinates. */
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
 * Show the centre of the open area in China's datums, and draw their shifts as arrows while their explanation is open.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Area[]} areas
 */
export function setUpCoordinates(map, areas) {
  const details = /** @type {HTMLElement} */ (document.getElementById("details"));
  /** @type {import("leaflet").Polyline[]} */
  let arrows = [];
  /** @type {import("../types").Area | undefined} */
  let openArea;
  const convertCentre = () => {
    if (!openArea) return {};
    const gcj02 = wgs84ToGcj02(openArea.centre);
    return { gcj02, bd09: gcj02ToBd09(gcj02) };
  };
  const drawArrows = () => {
    for (const arrow of arrows) arrow.remove();
    arrows = [];
    const isExplained = openArea !== undefined && details.querySelector(".coordinates-of[open] [data-datum]") !== null;
    map.getContainer().classList.toggle("with-arrows", isExplained);
    if (!openArea || !isExplained) return;
    for (const [datum, point] of Object.entries(convertCentre())) {
      const arrow = L.polyline(toLatLngs([openArea.centre, point]), { className: `arrow ${datum}`, interactive: false, noClip: true, smoothFactor: 0 });
      arrows.push(arrow.addTo(map));
    }
  };
  details.addEventListener("toggle", drawArrows, { capture: true });
  return {
    /** @param {import("../types").View} view */
    show: ({ area, lens }) => {
      // At other stops of the lens the map does not show the area, so there is no shift to draw.
      openArea = lens === "estimate" ? areas.find(({ id }) => id === area) : undefined;
      for (const [datum, point] of Object.entries(convertCentre())) {
        const value = details.querySelector(`[data-datum=${datum}]`);
        if (value) value.textContent = formatPoint(point);
      }
      drawArrows();
    },
  };
}
