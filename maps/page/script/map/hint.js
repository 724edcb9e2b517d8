import { pane } from "./map.js";

/** Milliseconds for which a hint is shown. */
const HINT_MS = 1600;
const hint = /** @type {HTMLElement} */ (pane.querySelector(".map-hint"));
let hiding = 0;

/**
 * Show a hint over the map for a moment. It is hidden from screen readers, which announce the same in other ways.
 *
 * @param {string} words
 * @param {number} duration in milliseconds
 */
export function showHint(words, duration = HINT_MS) {
  hint.textContent = words;
  hint.classList.toggle("long", duration > HINT_MS);
  hint.hidden = false;
  clearTimeout(hiding);
  hiding = window.setTimeout(hideHint, duration);
}

/** Hide the hint; return whether it was shown. */
export function hideHint() {
  const wasShown = !hint.hidden;
  hint.hidden = true;
  return wasShown;
}
