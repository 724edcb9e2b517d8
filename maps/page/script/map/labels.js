import { toLatLng } from "./lat-lng.js";
import { contains } from "./boxes.js";
import { isRequired, listNames, missingZoom, wantedNames } from "./label-list.js";
import { makeLabelPane } from "./label-pane.js";
import { penalty, placeLabels } from "./label-placement.js";

/** Number of candidate names for an overview, per name that it may have. */
const TRIED = 4;

/**
 * @typedef {import("./label-list.js").MapName} MapName
 * @typedef {import("./label-list.js").Situation} Situation
 * @typedef {import("./label-placement.js").Label} Label
 * @typedef {import("./label-placement.js").Placement} Placement
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {import("./boxes.js").Shape} Shape
 * @typedef {{
 *   shapes: import("./areas.js").Shape[],
 *   covers: () => Box[],
 *   situation: () => Situation,
 * }} Page `covers`: what lies over the map, in its pixels
 */

/**
 * Draw the names on the map, and place them again after each move.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Payload} data
 * @param {Page} page
 */
export function makeLabels(map, data, { shapes, covers, situation }) {
  const pane = makeLabelPane(map, data.style.leader_dot);
  const names = listNames(data);
  const rules = data.style.labels;
  /** @type {import("./label-pane.js").Language | null} */
  let language = null;
  let placed = /** @type {Map<string, Placement>} */ (new Map());

  let isDue = false;
  const place = () => {
    isDue = false;
    const current = language;
    if (current === null) return;
    const now = situation();
    const { x: width, y: height } = map.getSize();
    const limit = now.isOverview ? TRIED * rules.overview_max : Infinity;
    const wanted = wantedNames(names, now, rules.overview_zooms).filter((name) => isInView(map, name)).slice(0, limit);
    const outlines = now.lens === "estimate" ? shapes.map((shape) => outlineOf(map, shape)) : [];
    const obstacles = { viewport: { width, height }, shapes: outlines, covers: covers(), avoided: dotBoxes(map, names, now) };
    const labelsOf = (/** @type {boolean} */ isBare) => {
      const measured = pane.measure(wanted, current, isBare);
      return wanted.map((name, index) => toLabel(map, name, measured[index], isBare, shapes, outlines, now, rules));
    };
    const found = placeWithFigures(labelsOf, obstacles, rules, now.isOverview);
    pane.show((placed = found.placed), outlines, found.isBare);
  };
  /** Place the names once for all requests within one task, such as a move and its consequences. */
  const placeSoon = () => {
    if (!isDue) queueMicrotask(place);
    isDue = true;
  };
  const placeAnew = () => {
    pane.forget();
    placeSoon();
  };
  map.on("moveend", placeSoon);
  map.on("resize", placeAnew); // in a window of another width the type may have another size
  pane.onTypeChange(placeAnew);
  return {
    names,
    place: placeSoon,
    /**
     * @param {(key: string) => string} text
     * @param {Record<string, string> | undefined} foreign tags of texts in another language, by key
     */
    name: (text, foreign) => {
      language = { text, foreign };
      placeAnew();
    },
    /**
     * Return the area whose name is at a point of the map.
     *
     * @param {import("./boxes.js").Point} point
     * @returns {string | null}
     */
    areaAt: (point) => names.find(({ key, area }) => area !== null && placed.has(key) && contains(/** @type {Placement} */ (placed.get(key)).box, point))?.area ?? null,
  };
}

/**
 * Place the labels. Omit all figures if a name would otherwise be lost or nearer to another shape.
 *
 * @param {(isBare: boolean) => Label[]} labelsOf the labels, without the figures of areas if `isBare`
 * @param {import("./label-placement.js").Obstacles} obstacles
 * @param {import("../types").LabelRules} rules
 * @param {boolean} isOverview
 */
function placeWithFigures(labelsOf, obstacles, rules, isOverview) {
  const attempt = (/** @type {boolean} */ isBare) => {
    const labels = labelsOf(isBare);
    const placed = placeLabels(labels, obstacles, rules, isOverview);
    return { placed, isBare, cost: penalty(labels, placed, obstacles) };
  };
  const found = attempt(false);
  return found.cost === 0 ? found : [found, attempt(true)].sort((a, b) => a.cost - b.cost)[0];
}

/**
 * @param {import("leaflet").Map} map
 * @param {MapName} name
 */
function isInView(map, { at, bounds }) {
  return bounds ? map.getBounds().intersects(bounds) : map.getBounds().contains(at);
}

/**
 * @param {import("leaflet").Map} map
 * @param {MapName} name
 * @param {import("./label-pane.js").Entry} entry
 * @param {boolean} isBare whether figures are omitted
 * @param {import("./areas.js").Shape[]} shapes
 * @param {Shape[]} outlines the footprints in pixels
 * @param {Situation} situation
 * @param {import("../types").LabelRules} rules
 * @returns {Label}
 */
function toLabel(map, name, { sizes, bare }, isBare, shapes, outlines, situation, rules) {
  const pixel = (/** @type {import("leaflet").LatLng} */ latlng) => map.latLngToContainerPoint(latlng);
  const index = shapes.findIndex(({ area }) => area.id === name.area);
  const isDotDrawn = situation.zoom >= name.dotZoom;
  return {
    id: name.key,
    at: pixel(name.at),
    sizes: isBare && name.area !== null ? bare.slice(0, 2) : sizes,
    spare: isBare ? bare.slice(2) : [],
    shape: name.area,
    radius: index >= 0 ? clearance(map, shapes[index], outlines[index], rules.small_reach) : isDotDrawn ? name.dot / 2 : 0,
    required: isRequired(name, situation),
    lines: name.lines.map((line) => line.map(pixel)),
    missing_zoom: isRequired(name, situation) ? 0 : missingZoom(name, situation),
  };
}

/**
 * Return the distance from its centre, in pixels, from which an area is labelled: outside its reach if that is small, else
 * outside its footprint.
 *
 * @param {import("leaflet").Map} map
 * @param {import("./areas.js").Shape} shape
 * @param {Shape} outline
 * @param {number} smallReach
 */
function clearance(map, { reach }, { centre, radius }, smallReach) {
  const [from, to] = pixelCorners(map, reach);
  const side = Math.min(centre.x - from.x, to.x - centre.x, centre.y - from.y, to.y - centre.y);
  return side < smallReach ? Math.max(radius, side) : radius;
}

/**
 * Return a footprint in pixels: a circle or, if surveyed, an outline.
 *
 * @param {import("leaflet").Map} map
 * @param {import("./areas.js").Shape} shape
 * @returns {Shape}
 */
function outlineOf(map, { area, footprint }) {
  const [ring] = /** @type {import("leaflet").LatLng[][]} */ (footprint.getLatLngs());
  const [from, to] = pixelCorners(map, footprint);
  return {
    id: area.id,
    centre: map.latLngToContainerPoint(toLatLng(area.centre)),
    radius: Math.max(to.x - from.x, to.y - from.y) / 2,
    ring: area.surveyed ? ring.map((corner) => map.latLngToContainerPoint(corner)) : [],
  };
}

/**
 * Return the upper left and the lower right corner of a shape's bounds, in pixels.
 *
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").Polygon} shape
 */
function pixelCorners(map, shape) {
  const bounds = shape.getBounds();
  return [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.latLngToContainerPoint(corner));
}

/**
 * Return the boxes of the dots that are drawn, which other names must not cover.
 *
 * @param {import("leaflet").Map} map
 * @param {MapName[]} names
 * @param {Situation} situation
 * @returns {Box[]}
 */
function dotBoxes(map, names, { zoom, isThen }) {
  return names
    .filter(({ dotZoom, later }) => zoom >= dotZoom && !(later && isThen))
    .map(({ at, dot }) => ({ ...map.latLngToContainerPoint(at), dot }))
    .map(({ x, y, dot }) => ({ x: x - dot / 2, y: y - dot / 2, width: dot, height: dot }));
}
