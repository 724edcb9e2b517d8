import { onPrint } from "./print.js";

/**
 * Folds what stands open in the page for readers without script; on paper it is open again.
 *
 * @param {string} selector
 */
export function setUpCollapsibles(selector) {
  const folds = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(selector)]);
  for (const fold of folds) fold.open = false;
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  onPrint((isPaper) => {
    if (isPaper && opened.length === 0) opened = folds.filter((fold) => !fold.open);
    for (const fold of opened) fold.open = isPaper;
    if (!isPaper) opened = [];
  });
}
