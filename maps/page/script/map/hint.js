import { pane } from "./map.js";

/** Milliseconds for which a hint is shown. */
const HINT_MS = 1600;
const hint = /** @type {HTMLElement} */ (pane.querySelector(".map-hint"));
let hiding = 0;

/** Whether the hint stays long enough for the names on the map to make room for it. */
const isLong = () => "overMap" in hint.dataset;
/** Place the names again, as when a panel opens (controls.js). */
const makeRoom = () => hint.dispatchEvent(new Event("toggle"));

/**
 * Show a hint over the map for a moment. It is hidden from screen readers, which announce the same in other ways.
 *
 * @param {string} words
 * @param {number} duration in milliseconds
 */
export function showHint(words, duration = HINT_MS) {
  const wasLong = isLong();
  hint.textContent = words;
  hint.toggleAttribute("data-over-map", duration > HINT_MS);
  hint.hidden = false;
  if (wasLong || isLong()) makeRoom();
  clearTimeout(hiding);
  hiding = window.setTimeout(hideHint, duration);
}

/** Hide the hint; return whether it was shown. */
export function hideHint() {
  const wasShown = !hint.hidden;
  hint.hidden = true;
  if (wasShown && isLong()) makeRoom();
  return wasShown;
}
