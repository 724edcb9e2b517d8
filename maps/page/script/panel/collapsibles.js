import { onPrint } from "./print.js";

/**
 * Close the sections that stand open for readers without script; open them again for print.
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
