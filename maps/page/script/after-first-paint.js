/** Milliseconds after which it is not waited for any longer. */
const LATE = 1000;

/**
 * Waits until what the page holds now has been painted.
 * A page that is not seen, as in the background or in a frame out of sight, is not painted: there it waits little or not.
 */
export async function afterFirstPaint() {
  if (document.hidden) return;
  await new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LATE);
  });
}
