/** Milliseconds for which the status is emptied first: otherwise the same words would not be announced twice. */
const EMPTY_MS = 60;
/** Milliseconds of rest after which a run of moves is announced. */
const REST_MS = 700;

let fillTimer = 0;
let restTimer = 0;
/** The announcement to make once the reader's moves have come to rest. */
let pending = /** @type {(() => string) | null} */ (null);

/**
 * Announce to screen readers what the reader did. Drop an announcement that is still waiting: it is out of date.
 *
 * @param {string} message
 * @param {Element | null} dialog the open one, if any: screen readers announce nothing outside a modal dialog
 */
export function announce(message, dialog = document.querySelector("dialog[open]")) {
  const status = dialog?.querySelector(".panel-status") ?? document.getElementById("announcements");
  pending = null;
  clearTimeout(restTimer);
  clearTimeout(fillTimer);
  if (!status) return;
  status.textContent = "";
  fillTimer = window.setTimeout(() => (status.textContent = message), EMPTY_MS);
}

/**
 * Announce a message once the reader's moves have come to rest; a new call starts the rest again.
 *
 * @param {() => string} describe returns the message; called after the rest
 */
export function announceAtRest(describe) {
  pending = describe;
  clearTimeout(restTimer);
  restTimer = window.setTimeout(() => announce(describe()), REST_MS);
}

/**
 * Return whether a message is still waiting to be announced.
 *
 * @param {() => string} describe
 */
export function isPending(describe) {
  return pending === describe;
}
