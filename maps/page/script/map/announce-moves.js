import { announceAtRest, isPending } from "../panel/announce.js";
import { languageTag, text } from "../text/texts.js";
import { formatBearing } from "./compass.js";
import { formatDistance } from "./distance.js";
import { findVisibility } from "./in-view.js";
import { areApart, container, map, pane } from "./map.js";

/** @typedef {"step" | "drag" | "zoom"} Kind */

/**
 * Announce where the reader's own moves have taken the map, once the map has come to rest.
 *
 * @param {() => import("./in-view.js").Subject[]} findSubjects returns what the current stop of the lens shows
 * @returns {(kind: Kind, isAtEnd?: boolean) => void} to be called before a move by the reader; `isAtEnd`: whether the edge of
 *   the map cuts it short
 */
export function announceMoves(findSubjects) {
  /** The current run of moves; `centre`: at the start of its first step or drag. */
  const run = { centre: /** @type {import("leaflet").LatLng | null} */ (null), isZoom: false, isAtEnd: false };
  const describe = () => [describeMove(run), describeView(findSubjects())].filter(Boolean).join(" ");
  const beginMove = (/** @type {Kind} */ kind, isAtEnd = false) => {
    if (!isPending(describe)) Object.assign(run, { centre: null, isZoom: false });
    if (kind === "zoom") run.isZoom = true;
    else run.centre ??= map.getCenter();
    // Of several steps the last one counts: it may lead away from the edge.
    run.isAtEnd = isAtEnd;
    announceAtRest(describe);
  };
  const passively = { capture: true, passive: true };
  pane.addEventListener("wheel", ({ ctrlKey, metaKey }) => (ctrlKey || metaKey) && beginMove("zoom"), passively);
  pane.addEventListener("touchstart", ({ touches }) => touches.length > 1 && beginMove("zoom"), passively);
  container.addEventListener("dblclick", () => beginMove("zoom"), passively);
  map.on("drag", () => beginMove("drag"));
  map.on("move", () => isPending(describe) && announceAtRest(describe));
  return beginMove;
}

/**
 * Describe the zoom limit that the map reached, the direction and distance of the move, and whether the map ends there.
 *
 * @param {{centre: import("leaflet").LatLng | null, isZoom: boolean, isAtEnd: boolean}} run
 */
function describeMove({ centre, isZoom, isAtEnd }) {
  const [now, zoom] = [map.getCenter(), map.getZoom()];
  const zoomLimit = zoom >= map.getMaxZoom() ? "map.closest" : zoom <= map.getMinZoom() ? "map.farthest" : "";
  const isMoved = centre && areApart(centre, now);
  return [isZoom && zoomLimit && text(zoomLimit), isMoved && text("map.moved_to", formatBearing(centre, now)), isAtEnd && text("map.end")].filter(Boolean).join(" ");
}

/**
 * Describe how much ground the map shows, and which of its subjects.
 *
 * @param {import("./in-view.js").Subject[]} subjects
 */
function describeView(subjects) {
  const view = map.getBounds();
  const formatSide = (/** @type {import("leaflet").LatLng} */ to) => formatDistance(map.distance(view.getSouthWest(), to), languageTag());
  const inView = subjects.map(({ key, rings }) => ({ name: text(key), visibility: findVisibility(rings, view) })).filter(({ visibility }) => visibility !== "none");
  const names = inView.map(({ name, visibility }) => (visibility === "whole" ? name : text("map.partly", { name })));
  const areas = new Intl.ListFormat(languageTag()).format(names);
  return text(areas === "" ? "map.moved_none" : "map.moved", { width: formatSide(view.getSouthEast()), height: formatSide(view.getNorthWest()), areas });
}
