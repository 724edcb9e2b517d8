/**
 * Return whether any part of an element is in the window, below the title bar.
 *
 * @param {Element | null | undefined} element
 */
export function isInWindow(element) {
  const { top, bottom } = element?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  return top < innerHeight && bottom > barEdge();
}

/** Return the lower edge of the title bar, which may cover the top of the window, in pixels. */
export function barEdge() {
  return Math.max(0, document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0);
}
