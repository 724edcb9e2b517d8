/** Milliseconds for which a hint is shown. */
const HINT_MS = 1600;
let hiding = 0;

/**
 * Show a hint over the map for a moment. It is hidden from screen readers, which announce the same in other ways.
 *
 * @param {HTMLElement} pane
 * @param {string} words
 * @param {number} duration in milliseconds
 */
export function showHint(pane, words, duration = HINT_MS) {
  const hint = /** @type {HTMLElement} */ (pane.querySelector(".map-hint"));
  hint.textContent = words;
  hint.classList.toggle("long", duration > HINT_MS);
  hint.hidden = false;
  clearTimeout(hiding);
  hiding = window.setTimeout(() => hideHint(pane), duration);
}

/**
 * Hide the hint.
 *
 * @param {HTMLElement} pane
 * @returns {boolean} whether it was shown
 */
export function hideHint(pane) {
  const hint = /** @type {HTMLElement} */ (pane.querySelector(".map-hint"));
  const wasShown = !hint.hidden;
  hint.hidden = true;
  return wasShown;
}
