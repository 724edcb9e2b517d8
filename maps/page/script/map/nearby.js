import { announce } from "../panel/announce.js";
import { languageTag, text } from "../text/texts.js";
import { data } from "../data.js";
import { isNetworkAtRelease } from "./controls.js";
import { mapNames } from "./labels.js";
import { formatBearing } from "./compass.js";
import { hideHint, showHint } from "./hint.js";
import { detailZoom } from "./label-list.js";
import { toLatLng } from "./lat-lng.js";
import { isGliding, map, pane } from "./map.js";
/** @import { MapName } from "./label-list.js" */

/** Number of places to name. */
const NEAREST_COUNT = 3;
/** Milliseconds for which the places are shown, unless the map moves earlier. */
const NEARBY_HINT_MS = 30_000;
/** Milliseconds without a move after which the map rests. */
const REST_MS = 100;
/** Kinds that are too large to lie in one direction. */
const LARGE_KINDS = ["area", "district", "parent-zone", "outline"];

/**
 * On request, announce and show which places are nearest to the centre of the map, and where that centre is.
 *
 * @param {(name: MapName) => boolean} isWritten returns whether a name stands on the map now
 */
export function setUpNearby(isWritten) {
  /** Whether the reader requested the hint that is shown. */
  let isHintRequested = false;
  let isWaiting = false;
  /** Announce once the map rests: a glide that replaces another ends that one first, so look again after a moment. */
  const announceNearby = () => {
    if (isGliding()) isWaiting = true;
    else if (!isWaiting) announceHere();
  };
  map.on("moveend", () => isWaiting && setTimeout(announceWaiting, REST_MS));
  const announceWaiting = () => {
    if (!isWaiting || isGliding()) return;
    isWaiting = false;
    announceHere();
  };
  const announceHere = () => {
    isHintRequested = true;
    const words = describe();
    showHint(words.join("\n"), NEARBY_HINT_MS);
    announce(words.join(" "));
    map.once("movestart", hideRequested);
  };
  const hideRequested = () => {
    if (isHintRequested) hideHint();
    isHintRequested = false;
  };
  // On the map the dot marks a name as that of a metro station; in Chinese and Japanese the name may say so itself.
  const formatName = (/** @type {string} */ name, /** @type {string} */ kind) => (kind === "station" ? text("map.metro_station", { name: name.replace(/[站駅]$/, "") }) : name);
  const describe = () => {
    const centre = map.getCenter();
    const zoom = map.getZoom();
    const pointNames = mapNames.filter(({ kind, lines, later }) => lines.length === 0 && !LARGE_KINDS.includes(kind) && !(later && isNetworkAtRelease()));
    // A zone may have no backdrop.
    const places = pointNames.length > 0 ? pointNames : mapNames;
    const drawn = places.filter((name) => isWritten(name) || zoom >= detailZoom(name));
    const nearest = [...(drawn.length >= NEAREST_COUNT ? drawn : places)].sort((a, b) => map.distance(centre, a.at) - map.distance(centre, b.at)).slice(0, NEAREST_COUNT);
    const phrases = nearest.map(({ key, kind, at }) => text("map.near_place", { name: formatName(text(key), kind), ...formatBearing(centre, at) }));
    return [
      // From the first landmark that the texts measure from; a zone without one has no text for it.
      text("map.middle", formatBearing(toLatLng(data.size_comparison.at), centre)),
      text("map.nearest", { names: new Intl.ListFormat(languageTag()).format(phrases) }),
    ].filter(Boolean);
  };
  pane.querySelector("[data-near]")?.addEventListener("click", announceNearby);
  // The places are shown until the map moves, or the reader presses anything on it.
  pane.addEventListener("pointerdown", hideRequested);
  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // If the reader requested the hint, Escape closes nothing else; another hint is closed along with something else.
    if (hideHint() && isHintRequested) event.stopPropagation();
    isHintRequested = false;
  }, { capture: true });
  return announceNearby;
}
