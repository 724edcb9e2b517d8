/**
 * Closes what one of the map's buttons has opened by a press elsewhere on the map.
 *
 * @param {HTMLDetailsElement} menu
 * @param {HTMLElement} pane
 */
export function makeDismissible(menu, pane) {
  pane.addEventListener("pointerdown", ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) menu.open = false;
  });
}
