import { unpack } from "./backdrop.js";
import { isInside } from "./areas.js";
import { toLatLngs } from "./lat-lng.js";
import { namedPlaces } from "../text/language.js";

/**
 * The kinds of backdrop features that a stop of the lens shows in place of the areas.
 *
 * @type {Record<string, string[]>}
 */
const SHOWN = { release: ["parent-zone"], sources: ["parent-zone", "outline"] };

/**
 * @typedef {import("leaflet").LatLng} LatLng
 * @typedef {{key: string, rings: LatLng[][]}} Subject `key` of its name
 */

/**
 * Return what the map is about at a stop of the lens: the reach of each area, or the outlines shown in their place.
 *
 * @param {import("../types").Payload} data
 * @param {import("./areas.js").Shape[]} shapes
 * @param {string} lens
 * @returns {Subject[]}
 */
export function subjects({ backdrop }, shapes, lens) {
  const kinds = SHOWN[lens];
  if (!kinds) return shapes.map(({ area, reach }) => ({ key: `area.${area.id}`, rings: /** @type {LatLng[][]} */ (reach.getLatLngs()) }));
  const ofKind = namedPlaces(backdrop).filter(({ feature }) => kinds.includes(feature.kind));
  return ofKind.map(({ feature, key }) => ({ key, rings: feature.parts.map((part) => toLatLngs(unpack(part, backdrop.scale))) }));
}

/**
 * Return how much of a shape is in view.
 *
 * @param {LatLng[][]} rings
 * @param {import("leaflet").LatLngBounds} view
 * @returns {"whole" | "part" | "none"}
 */
export function partInView(rings, view) {
  const corners = rings.flat();
  if (corners.every((corner) => view.contains(corner))) return "whole";
  const within = [view.getCenter(), view.getNorthWest(), view.getNorthEast(), view.getSouthWest(), view.getSouthEast()];
  return corners.some((corner) => view.contains(corner)) || within.some((place) => isInside(rings, place)) ? "part" : "none";
}
