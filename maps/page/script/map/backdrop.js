import { createSvgElement } from "../svg-element.js";
import { fromMercator, toMercator, worldPixels } from "./mercator.js";
/** @import { Feature, MapStyle } from "../types" */

/**
 * @typedef {Pick<import("../types").Payload, "backdrop" | "home">} BackdropData
 * @typedef {{className: string, from: number, features: Feature[]}} Group features drawn by one path from the zoom level `from` on
 */

/**
 * Return the lines of a feature's path as lon/lat.
 *
 * @param {string} path
 * @param {BackdropData} data
 * @returns {[number, number][][]}
 */
export function decodePath(path, data) {
  const { left, top, size } = findOrigin(data);
  return path.split("M").slice(1).map((line) => {
    const steps = line.match(/-?\d+/g)?.map(Number) ?? [];
    /** @type {[number, number][]} */
    const points = [];
    for (let i = 0, x = left, y = top; i + 1 < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      points.push(fromMercator([x / size, y / size]));
    }
    return points;
  });
}

/**
 * Return the position of the backdrop's origin and the size of the world, in pixels of the zoom at which it is drawn.
 *
 * @param {BackdropData} data
 */
function findOrigin({ backdrop, home: [west, , , north] }) {
  const size = worldPixels(backdrop.zoom);
  const [left, top] = toMercator([west, north]).map((part) => part * size);
  return { left, top, size };
}

/**
 * Return the factor of line widths at a zoom.
 *
 * @param {number} zoom
 * @param {MapStyle["line_weight"]} rule 1 at its zoom, multiplied by its growth for each level, within limits
 */
export function lineWeight(zoom, { zoom: unit, growth, min, max }) {
  return Math.min(max, Math.max(min, growth ** (zoom - unit)));
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
 * @param {BackdropData & {style: MapStyle}} data
 */
export function drawBackdrop(map, data) {
  const pane = map.createPane("backdrop");
  pane.style.zIndex = "350";
  L.svg({ pane: "backdrop", padding: 0.3 }).addTo(map);
  const drawing = createSvgElement("g", {});
  pane.ariaHidden = "true";
  pane.querySelector("svg")?.append(drawing);
  const { left, top } = findOrigin(data);
  const paths = listGroups(data.backdrop.features, data.style).map(({ className, from, features }) => ({
    className,
    path: createSvgElement("path", { class: className, d: features.map(({ path }) => path).join("") }),
    from,
  }));
  const legendRows = [...document.querySelectorAll(".legend li")].map((row) => {
    const shown = row.querySelector("svg > *")?.getAttribute("class");
    return { row, from: Math.min(...paths.filter(({ className }) => className === shown).map(({ from }) => from)) };
  });
  const followMap = () => {
    const zoom = map.getZoom();
    const scale = 2 ** (zoom - data.backdrop.zoom);
    const origin = map.getPixelOrigin();
    drawing.setAttribute("transform", `translate(${left * scale - origin.x} ${top * scale - origin.y})scale(${scale})`);
    map.getContainer().style.setProperty("--weight", lineWeight(zoom, data.style.line_weight).toFixed(3));
    for (const { path, from } of paths) path.toggleAttribute("hidden", zoom < from);
    // The legend explains what is drawn at this zoom; a row of something else, such as the areas, follows the lens only.
    for (const { row, from } of legendRows) row.toggleAttribute("data-not-drawn", zoom < from && from < Infinity);
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
