import { announceAtRest, isWaiting } from "../panel/announce.js";
import { fillIn } from "../text/language.js";
import { compass, kilometres } from "./compass.js";
import { partInView } from "./in-view.js";

/** Pixels below which the map counts as unmoved. */
const UNMOVED = 2;

/**
 * @typedef {"step" | "drag" | "zoom"} Kind
 * @typedef {{text: (key: string) => string, tag: () => string, subjects: () => import("./in-view.js").Subject[]}} Page
 *   `subjects`: what the map is about at the current stop of the lens
 */

/**
 * Announce where the reader's own moves have taken the map, once they have come to rest.
 *
 * @param {import("leaflet").Map} map
 * @param {Page} page
 * @returns {(kind: Kind) => void} call it before a move by the reader
 */
export function tellMoves(map, page) {
  /** Where the run of moves began, and where its last step began. */
  const start = { centre: map.getCenter(), zoom: map.getZoom(), step: /** @type {import("leaflet").LatLng | null} */ (null), isZoom: false };
  const describe = () => [describeWay(map, start, page), describeView(map, page)].filter(Boolean).join(" ");
  const begin = (/** @type {Kind} */ kind) => {
    const centre = map.getCenter();
    if (!isWaiting(describe)) Object.assign(start, { centre, zoom: map.getZoom(), isZoom: false });
    start.step = kind === "step" ? centre : null;
    start.isZoom ||= kind === "zoom";
    announceAtRest(describe);
  };
  const pane = /** @type {HTMLElement} */ (map.getContainer().closest(".map-pane"));
  const onPane = { capture: true, passive: true };
  pane.addEventListener("wheel", ({ ctrlKey, metaKey }) => (ctrlKey || metaKey) && begin("zoom"), onPane);
  pane.addEventListener("touchstart", ({ touches }) => touches.length > 1 && begin("zoom"), onPane);
  map.getContainer().addEventListener("dblclick", () => begin("zoom"), onPane);
  map.on("drag", () => begin("drag"));
  map.on("move", () => isWaiting(describe) && announceAtRest(describe));
  return begin;
}

/**
 * Return, in words, in which direction the map moved and how far, or the limit that it reached.
 *
 * @param {import("leaflet").Map} map
 * @param {{centre: import("leaflet").LatLng, zoom: number, step: import("leaflet").LatLng | null, isZoom: boolean}} start
 * @param {Page} page
 */
function describeWay(map, { centre, zoom, step, isZoom }, page) {
  const now = { centre: map.getCenter(), zoom: map.getZoom() };
  if (isZoom || now.zoom !== zoom) {
    if (now.zoom >= map.getMaxZoom()) return page.text("map.closest");
    return now.zoom <= map.getMinZoom() ? page.text("map.farthest") : "";
  }
  const isHere = (/** @type {import("leaflet").LatLng | null} */ place) => place !== null && map.project(place).distanceTo(map.project(now.centre)) < UNMOVED;
  const way = isHere(centre) ? "" : fillIn(page.text("map.moved_to"), compass(map, centre, now.centre, page));
  return [way, isHere(step) && page.text("map.end")].filter(Boolean).join(" ");
}

/**
 * Return, in words, how much ground the map shows, and which of its subjects.
 *
 * @param {import("leaflet").Map} map
 * @param {Page} page
 */
function describeView(map, { text, tag, subjects }) {
  const view = map.getBounds();
  const across = (/** @type {import("leaflet").LatLng} */ to) => kilometres(map.distance(view.getSouthWest(), to), tag());
  const seen = subjects().map(({ key, rings }) => ({ name: text(key), part: partInView(rings, view) })).filter(({ part }) => part !== "none");
  const names = seen.map(({ name, part }) => (part === "whole" ? name : fillIn(text("map.partly"), { name })));
  const areas = new Intl.ListFormat(tag()).format(names);
  return fillIn(text(areas === "" ? "map.moved_none" : "map.moved"), { width: across(view.getSouthEast()), height: across(view.getNorthWest()), areas });
}
