import { showHint } from "./hint.js";

const STEP = 0.3;
/** Milliseconds for which the hint about the keys is shown. */
const KEYS_MS = 8000;
export const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * Let the reader move the map without dragging: by keys anywhere in the map, and by a pad of buttons.
 *
 * @param {import("leaflet").Map} map
 * @param {{text: (key: string) => string, begin: (kind: "step") => void, zoomBy: (step: number) => void, tellNearby: () => void}} page
 *   `begin`: called before each move by the reader
 */
export function setUpKeyboardPan(map, { text, begin, zoomBy, tellNearby }) {
  const container = map.getContainer();
  const pane = /** @type {HTMLElement} */ (container.closest(".map-pane"));
  const pan = (/** @type {number[]} */ [x, y]) => {
    begin("step");
    map.panBy(map.getSize().multiplyBy(STEP).scaleBy(L.point(x, y)));
  };
  container.addEventListener("keydown", (event) => {
    const step = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) pan(step);
    else if (event.key === "+" || event.key === "=") zoomBy(1);
    else if (event.key === "-") zoomBy(-1);
    else if (event.key.toLowerCase() === "n") tellNearby();
    else return;
    event.preventDefault();
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (pane.querySelectorAll("[data-pan]"))) {
    button.addEventListener("click", () => pan((button.dataset.pan ?? "").split(",").map(Number)));
  }
  const showKeys = (/** @type {FocusEvent} */ { target }) => {
    if (!(/** @type {Element} */ (target).matches(":focus-visible"))) return;
    container.removeEventListener("focusin", showKeys);
    showHint(pane, text("map.keys"), KEYS_MS);
  };
  container.addEventListener("focusin", showKeys);
}
