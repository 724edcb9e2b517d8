/** Milliseconds for which the status is empty first: the same words are else no news. */
const EMPTY = 60;
/** Milliseconds of rest after which a run of moves is told. */
const REST = 700;

let filling = 0;
let resting = 0;
/** What is told once the reader's moves have come to rest. */
let waiting = /** @type {(() => string) | null} */ (null);

/**
 * Tells those who listen what the reader did; what waits to be told is then out of date.
 *
 * @param {string} message
 * @param {Element | null} dialog the open one: what lies outside of a modal one is not told
 */
export function announce(message, dialog = document.querySelector("dialog[open]")) {
  const status = dialog?.querySelector(".panel-status") ?? document.getElementById("announcements");
  waiting = null;
  clearTimeout(resting);
  clearTimeout(filling);
  if (!status) return;
  status.textContent = "";
  filling = window.setTimeout(() => (status.textContent = message), EMPTY);
}

/** @param {() => string} message told when it was asked for last some time ago, in the words of then */
export function announceAtRest(message) {
  waiting = message;
  clearTimeout(resting);
  resting = window.setTimeout(() => announce(message()), REST);
}

/** @param {() => string} message whether it still waits to be told */
export function isWaiting(message) {
  return waiting === message;
}
