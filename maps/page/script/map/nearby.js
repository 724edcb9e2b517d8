import { announce } from "../panel/announce.js";
import { fillIn } from "../text/language.js";
import { compass } from "./compass.js";
import { hideHint, showHint } from "./hint.js";
import { toLatLng } from "./lat-lng.js";

/** Number of places to name. */
const NEAREST = 3;
/** Milliseconds for which the places are shown, unless the map moves before. */
const SEEN_MS = 30_000;
/** Kinds that are too large to lie in one direction. */
const WITHOUT_PLACE = ["area", "district", "parent-zone", "outline"];

/**
 * @typedef {{text: (key: string) => string, tag: () => string}} Page
 */

/**
 * Announce and show on demand what lies around the centre of the map, and where that centre is.
 *
 * @param {import("leaflet").Map} map
 * @param {{names: import("./label-list.js").MapName[], isThen: () => boolean, start: [number, number]}} places
 *   `names`: those of the map; `isThen`: whether the metro of the day of the release is shown; `start`: lon/lat of the
 *   first landmark that the texts measure from; a zone without one has no text for it
 * @param {Page} page
 */
export function setUpNearby(map, { names, isThen, start }, page) {
  const pane = /** @type {HTMLElement} */ (map.getContainer().closest(".map-pane"));
  /** Whether the reader asked for the hint that is shown. */
  let isRequested = false;
  const tellNearby = () => {
    isRequested = true;
    const words = describe();
    showHint(pane, words.join("\n"), SEEN_MS);
    announce(words.join(" "));
    map.once("movestart", () => hideHint(pane));
  };
  // On the map the dot says that it is a metro station; names in Chinese and Japanese may end with the word for it.
  const nameOf = (/** @type {string} */ name, /** @type {string} */ kind) => (kind === "station" ? fillIn(page.text("map.metro_station"), { name: name.replace(/[站駅]$/, "") }) : name);
  const describe = () => {
    const middle = map.getCenter();
    const zoom = map.getZoom();
    const found = names.filter(({ kind, lines, later }) => lines.length === 0 && !WITHOUT_PLACE.includes(kind) && !(later && isThen()));
    // A zone may have no backdrop.
    const places = found.length > 0 ? found : names;
    const drawn = places.filter(({ dotZoom, labelZoom }) => zoom >= Math.min(dotZoom, labelZoom));
    const nearest = (drawn.length >= NEAREST ? drawn : places).sort((a, b) => map.distance(middle, a.at) - map.distance(middle, b.at)).slice(0, NEAREST);
    const phrases = nearest.map(({ key, kind, at }) => fillIn(page.text("map.near_place"), { name: nameOf(page.text(key), kind), ...compass(map, middle, at, page) }));
    return [
      fillIn(page.text("map.middle"), compass(map, toLatLng(start), middle, page)),
      fillIn(page.text("map.nearest"), { names: new Intl.ListFormat(page.tag()).format(phrases) }),
    ].filter(Boolean);
  };
  pane.querySelector("[data-near]")?.addEventListener("click", tellNearby);
  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // If the reader asked for the hint, Escape closes nothing else; a hint that came by itself is closed along the way.
    if (hideHint(pane) && isRequested) event.stopPropagation();
    isRequested = false;
  }, { capture: true });
  return tellNearby;
}
