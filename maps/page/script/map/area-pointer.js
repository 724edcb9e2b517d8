/**
 * Shape, reach and name of an area are one target: pointed at they light up, clicked they open the area.
 *
 * @param {import("leaflet").Map} map
 * @param {{
 *   areaAt: (point: import("leaflet").Point) => string | null,
 *   open: (id: string) => void,
 *   hover: (id: string | null) => void,
 * }} page `areaAt`: the area at a point of the map, in its pixels
 */
export function followPointer(map, { areaAt, open, hover }) {
  const container = map.getContainer();
  let pointed = /** @type {string | null} */ (null);
  const point = (/** @type {string | null} */ id) => {
    if (id === pointed) return;
    pointed = id;
    container.classList.toggle("on-area", id !== null);
    hover(id);
  };
  container.addEventListener("pointermove", (event) => {
    // A finger does not hover: what it taps would stay lit.
    if (event.pointerType === "mouse") point(areaAt(map.mouseEventToContainerPoint(event)));
  });
  container.addEventListener("pointerleave", () => point(null));
  map.on("click", ({ containerPoint }) => {
    const id = areaAt(containerPoint);
    if (id !== null) open(id);
  });
}
