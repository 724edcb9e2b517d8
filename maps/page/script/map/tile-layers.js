import { announce } from "../panel/announce.js";
import { KEYS } from "./keyboard-pan.js";
import { makeTiles, overlapTiles } from "./tiles.js";

/** Maximum zoom while tiles are shown; without them there is nothing more to see beyond the map's own maximum. */
const TILES_ZOOM = 17;

/**
 * Set up the online layers: tiles under the areas and names, requested only once the reader chooses a layer. Until a
 * tile has loaded, the page's own map stays as it is.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").OnlineLayer[]} layers
 * @param {(key: string) => string} text
 */
export function setUpLayers(map, layers, text) {
  const pane = /** @type {HTMLElement} */ (map.getContainer().closest(".map-pane"));
  const menu = /** @type {HTMLDetailsElement | null} */ (pane.querySelector(".layers"));
  if (!menu) return { name: () => {} };
  const radios = /** @type {HTMLInputElement[]} */ ([...menu.querySelectorAll("[name=layer]")]);
  const note = /** @type {HTMLElement} */ (menu.querySelector(".layer-note"));
  const credit = /** @type {HTMLElement} */ (pane.querySelector(".layer-credit"));
  /** @type {import("leaflet").TileLayer | null} */
  let tiles = null;
  let source = "";
  let missing = false;
  const ownZoom = map.getMaxZoom();

  const update = () => {
    const hasTiles = Boolean(tiles?.getContainer()?.querySelector(".leaflet-tile-loaded"));
    pane.toggleAttribute("data-tiles", hasTiles);
    note.hidden = !missing;
    note.textContent = missing ? text("map.layer_failed") : "";
    credit.textContent = [hasTiles && source, note.textContent].filter(Boolean).join(" · ");
    credit.hidden = credit.textContent === "";
    pane.classList.toggle("with-credit", !credit.hidden);
  };
  /** @param {boolean} isMissing whether a tile failed to load */
  const setMissing = (isMissing) => {
    if (isMissing && !missing) announce(text("map.layer_failed"));
    missing = isMissing;
    update();
  };
  /** @param {import("../types").OnlineLayer | undefined} layer */
  const choose = (layer) => {
    tiles?.remove();
    map.setMaxZoom(layer ? TILES_ZOOM : ownZoom);
    tiles = layer ? makeTiles(layer, TILES_ZOOM) : null;
    source = layer?.credit ?? "";
    let failed = 0;
    tiles?.on("loading", () => (failed = 0));
    tiles?.on("tileload", update);
    tiles?.on("tileerror", () => setMissing(++failed > 0));
    tiles?.on("load", () => setMissing(failed > 0));
    setMissing(false);
    overlapTiles(map);
    tiles?.addTo(map);
  };
  for (const radio of radios) radio.addEventListener("change", () => choose(layers[Number(radio.value || -1)]));
  menu.addEventListener("keydown", (event) => chooseByPress(event, radios));
  // A browser may restore an earlier choice, but the page starts without tiles.
  radios[0].checked = true;
  map.on("zoomend", () => overlapTiles(map));
  addEventListener("online", () => tiles?.redraw());
  return { name: update };
}

/**
 * Let arrow keys move the focus without choosing; only a press chooses, since that sends a request to a server.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement[]} radios
 */
function chooseByPress(event, radios) {
  const place = radios.indexOf(/** @type {HTMLInputElement} */ (event.target));
  const [x, y] = KEYS[/** @type {keyof typeof KEYS} */ (event.key)] ?? [0, 0];
  if (place < 0 || (x + y === 0 && event.key !== "Enter")) return;
  event.preventDefault();
  if (x + y === 0) radios[place].click();
  else radios[(place + x + y + radios.length) % radios.length].focus();
}
