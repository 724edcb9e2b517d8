/**
 * Shape, reach and name of an area are one target: pointed at they light up, clicked they open the area.
 *
 * @param {import("leaflet").Map} map
 * @param {{
 *   areaAt: (event: import("leaflet").LeafletMouseEvent) => string | null,
 *   open: (id: string) => void,
 *   hover: (id: string | null) => void,
 * }} page
 */
export function followPointer(map, { areaAt, open, hover }) {
  let pointed = /** @type {string | null} */ (null);
  const point = (/** @type {string | null} */ id) => {
    if (id === pointed) return;
    pointed = id;
    map.getContainer().classList.toggle("on-area", id !== null);
    hover(id);
  };
  // A finger does not hover: what it taps would stay lit.
  if (matchMedia("(hover: hover)").matches) {
    map.on("mousemove", (event) => point(areaAt(event)));
    map.on("mouseout", () => point(null));
  }
  map.on("click", (event) => {
    const id = areaAt(event);
    if (id !== null) open(id);
  });
}
