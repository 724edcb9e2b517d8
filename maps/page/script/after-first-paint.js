/** Milliseconds to wait at most. */
const LATE = 1000;

/**
 * Wait until the present content of the page has been painted. A page out of sight is not painted: do not wait in a
 * background tab, and not for long in a frame that is scrolled out of view.
 */
export async function afterFirstPaint() {
  if (document.hidden) return;
  await new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LATE);
  });
}
