import { toMercator, worldPixels } from "./mercator.js";
import { createSvgElement } from "../svg-element.js";

/** Zoom level at which the backdrop is drawn, in whole pixels; other levels scale the drawing. */
const DRAWN_ZOOM = 15;

/**
 * @typedef {import("../types").Feature} Feature
 * @typedef {import("../types").MapStyle} MapStyle
 * @typedef {{className: string, from: number, features: Feature[]}} Group features drawn by one path from the zoom level `from` on
 */

/**
 * Decode a part: sum up its delta-encoded coordinates.
 *
 * @param {number[]} steps
 * @param {number} scale
 * @returns {[number, number][]} lon/lat
 */
export function decodePoints(steps, scale) {
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
 * Return the width of lines relative to zoom 11: each level makes them nearly half as wide again, within limits.
 *
 * @param {number} zoom
 */
export function lineWeight(zoom) {
  return Math.min(6, Math.max(0.55, 1.45 ** (zoom - 11)));
}

/**
 * Return the zoom level from which a feature is drawn; Infinity if never.
 *
 * @param {Feature} feature
 * @param {MapStyle} style
 */
export function getMinZoom({ kind, rank = 1 }, { kinds }) {
  const zooms = kinds[kind].min_zoom;
  return zooms === undefined ? 0 : (zooms[rank - 1] ?? Infinity);
}

/**
 * Draw land, water, roads, metro and places under the areas. Colours and widths come from the stylesheet.
 *
 * The paths are drawn once, and a zoom only scales their group: projecting, clipping and writing every line again took
 * most of the time of a zoom.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Payload["backdrop"]} backdrop
 * @param {MapStyle} style
 */
export function drawBackdrop(map, backdrop, style) {
  const pane = map.createPane("backdrop");
  pane.style.zIndex = "350";
  L.svg({ pane: "backdrop", padding: 0.3 }).addTo(map);
  const drawing = createSvgElement("g", {});
  pane.ariaHidden = "true";
  pane.querySelector("svg")?.append(drawing);
  const size = worldPixels(DRAWN_ZOOM);
  // Coordinates relative to a nearby origin stay small, because browsers draw in single precision.
  const [left, top] = toMercator(decodePoints(backdrop.features[0]?.parts[0] ?? [0, 0], backdrop.scale)[0]).map((part) => Math.round(part * size));
  /** Path data by feature: lines with a casing, and dots with an edge and a core, use theirs twice. */
  const pathDataByFeature = new Map();
  const pathDataOf = (/** @type {Feature} */ feature) => {
    const data = pathDataByFeature.get(feature) ?? feature.parts.map((part) => pathData(part, backdrop.scale, size, [left, top])).join("");
    pathDataByFeature.set(feature, data);
    return data;
  };

  const paths = listGroups(backdrop.features, style).map(({ className, from, features }) => ({
    path: createSvgElement("path", { class: className, d: features.map(pathDataOf).join("") }),
    from,
  }));
  const followMap = () => {
    const zoom = map.getZoom();
    const scale = 2 ** (zoom - DRAWN_ZOOM);
    const origin = map.getPixelOrigin();
    drawing.setAttribute("transform", `translate(${left * scale - origin.x} ${top * scale - origin.y})scale(${scale})`);
    map.getContainer().style.setProperty("--weight", lineWeight(zoom).toFixed(3));
    for (const { path, from } of paths) path.toggleAttribute("hidden", zoom < from);
  };
  map.on("zoomend viewreset", followMap);
  followMap();
  drawing.append(...paths.map(({ path }) => path));
}

/**
 * Return the groups from bottom to top. All casings go below the first cased kind of line, so that lines join where they
 * cross.
 *
 * @param {Feature[]} features
 * @param {MapStyle} style
 * @returns {Group[]}
 */
export function listGroups(features, style) {
  /** @type {Group[]} */
  const groups = [];
  const add = (/** @type {Feature[]} */ members, prefix = "") => groups.push(...groupByLook(members, style).map((group) => ({ ...group, className: prefix + group.className })));
  let hasCasings = false;
  for (const kind of style.order) {
    const { fill, line, casing, dot } = style.kinds[kind];
    const drawn = features.filter((feature) => feature.kind === kind);
    if (casing && !hasCasings) {
      add(features.filter((feature) => style.kinds[feature.kind].casing), "case ");
      hasCasings = true;
    }
    if (fill || line) add(drawn);
    if (dot) for (const prefix of ["dot-edge ", "dot-core "]) add(drawn, prefix);
  }
  return groups;
}

/**
 * Group features that have the same class and minimum zoom.
 *
 * @param {Feature[]} features
 * @param {MapStyle} style
 * @returns {Group[]}
 */
function groupByLook(features, style) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const feature of features) {
    const className = [feature.kind, feature.later && "later", feature.colour].filter(Boolean).join(" ");
    const from = getMinZoom(feature, style);
    const key = `${className} ${from}`;
    const group = groups.get(key) ?? { className, from, features: [] };
    group.features.push(feature);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Return the path data of a line or ring in whole pixels. A point becomes a line of zero length, which round line caps
 * show as a dot. A single loop without intermediate arrays, because there are some ten thousand points.
 *
 * @param {number[]} steps
 * @param {number} scale
 * @param {number} size of the world in pixels
 * @param {number[]} origin left and top, in pixels
 */
function pathData(steps, scale, size, [left, top]) {
  let [lon, lat] = [steps[0], steps[1]];
  const toPixel = () => {
    const [x, y] = toMercator([lon / scale, lat / scale]);
    return [Math.round(x * size) - left, Math.round(y * size) - top];
  };
  const [firstX, firstY] = toPixel();
  let [lastX, lastY] = [firstX, firstY];
  if (steps.length === 2) return `M${firstX} ${firstY}h0`;
  let data = `M${firstX} ${firstY}l`;
  for (let i = 2; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    const [x, y] = toPixel();
    data += `${x - lastX} ${y - lastY} `;
    [lastX, lastY] = [x, y];
  }
  return steps.length > 4 && lastX === firstX && lastY === firstY ? `${data}z` : data;
}
