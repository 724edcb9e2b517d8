import { container, map } from "./map.js";
import { page } from "../main.js";

/**
 * Make footprint, reach and name of an area one target: hovering highlights the area, a click opens it.
 *
 * @param {(point: import("leaflet").Point) => string | null} areaAt returns the area at a point of the map, in its pixels
 */
export function followPointer(areaAt) {
  let hovered = /** @type {string | null} */ (null);
  const setHovered = (/** @type {string | null} */ id) => {
    if (id === hovered) return;
    hovered = id;
    container.classList.toggle("on-area", id !== null);
    page.hover(id);
  };
  container.addEventListener("pointermove", (event) => {
    // Touch does not hover: a tapped area would stay highlighted.
    if (event.pointerType === "mouse") setHovered(areaAt(map.mouseEventToContainerPoint(event)));
  });
  container.addEventListener("pointerleave", () => setHovered(null));
  map.on("click", ({ containerPoint, originalEvent }) => {
    const id = areaAt(containerPoint);
    if (id !== null) page.open(id, originalEvent);
  });
}
