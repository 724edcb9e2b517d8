/** Milliseconds for which a hint is seen. */
const HINT_MS = 1600;
let hiding = 0;

/**
 * Shows words over the map for a moment; those who listen are told otherwise.
 *
 * @param {HTMLElement} pane
 * @param {string} words
 * @param {number} duration in milliseconds
 */
export function showHint(pane, words, duration = HINT_MS) {
  const hint = /** @type {HTMLElement} */ (pane.querySelector(".map-hint"));
  hint.textContent = words;
  hint.hidden = false;
  clearTimeout(hiding);
  hiding = window.setTimeout(() => hideHint(pane), duration);
}

/**
 * @param {HTMLElement} pane
 * @returns {boolean} whether there was one
 */
export function hideHint(pane) {
  const hint = /** @type {HTMLElement} */ (pane.querySelector(".map-hint"));
  const wasShown = !hint.hidden;
  hint.hidden = true;
  return wasShown;
}
