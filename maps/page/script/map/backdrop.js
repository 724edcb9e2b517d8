import { yieldToMain } from "../yield-to-main.js";

/** Kinds that are drawn twice, a wider line below the other. */
const CASED = ["road", "expressway", "ring"];
const FILLED = ["municipality", "built-up", "lake"];
const SHAPES = [...FILLED, "outline", "parent-zone"];
/** Kinds of points, each kind's dots in one path; other points have a name only. */
export const DOTS = ["station", "railway-station", "landmark"];
/** The zooms from which something more is drawn; the stylesheet hides the rest. */
const LEVELS = [8, 8.5, 9, 9.5, 10, 10.5, 11, 11.5, 12, 12.5];

/**
 * A part's steps back to points.
 *
 * @param {number[]} steps
 * @param {number} scale
 * @returns {[number, number][]} lon/lat
 */
export function unpack(steps, scale) {
  let [lon, lat] = [0, 0];
  /** @type {[number, number][]} */
  const points = [];
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    points.push([lon / scale, lat / scale]);
  }
  return points;
}

/**
 * How much wider than at zoom 11 a line is drawn: half as wide again with each zoom, within limits.
 *
 * @param {number} zoom
 */
export function lineWeight(zoom) {
  return Math.min(6, Math.max(0.55, 1.45 ** (zoom - 11)));
}

/**
 * @param {import("../types").Feature} feature
 * @returns {string}
 */
function classNames({ kind, later, schematic, from }) {
  return [kind, later && "later", schematic && "schematic", from && `from-${String(from).replace(".", "-")}`].filter(Boolean).join(" ");
}

/**
 * Draws land, water, roads, metro and places under the areas; colours and widths are the stylesheet's.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Payload["backdrop"]} backdrop in the order of drawing
 */
export async function drawBackdrop(map, backdrop) {
  map.createPane("backdrop").style.zIndex = "350";
  const renderer = L.svg({ pane: "backdrop", padding: 0.3 });
  const common = { renderer, pane: "backdrop", interactive: false };
  const points = (/** @type {import("../types").Feature} */ { parts }) => parts.map((part) => L.GeoJSON.coordsToLatLngs(unpack(part, backdrop.scale)));
  followZoom(map);
  await yieldToMain(inOrder(backdrop.features), ({ feature, isCase }) => {
    const className = isCase ? `case ${classNames(feature)}` : classNames(feature);
    if (SHAPES.includes(feature.kind)) L.polygon(points(feature), { ...common, className, fill: FILLED.includes(feature.kind) }).addTo(map);
    else L.polyline(points(feature), { ...common, className }).addTo(map);
  });
  for (const [className, dots] of dotsByClass(backdrop.features)) {
    // A line of no length with round ends is a dot: many of them make one path.
    const lines = dots.flatMap(points).map(([place]) => [place, place]);
    for (const part of ["dot-edge", "dot-core"]) L.polyline(lines, { ...common, className: `${part} ${className}` }).addTo(map);
  }
}

/**
 * The lines and shapes in the order of drawing, the cases of all roads below all roads.
 *
 * @param {import("../types").Feature[]} features
 */
function inOrder(features) {
  const drawn = features.filter(({ parts }) => parts[0].length > 2);
  const firstRoad = drawn.findIndex(({ kind }) => CASED.includes(kind));
  const plain = drawn.map((feature) => ({ feature, isCase: false }));
  const cases = drawn.filter(({ kind }) => CASED.includes(kind)).map((feature) => ({ feature, isCase: true }));
  plain.splice(Math.max(0, firstRoad), 0, ...cases);
  return plain;
}

/**
 * @param {import("../types").Feature[]} features
 * @returns {Map<string, import("../types").Feature[]>}
 */
function dotsByClass(features) {
  const groups = new Map();
  for (const feature of features.filter(({ kind }) => DOTS.includes(kind))) {
    const className = classNames({ ...feature, schematic: false });
    groups.set(className, [...(groups.get(className) ?? []), feature]);
  }
  return groups;
}

/** @param {import("leaflet").Map} map */
function followZoom(map) {
  const container = map.getContainer();
  const follow = () => {
    const zoom = map.getZoom();
    container.style.setProperty("--weight", lineWeight(zoom).toFixed(3));
    container.dataset.levels = LEVELS.filter((level) => zoom >= level).map((level) => String(level).replace(".", "-")).join(" ");
  };
  map.on("zoomend", follow);
  follow();
}
