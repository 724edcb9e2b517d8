/** Milliseconds for which the status is emptied first: otherwise the same words would not be announced again. */
const EMPTY_MS = 60;
/** Milliseconds of rest after which a run of moves is announced. */
const REST_MS = 700;

let filling = 0;
let resting = 0;
/** The announcement to make once the reader's moves have come to rest. */
let waiting = /** @type {(() => string) | null} */ (null);

/**
 * Announce to screen readers what the reader did. Drop an announcement that is still waiting: it is out of date.
 *
 * @param {string} message
 * @param {Element | null} dialog the open one: screen readers do not announce what lies outside a modal dialog
 */
export function announce(message, dialog = document.querySelector("dialog[open]")) {
  const status = dialog?.querySelector(".panel-status") ?? document.getElementById("announcements");
  waiting = null;
  clearTimeout(resting);
  clearTimeout(filling);
  if (!status) return;
  status.textContent = "";
  filling = window.setTimeout(() => (status.textContent = message), EMPTY_MS);
}

/**
 * Announce a message after a rest; a new call starts the rest again.
 *
 * @param {() => string} message called when the time has come
 */
export function announceAtRest(message) {
  waiting = message;
  clearTimeout(resting);
  resting = window.setTimeout(() => announce(message()), REST_MS);
}

/**
 * Return whether a message is still waiting to be announced.
 *
 * @param {() => string} message
 */
export function isWaiting(message) {
  return waiting === message;
}
