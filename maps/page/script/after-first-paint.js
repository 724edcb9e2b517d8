/** Maximum wait in milliseconds. */
export const MAX_WAIT_MS = 1000;

/**
 * Wait until the current content of the page has been painted. A page out of sight is not painted: do not wait in a
 * background tab, nor for long in a frame that is scrolled out of view.
 */
export async function afterFirstPaint() {
  if (document.hidden) return;
  await new Promise((resolve) => {
    // Twice, so that input and timers that are due come first.
    requestAnimationFrame(() => setTimeout(() => setTimeout(resolve)));
    setTimeout(resolve, MAX_WAIT_MS);
  });
}
