import { toLatLngs } from "./lat-lng.js";
import { container, map } from "./map.js";
import { data } from "../data.js";

/** Draw the shifts of the open area's centre in China's datums as arrows, while their explanation is open. */
export function setUpCoordinates() {
  const details = /** @type {HTMLElement} */ (document.getElementById("details"));
  /** @type {import("leaflet").Polyline[]} */
  let arrows = [];
  /** @type {import("../types").Area | undefined} */
  let openArea;
  const drawArrows = () => {
    for (const arrow of arrows) arrow.remove();
    arrows = [];
    const isExplained = openArea !== undefined && details.querySelector(".coordinates-of[open] [data-datum]") !== null;
    container.classList.toggle("with-arrows", isExplained);
    if (!openArea || !isExplained) return;
    for (const [datum, point] of Object.entries(openArea.datums ?? {})) {
      const arrow = L.polyline(toLatLngs([openArea.centre, point]), { className: `arrow ${datum}`, interactive: false, noClip: true, smoothFactor: 0 });
      arrows.push(arrow.addTo(map));
    }
  };
  details.addEventListener("toggle", drawArrows, { capture: true });
  return {
    /** @param {import("../types").View} view */
    show: ({ area, lens }) => {
      // At other stops of the lens the map does not show the area, so there is no shift to draw.
      openArea = lens === "estimate" ? data.areas.find(({ id }) => id === area) : undefined;
      drawArrows();
    },
  };
}
