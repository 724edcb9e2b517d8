import { ARROW_KEYS } from "./keyboard-pan.js";
import { map } from "./map.js";

/** Pixels by which an arrow key moves something, and the factor with Shift. */
const [KEY_STEP_PX, SHIFT_FACTOR] = [16, 5];
/** Distance in pixels from the edge of the map at which something moved by keys pans the map. */
const PAN_MARGIN = 64;

/**
 * @typedef {{centre: () => import("leaflet").LatLng, move: (to: import("leaflet").LatLng) => void}} Movable
 */

/**
 * Let the reader drag something on the map by mouse, pen or touch, while the map and the page stay still.
 *
 * @param {Element} element
 * @param {Movable} movable
 */
export function dragByPointer(element, movable) {
  for (const type of ["mousedown", "click", "dblclick", "touchmove"]) {
    element.addEventListener(type, (event) => {
      // Two fingers zoom the map, also when they start on the element.
      if (!("touches" in event && /** @type {TouchEvent} */ (event).touches.length > 1)) event.stopPropagation();
    });
  }
  // Not by touch-action alone, which some browsers ignore within an SVG.
  element.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  element.addEventListener("pointerdown", (event) => {
    const press = /** @type {PointerEvent} */ (event);
    if (press.button !== 0 || !press.isPrimary) return;
    const offset = map.latLngToContainerPoint(movable.centre()).subtract(map.mouseEventToContainerPoint(press));
    const move = (/** @type {any} */ pointer) => movable.move(map.containerPointToLatLng(map.mouseEventToContainerPoint(pointer).add(offset)));
    const end = () => {
      element.removeEventListener("pointermove", move);
      map.off("zoomstart", end);
    };
    element.setPointerCapture(press.pointerId);
    element.addEventListener("pointermove", move);
    element.addEventListener("lostpointercapture", end, { once: true });
    // A zoom ends the drag.
    map.on("zoomstart", end);
  });
}

/**
 * Let the reader move something on the map by arrow keys.
 *
 * @param {HTMLElement} element
 * @param {Movable} movable
 */
export function dragByKey(element, movable) {
  element.addEventListener("keydown", (event) => {
    const step = ARROW_KEYS[/** @type {keyof typeof ARROW_KEYS} */ (event.key)];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = step.map((direction) => direction * KEY_STEP_PX * (event.shiftKey ? SHIFT_FACTOR : 1));
    movable.move(map.containerPointToLatLng(map.latLngToContainerPoint(movable.centre()).add([x, y])));
    map.panInside(movable.centre(), { padding: [PAN_MARGIN, PAN_MARGIN] });
  });
}
