import { announce } from "../panel/announce.js";
import { ARROW_KEYS } from "./keyboard-pan.js";
import { makeTileLayer, setTileOverlap } from "./tiles.js";
import { map, pane } from "./map.js";
import { data } from "../data.js";
import { text } from "../text/texts.js";

/** Maximum zoom while tiles are shown; without them, zooming beyond the map's own maximum shows nothing more. */
const TILES_MAX_ZOOM = 17;

/**
 * Set up the online layers: tiles under the areas and names, requested only once the reader chooses a layer. Until a
 * tile has loaded, the page's own map stays as it is.
 */
export function setUpLayers() {
  const menu = /** @type {HTMLDetailsElement | null} */ (pane.querySelector(".layers"));
  if (!menu) return { name: () => {} };
  const radios = /** @type {HTMLInputElement[]} */ ([...menu.querySelectorAll("[name=layer]")]);
  const note = /** @type {HTMLElement} */ (menu.querySelector(".layer-note"));
  const credit = /** @type {HTMLElement} */ (pane.querySelector(".layer-credit"));
  /** @type {import("leaflet").TileLayer | null} */
  let tiles = null;
  let source = "";
  let hasFailed = false;
  const ownMaxZoom = map.getMaxZoom();

  const update = () => {
    const hasTiles = Boolean(tiles?.getContainer()?.querySelector(".leaflet-tile-loaded"));
    pane.toggleAttribute("data-tiles", hasTiles);
    note.hidden = !hasFailed;
    note.textContent = hasFailed ? text("map.layer_failed") : "";
    credit.textContent = [hasTiles && source, note.textContent].filter(Boolean).join(" · ");
    credit.hidden = credit.textContent === "";
    pane.classList.toggle("with-credit", !credit.hidden);
  };
  /** @param {boolean} isFailed whether a tile failed to load */
  const setFailed = (isFailed) => {
    if (isFailed && !hasFailed) announce(text("map.layer_failed"));
    hasFailed = isFailed;
    update();
  };
  /** @param {import("../types").OnlineLayer | undefined} layer */
  const chooseLayer = (layer) => {
    tiles?.remove();
    map.setMaxZoom(layer ? TILES_MAX_ZOOM : ownMaxZoom);
    tiles = layer ? makeTileLayer(layer, TILES_MAX_ZOOM) : null;
    source = layer?.credit ?? "";
    let failedTiles = 0;
    tiles?.on("loading", () => (failedTiles = 0));
    tiles?.on("tileload", update);
    tiles?.on("tileerror", () => setFailed(++failedTiles > 0));
    tiles?.on("load", () => setFailed(failedTiles > 0));
    setFailed(false);
    setTileOverlap();
    tiles?.addTo(map);
  };
  for (const radio of radios) radio.addEventListener("change", () => chooseLayer(data.layers[Number(radio.value || -1)]));
  menu.addEventListener("keydown", (event) => chooseByPress(event, radios));
  // A browser may restore an earlier choice, but the page starts without tiles.
  radios[0].checked = true;
  map.on("zoomend", setTileOverlap);
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
  const index = radios.indexOf(/** @type {HTMLInputElement} */ (event.target));
  const [x, y] = ARROW_KEYS[/** @type {keyof typeof ARROW_KEYS} */ (event.key)] ?? [0, 0];
  if (index < 0 || (x + y === 0 && event.key !== "Enter")) return;
  event.preventDefault();
  if (x + y === 0) radios[index].click();
  else radios[(index + x + y + radios.length) % radios.length].focus();
}
