import { onPrint } from "./print.js";

/**
 * Keep scroll positions and focus while the page is printed: paper has another layout, and the details of all areas. Set
 * this up before anything else that prepares the page for paper.
 */
export function keepPlaceInPrint() {
  const details = /** @type {HTMLElement} */ (document.getElementById("details"));
  // In full screen the column of the details scrolls.
  const boxes = /** @type {HTMLElement[]} */ ([details, details.closest(".rest")]);
  let restore = /** @type {(() => void) | null} */ (null);
  onPrint((isPaper) => {
    if (!isPaper) {
      // Wait until all others have laid out the screen again.
      if (restore) setTimeout(restore);
      restore = null;
    } else if (!restore) {
      const [focused, top, tops] = [/** @type {HTMLElement | null} */ (document.activeElement), scrollY, boxes.map(({ scrollTop }) => scrollTop)];
      restore = () => {
        focused?.focus({ preventScroll: true });
        boxes.forEach((box, index) => (box.scrollTop = tops[index]));
        scrollTo(0, top);
      };
    }
  });
}

/**
 * When the window is turned, show again what is open, if the reader was looking at it.
 *
 * @param {HTMLElement} pane of the map
 * @param {() => boolean} isNarrow whether the page has one column; otherwise the map is always in view
 * @param {() => boolean} isOnMap whether what is open is on the map only, without details
 * @param {() => void} showAgain
 */
export function followTurns(pane, isNarrow, isOnMap, showAgain) {
  const details = /** @type {HTMLElement} */ (document.getElementById("details"));
  const seen = new Set();
  let wasNarrow = false;
  const note = (/** @type {IntersectionObserverEntry[]} */ entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
    wasNarrow = isNarrow();
  };
  // Some browsers are built without it: there, a turned window leaves the reader where the browser does.
  const observer = "IntersectionObserver" in self ? new IntersectionObserver(note) : null;
  for (const element of [pane, details]) observer?.observe(element);
  matchMedia("(orientation: portrait)").addEventListener("change", () => {
    if (seen.has(wasNarrow || isOnMap() ? pane : details) && !matchMedia("print").matches) showAgain();
    wasNarrow = isNarrow();
  });
}
