/**
 * Closes what one of the map's buttons has opened by Escape or a press elsewhere on the map.
 *
 * @param {HTMLDetailsElement} menu
 * @param {HTMLElement} pane
 */
export function makeDismissible(menu, pane) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    // The open area stays open.
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus({ preventScroll: true });
  });
  pane.addEventListener("pointerdown", ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) menu.open = false;
  });
}
