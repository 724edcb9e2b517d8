/** Panels that the reader closes or leaves sooner or later: the map is not fitted beside them. */
const OPENED_PANEL = ".panel, .map-hint, .controls details *";

/**
 * Return the boxes of the visible elements over the map that stay there, clipped to the map and in its pixels.
 *
 * @param {Element} map
 */
export function findLastingCovers(map) {
  return findCovers(map, `[data-over-map]:not(${OPENED_PANEL})`);
}

/**
 * Return the boxes of all visible elements over the map, clipped to the map and in its pixels.
 *
 * @param {Element} map
 * @param {string} [selector] of the elements to count
 * @returns {import("./boxes.js").Box[]}
 */
export function findCovers(map, selector = "[data-over-map]") {
  const view = map.getBoundingClientRect();
  const boxes = [];
  for (const cover of document.querySelectorAll(selector)) {
    // In browsers that only skip the content of a closed menu, that content still has a box.
    if (cover.checkVisibility?.() === false) continue;
    // A panel that is still growing counts at its final size.
    for (const animation of cover.getAnimations()) animation.finish();
    const box = cover.getBoundingClientRect();
    const [left, top] = [Math.max(box.left, view.left), Math.max(topAtMostHalfOpen(/** @type {HTMLElement} */ (cover), box), view.top)];
    const [right, bottom] = [Math.min(box.right, view.right), Math.min(box.bottom, view.bottom)];
    if (left >= right || top >= bottom || getComputedStyle(cover).visibility === "hidden") continue;
    boxes.push({ x: left - view.left, y: top - view.top, width: right - left, height: bottom - top });
  }
  return boxes;
}

/**
 * Return the upper edge of a cover. A sheet that is more than half open counts as half open, so that the map behind it is
 * right when the sheet goes back. The padding at the foot of the page is as high as the half open sheet.
 *
 * @param {HTMLElement} cover
 * @param {DOMRect} box
 */
function topAtMostHalfOpen(cover, box) {
  const page = cover.dataset.sheet && cover.closest(".page");
  return page ? Math.max(box.top, box.bottom - parseFloat(getComputedStyle(page).paddingBottom)) : box.top;
}
