/**
 * Waits until what the page holds now has been painted.
 * A page in the background is not painted, so there it does not wait.
 */
export async function afterFirstPaint() {
  if (document.hidden) return;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
