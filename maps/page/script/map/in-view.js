import { data } from "../data.js";
import { decodePath } from "./backdrop.js";
import { areaShapes, isInside } from "./areas.js";
import { LENS_KINDS } from "./label-list.js";
import { toLatLngs } from "./lat-lng.js";
import { listNamedFeatures } from "../text/language.js";
/** @import { LatLng, LatLngBounds } from "leaflet" */

/**
 * @typedef {{key: string, rings: LatLng[][]}} Subject `key` of its name
 */

/**
 * Return what a stop of the lens shows: the reach of each area, or the outlines in place of the areas.
 *
 * @param {string} lens
 * @returns {Subject[]}
 */
export function findSubjects(lens) {
  const kinds = LENS_KINDS[lens];
  if (!kinds) return areaShapes.map(({ area, reach }) => ({ key: `area.${area.id}`, rings: /** @type {LatLng[][]} */ (reach.getLatLngs()) }));
  const outlines = listNamedFeatures(data.backdrop).filter(({ feature }) => kinds.includes(feature.kind));
  return outlines.map(({ feature, key }) => ({ key, rings: decodePath(feature.path, data).map(toLatLngs) }));
}

/**
 * Return how much of a shape is in view.
 *
 * @param {LatLng[][]} rings
 * @param {LatLngBounds} view
 * @returns {"whole" | "part" | "none"}
 */
export function findVisibility(rings, view) {
  const corners = rings.flat();
  if (corners.every((corner) => view.contains(corner))) return "whole";
  const samples = [view.getCenter(), view.getNorthWest(), view.getNorthEast(), view.getSouthWest(), view.getSouthEast()];
  return corners.some((corner) => view.contains(corner)) || samples.some((place) => isInside(rings, place)) ? "part" : "none";
}
