import { KEYS } from "./keyboard-pan.js";

/** Pixels for a press of an arrow key, and how many times as far it goes with Shift. */
const [PRESS, FARTHER] = [16, 5];
/** Pixels from the edge of the map at which what is carried by key takes the map along. */
const BRINK = 64;

/**
 * @typedef {{at: () => import("leaflet").LatLng, move: (to: import("leaflet").LatLng) => void}} Load
 */

/**
 * Lets something on the map be carried by mouse, pen or finger; the map and the page keep still meanwhile.
 *
 * @param {import("leaflet").Map} map
 * @param {Element} element
 * @param {Load} load
 */
export function dragByPointer(map, element, load) {
  for (const type of ["mousedown", "click", "dblclick", "touchmove"]) {
    element.addEventListener(type, (event) => {
      // Two fingers zoom the map, also where they are put on what lies on it.
      if (!("touches" in event && /** @type {TouchEvent} */ (event).touches.length > 1)) event.stopPropagation();
    });
  }
  // Not left to touch-action alone, which some browsers do not heed within a drawing.
  element.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  element.addEventListener("pointerdown", (event) => {
    const down = /** @type {PointerEvent} */ (event);
    if (down.button !== 0 || !down.isPrimary) return;
    const grip = map.latLngToContainerPoint(load.at()).subtract(map.mouseEventToContainerPoint(down));
    const move = (/** @type {any} */ moved) => load.move(map.containerPointToLatLng(map.mouseEventToContainerPoint(moved).add(grip)));
    const end = () => {
      element.removeEventListener("pointermove", move);
      map.off("zoomstart", end);
    };
    element.setPointerCapture(down.pointerId);
    element.addEventListener("pointermove", move);
    element.addEventListener("lostpointercapture", end, { once: true });
    // What zooms does not carry.
    map.on("zoomstart", end);
  });
}

/**
 * @param {import("leaflet").Map} map
 * @param {HTMLElement} element
 * @param {Load} load
 */
export function dragByKey(map, element, load) {
  element.addEventListener("keydown", (event) => {
    const step = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = step.map((way) => way * PRESS * (event.shiftKey ? FARTHER : 1));
    load.move(map.containerPointToLatLng(map.latLngToContainerPoint(load.at()).add([x, y])));
    map.panInside(load.at(), { padding: [BRINK, BRINK] });
  });
}
