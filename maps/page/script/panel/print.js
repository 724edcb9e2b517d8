/**
 * Makes the page ready for paper and back again.
 *
 * @param {(isPaper: boolean) => void} change
 */
export function onPrint(change) {
  // The events come before the pages are counted; the media query also where a browser or a tool only shows the page as printed.
  addEventListener("beforeprint", () => change(true));
  addEventListener("afterprint", () => change(false));
  matchMedia("print").addEventListener("change", ({ matches }) => change(matches));
}
