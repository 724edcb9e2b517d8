/** Pixels of a map that is narrow for its controls. */
const NARROW = 480;

/**
 * Adds the scale bar, which says its length in the page's language.
 *
 * @param {import("leaflet").Map} map
 * @param {() => string} tag BCP 47 tag of that language
 */
export function addScaleBar(map, tag) {
  // In pixels: beside it the credits need their room.
  const maxWidth = map.getSize().x < NARROW ? 80 : 120;
  const control = L.control.scale({ imperial: false, maxWidth });
  // Leaflet itself writes "5 km" in every language.
  const bar = Object.assign(control, {
    _updateScale: (/** @type {HTMLElement} */ line, /** @type {string} */ text, /** @type {number} */ share) => {
      const unit = text.endsWith("km") ? "kilometer" : "meter";
      line.style.width = `${Math.round(maxWidth * share)}px`;
      line.textContent = new Intl.NumberFormat(tag(), { style: "unit", unit }).format(parseFloat(text));
    },
  }).addTo(map);
  const holder = /** @type {HTMLElement} */ (control.getContainer());
  // As wide as it can get, so that what keeps clear of it does not depend on the zoom.
  holder.style.minWidth = `${maxWidth}px`;
  holder.setAttribute("data-over-map", "");
  return { /** In another language. */ name: () => /** @type {any} */ (bar)._update() };
}
