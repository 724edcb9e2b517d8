import { onPrint } from "./print.js";

/**
 * Close the sections that stand open for readers without script; open them again for print.
 *
 * @param {string} selector
 */
export function setUpCollapsibles(selector) {
  const sections = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(selector)]);
  for (const section of sections) section.open = false;
  openForPrint(sections);
}

/**
 * Open sections while the page is printed.
 *
 * @param {HTMLDetailsElement[]} sections
 */
export function openForPrint(sections) {
  /** @type {HTMLDetailsElement[]} */
  let openedForPrint = [];
  onPrint((isPaper) => {
    if (isPaper && openedForPrint.length === 0) openedForPrint = sections.filter((section) => !section.open);
    for (const section of openedForPrint) section.open = isPaper;
    if (!isPaper) openedForPrint = [];
  });
}
