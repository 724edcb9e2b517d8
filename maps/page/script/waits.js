/** Maximum wait in milliseconds for what may never come. */
const MAX_WAIT_MS = 1000;

/** @param {number} ms milliseconds */
export function wait(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Wait for a promise, but no longer than MAX_WAIT_MS.
 *
 * @param {Promise<unknown>} promise
 */
export async function withTimeout(promise) {
  await Promise.race([promise, wait(MAX_WAIT_MS)]);
}

/** Let the browser handle input that is waiting, between two parts of a long task. */
export async function yieldToBrowser() {
  await (globalThis.scheduler?.yield?.() ?? wait(0));
}

/** Wait until input and timers that are due have had their turn. */
export async function letOthersRun() {
  await wait(0);
  await wait(0);
}

/**
 * Wait until the current content of the page has been painted. A page out of sight is not painted: do not wait in a
 * background tab, nor for long in a frame that is scrolled out of view.
 */
export async function afterFirstPaint() {
  if (document.hidden) return;
  await withTimeout(new Promise((resolve) => requestAnimationFrame(resolve)));
  await letOthersRun();
}
