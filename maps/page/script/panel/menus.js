/**
 * Close the open menus over the map. The focus stays at the button of a menu that has it. Return whether one was open.
 *
 * @param {Node | null} [kept] leave the menu open that contains this
 */
export function closeMenus(kept = null) {
  const open = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".controls details[open]"))].filter((menu) => !menu.contains(kept));
  for (const menu of open) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus({ preventScroll: true });
    menu.open = false;
  }
  return open.length > 0;
}
