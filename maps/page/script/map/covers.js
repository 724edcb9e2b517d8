/**
 * What lies over an element: the boxes of all that carries data-over-map and is seen, in its own pixels.
 *
 * @param {Element} map
 * @returns {import("./boxes.js").Box[]}
 */
export function coverBoxes(map) {
  const view = map.getBoundingClientRect();
  const boxes = [];
  for (const cover of document.querySelectorAll("[data-over-map]")) {
    // What a closed menu holds has a box where a browser skips it rather than takes it away.
    if (cover.checkVisibility?.() === false) continue;
    // A panel that is still growing counts as it will be.
    for (const animation of cover.getAnimations()) animation.finish();
    const box = cover.getBoundingClientRect();
    const [left, top] = [Math.max(box.left, view.left), Math.max(box.top, view.top)];
    const [right, bottom] = [Math.min(box.right, view.right), Math.min(box.bottom, view.bottom)];
    if (left >= right || top >= bottom || getComputedStyle(cover).visibility === "hidden") continue;
    boxes.push({ x: left - view.left, y: top - view.top, width: right - left, height: bottom - top });
  }
  return boxes;
}
