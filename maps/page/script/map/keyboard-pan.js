import { hideHint, showHint } from "./hint.js";
import { areApart, container, isGliding, map, pane } from "./map.js";
import { text } from "../text/texts.js";

/** Share of the map's width or height by which a step pans it. */
const PAN_SHARE = 0.3;
/** Milliseconds for which the hint about the keys is shown. */
const KEY_HINT_MS = 8000;
/** Directions, x to the right and y down, by key. */
export const ARROW_KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * Set up the keys that pan and zoom the map and announce what is nearby, and the buttons that pan it.
 *
 * @param {{beginMove: (kind: "step", isAtEnd: boolean) => void, zoomBy: (step: number) => void, moves: ReturnType<typeof import("./moves.js").setUpMoves>, announceNearby: () => void}} page
 *   `beginMove`: called before each move by the reader
 */
export function setUpMapKeys({ beginMove, zoomBy, moves: { isZooming, pendingPan }, announceNearby }) {
  /** The pixel where a running glide ends; null at rest. A step during a glide starts there, so that no press is lost. */
  let goal = /** @type {import("leaflet").Point | null} */ (null);
  map.on("moveend", () => {
    goal = null;
    const { x, y } = pendingPan;
    if (isZooming() || (x === 0 && y === 0)) return;
    Object.assign(pendingPan, { x: 0, y: 0 });
    pan([x, y]);
  });
  const pan = (/** @type {number[]} */ [x, y], isRepeat = false) => {
    // A held key pans on once the glide or zoom has ended.
    if (isRepeat && (goal || isZooming())) return;
    if (isZooming()) {
      pendingPan.x += x;
      pendingPan.y += y;
      return;
    }
    const centre = map.project(map.getCenter());
    const step = map.getSize().multiplyBy(PAN_SHARE).scaleBy(L.point(x, y));
    const wanted = map.unproject((goal ?? centre).add(step));
    const allowed = /** @type {any} */ (map)._limitCenter(wanted, map.getZoom(), map.options.maxBounds);
    beginMove("step", areApart(wanted, allowed));
    const next = map.project(allowed);
    // Glide however far: Leaflet would jump beyond the map's size, and a running glide would go on from there.
    map.panBy(next.subtract(centre), { animate: true });
    // A move without a glide is over by now.
    if (isGliding()) goal = next;
  };
  // The skip link leads to the pane, which contains the map and its panels.
  pane.addEventListener("keydown", (event) => {
    if (event.target !== pane && !container.contains(/** @type {Node} */ (event.target))) return;
    const step = ARROW_KEYS[/** @type {keyof typeof ARROW_KEYS} */ (event.key)];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) pan(step, event.repeat);
    else if (event.key === "+" || event.key === "=") zoomBy(1);
    else if (event.key === "-") zoomBy(-1);
    else if (event.key.toLowerCase() === "n") announceNearby();
    else return;
    event.preventDefault();
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (pane.querySelectorAll("[data-pan]"))) {
    button.addEventListener("click", () => pan((button.dataset.pan ?? "").split(",").map(Number)));
  }
  const showKeyHint = (/** @type {FocusEvent} */ { target }) => {
    if (!(/** @type {Element} */ (target).matches(":focus-visible"))) return;
    container.removeEventListener("focusin", showKeyHint);
    showHint(text("map.keys"), KEY_HINT_MS);
    container.addEventListener("focusout", hideHint, { once: true });
  };
  container.addEventListener("focusin", showKeyHint);
}
