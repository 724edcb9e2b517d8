import { container, map } from "./map.js";

/**
 * Make footprint, reach and name of an area one target: hovering highlights the area, a click opens it.
 *
 * @param {{
 *   areaAt: (point: import("leaflet").Point) => string | null,
 *   open: (id: string) => void,
 *   hover: (id: string | null) => void,
 * }} page `areaAt`: the area at a point of the map, in its pixels
 */
export function followPointer({ areaAt, open, hover }) {
  let hovered = /** @type {string | null} */ (null);
  const setHovered = (/** @type {string | null} */ id) => {
    if (id === hovered) return;
    hovered = id;
    container.classList.toggle("on-area", id !== null);
    hover(id);
  };
  container.addEventListener("pointermove", (event) => {
    // Touch does not hover: a tapped area would stay highlighted.
    if (event.pointerType === "mouse") setHovered(areaAt(map.mouseEventToContainerPoint(event)));
  });
  container.addEventListener("pointerleave", () => setHovered(null));
  map.on("click", ({ containerPoint }) => {
    const id = areaAt(containerPoint);
    if (id !== null) open(id);
  });
}
