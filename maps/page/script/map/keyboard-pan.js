import { toLatLng } from "./lat-lng.js";
import { announce } from "../panel/announce.js";

const STEP = 0.3;
/** Milliseconds without a further move after which it is told. */
const REST = 700;
export const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * Moving without dragging: arrow keys from anywhere in the map, and a pad of buttons. Each move that
 * the reader makes is told in words.
 *
 * @param {import("leaflet").Map} map
 * @param {{text: (key: string) => string, tag: () => string, areas: import("../types").Area[], zoomBy: (step: number) => void}} page
 */
export function setUpKeyboardPan(map, page) {
  const container = map.getContainer();
  const pane = /** @type {HTMLElement} */ (container.closest(".map-pane"));
  const pan = (/** @type {number[]} */ [x, y]) => map.panBy(map.getSize().multiplyBy(STEP).scaleBy(L.point(x, y)));
  container.addEventListener("keydown", (event) => {
    const step = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) pan(step);
    else if (event.key === "+" || event.key === "=") page.zoomBy(1);
    else if (event.key === "-") page.zoomBy(-1);
    else return;
    event.preventDefault();
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (pane.querySelectorAll("[data-pan]"))) {
    button.addEventListener("click", () => pan((button.dataset.pan ?? "").split(",").map(Number)));
  }
  let byReader = false;
  let resting = 0;
  // Whatever follows a key, a click or a pointer on the map is the reader's doing.
  for (const event of ["keydown", "click", "wheel", "pointerdown"]) {
    pane.addEventListener(event, () => (byReader = true), { capture: true, passive: true });
  }
  map.on("moveend", () => {
    if (!byReader) return;
    clearTimeout(resting);
    resting = window.setTimeout(() => {
      byReader = false;
      announce(describe(map, page));
    }, REST);
  });
}

/**
 * @param {import("leaflet").Map} map
 * @param {{text: (key: string) => string, tag: () => string, areas: import("../types").Area[]}} page
 */
function describe(map, { text, tag, areas }) {
  const bounds = map.getBounds();
  const length = new Intl.NumberFormat(tag(), { style: "unit", unit: "kilometer", maximumSignificantDigits: 2 });
  const km = (/** @type {import("leaflet").LatLng} */ a, /** @type {import("leaflet").LatLng} */ b) => length.format(map.distance(a, b) / 1000);
  const values = {
    width: km(bounds.getSouthWest(), bounds.getSouthEast()),
    height: km(bounds.getSouthWest(), bounds.getNorthWest()),
    areas: new Intl.ListFormat(tag()).format(
      areas.filter(({ centre }) => bounds.contains(toLatLng(centre))).map(({ id }) => text(`area.${id}`)),
    ),
  };
  const words = text(values.areas === "" ? "map.moved_none" : "map.moved");
  return words.replace(/\{(width|height|areas)\}/g, (_, name) => values[/** @type {keyof typeof values} */ (name)]);
}
