import { areaShapes } from "./areas.js";
import { toLatLng, toLatLngs } from "./lat-lng.js";
import { centredBox, contains, middleOf } from "./boxes.js";
import { isRequired, isSubject, listNames, missingZoom, selectNames } from "./label-list.js";
import { makeLabelPane } from "./label-pane.js";
import { penalty, placeLabels } from "./label-placement.js";
import { map } from "./map.js";
import { data } from "../data.js";
/** @import { Box, Shape } from "./boxes.js" */
/** @import { MapName, Situation } from "./label-list.js" */
/** @import { Label, Placement } from "./label-placement.js" */

/**
 * Numbers of candidate names for an overview, per name that it may have. Names take time to measure, so the second is for
 * views where the first leaves too few names.
 */
const CANDIDATES_PER_NAME = [2, 4];

const rules = data.style.labels;
/** All names that the map may show. */
export const mapNames = listNames(data);

/**
 * Draw the names on the map, and place them again after each move.
 *
 * @param {{covers: () => Box[], outline: () => Box[], situation: () => Situation}} page `covers`: what lies over the map,
 *   in its pixels; `outline`: boxes along a line on the map
 */
export function makeLabels({ covers, outline, situation }) {
  const pane = makeLabelPane();
  /** Whether the texts and the first view of the page are known. */
  let isNamed = false;
  let placed = /** @type {Map<string, Placement>} */ (new Map());

  let isDue = false;
  const placeNow = () => {
    isDue = false;
    if (!isNamed) return;
    const current = situation();
    const obstacles = findObstacles({ covers: covers(), outline: outline() }, current);
    const visible = selectNames(mapNames, current, rules.overview_zooms).filter((name) => isInView(name, isRequired(name, current) ? [] : obstacles.covers));
    const outlines = obstacles.shapes;
    const place = (/** @type {number | undefined} */ count) => {
      const toLabels = (/** @type {boolean} */ withoutFigures) =>
        pane.measure(visible.slice(0, count), withoutFigures).map((entry) => toLabel(entry, withoutFigures, outlines, current));
      return placeWithFigures(toLabels, obstacles, current.isOverview);
    };
    const [few, many] = current.isOverview ? CANDIDATES_PER_NAME.map((count) => count * rules.overview_max) : [];
    let result = place(few);
    if (many && visible.length > few && result.placed.size < rules.overview_min) result = place(many);
    pane.show((placed = result.placed), outlines, result.bare);
  };
  /** Place the names once for all requests within one task, such as a move and its consequences. */
  const placeSoon = () => {
    if (!isDue) queueMicrotask(placeNow);
    isDue = true;
  };
  const measureAndPlace = () => {
    pane.forget();
    placeSoon();
  };
  map.on("moveend", placeSoon);
  map.on("resize", measureAndPlace); // in a window of another width the type may have another size
  pane.onTypeChange(measureAndPlace);
  return {
    isWritten: (/** @type {MapName} */ { key }) => placed.has(key),
    place: placeSoon,
    /** Write the names in the current language. */
    name: () => {
      isNamed = true;
      measureAndPlace();
    },
    /**
     * Return the area whose name is at a point of the map.
     *
     * @param {import("./boxes.js").Point} point
     * @returns {string | null}
     */
    areaAt: (point) => mapNames.find(({ key, area }) => area !== null && placed.has(key) && contains(/** @type {Placement} */ (placed.get(key)).box, point))?.area ?? null,
  };
}

/**
 * Place the labels, without any figures if a required name would otherwise be omitted or stand nearer to another shape, or
 * the overview have too few names.
 *
 * @param {(withoutFigures: boolean) => Label[]} toLabels the labels, without the figures of areas if `withoutFigures`
 * @param {import("./label-placement.js").Obstacles} obstacles
 * @param {boolean} isOverview
 */
function placeWithFigures(toLabels, obstacles, isOverview) {
  const attempt = (/** @type {boolean} */ withoutFigures) => {
    const labels = toLabels(withoutFigures);
    const placed = placeLabels(labels, obstacles, rules, isOverview);
    // Less than the smallest penalty.
    const shortfall = isOverview ? Math.max(0, rules.overview_min - placed.size) / (rules.overview_min + 1) : 0;
    return { placed, bare: withoutFigures, cost: penalty(labels, placed, obstacles) + shortfall };
  };
  const withFigures = attempt(false);
  return withFigures.cost === 0 ? withFigures : [withFigures, attempt(true)].sort((a, b) => a.cost - b.cost)[0];
}

/**
 * Return whether a cover hides the subject of a stop of the lens.
 *
 * @param {string} lens
 * @param {Box[]} covers
 */
export function isSubjectCovered(lens, covers) {
  return mapNames.some((name) => isSubject(name, lens) && covers.some((cover) => contains(cover, map.latLngToContainerPoint(name.at))));
}

/**
 * @param {MapName} name
 * @param {Box[]} covers
 */
function isInView({ at, bounds }, covers) {
  if (bounds) return map.getBounds().intersects(bounds);
  return map.getBounds().contains(at) && !covers.some((cover) => contains(cover, map.latLngToContainerPoint(at)));
}

/**
 * @param {import("./label-pane.js").Entry} entry
 * @param {boolean} withoutFigures whether figures are omitted
 * @param {Shape[]} outlines the footprints in pixels
 * @param {Situation} situation
 * @returns {Label}
 */
function toLabel({ name, sizes, spare, bare }, withoutFigures, outlines, situation) {
  const toPixel = (/** @type {import("leaflet").LatLng} */ latlng) => map.latLngToContainerPoint(latlng);
  const index = areaShapes.findIndex(({ area }) => area.id === name.area);
  const isDotDrawn = situation.zoom >= name.minZoom;
  return {
    id: name.key,
    at: toPixel(name.at),
    sizes: withoutFigures && name.area !== null ? bare.slice(0, 2) : sizes,
    spare: withoutFigures ? [...spare, ...bare.slice(2)] : spare,
    shape: name.area,
    radius: index >= 0 ? labelDistance(areaShapes[index], outlines[index]) : isDotDrawn ? name.dot / 2 : 0,
    required: isRequired(name, situation),
    lines: name.lines.map((line) => line.map(toPixel)),
    missing_zoom: isRequired(name, situation) ? 0 : missingZoom(name, situation),
  };
}

/**
 * Return the distance in pixels that the name of an area keeps from its centre: outside its reach if the edge of that
 * comes near to the centre, else outside its footprint.
 *
 * @param {import("./areas.js").Shape} shape
 * @param {Shape} outline
 */
function labelDistance({ reach }, { centre, radius }) {
  const [from, to] = pixelCorners(reach);
  const side = Math.min(centre.x - from.x, to.x - centre.x, centre.y - from.y, to.y - centre.y);
  return side < rules.small_reach ? Math.max(radius, side) : radius;
}

/**
 * Return a footprint in pixels: a circle or, if surveyed, an outline, of several parts their convex hull.
 *
 * @param {import("./areas.js").Shape} shape
 * @returns {Shape}
 */
function footprintOutline({ area, footprint }) {
  const [ring] = /** @type {import("leaflet").LatLng[][]} */ (footprint.getLatLngs());
  const [from, to] = pixelCorners(footprint);
  return {
    id: area.id,
    centre: map.latLngToContainerPoint(toLatLng(area.centre)),
    radius: Math.max(to.x - from.x, to.y - from.y) / 2,
    ring: area.surveyed ? (area.hull ? toLatLngs(area.hull) : ring).map((corner) => map.latLngToContainerPoint(corner)) : [],
  };
}

/**
 * Return the upper left and the lower right corner of a shape's bounds, in pixels.
 *
 * @param {import("leaflet").Polygon} shape
 */
function pixelCorners(shape) {
  const bounds = shape.getBounds();
  return [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.latLngToContainerPoint(corner));
}

/**
 * @param {{covers: Box[], outline: Box[]}} boxes
 * @param {Situation} situation
 */
function findObstacles(boxes, situation) {
  const { x: width, y: height } = map.getSize();
  const outlines = situation.lens === "estimate" ? areaShapes.map(footprintOutline) : [];
  const avoided = dotBoxes(situation);
  return { viewport: { width, height }, shapes: outlines, ...boxes, avoided, dots: avoided.map(middleOf) };
}

/**
 * Return the boxes of the dots that are drawn, which other names must not cover.
 *
 * @param {Situation} situation
 * @returns {Box[]}
 */
function dotBoxes({ zoom, atRelease }) {
  return mapNames
    .filter(({ dot, minZoom, later }) => dot > 0 && zoom >= minZoom && !(later && atRelease))
    .map(({ at, dot }) => centredBox(map.latLngToContainerPoint(at), { width: dot, height: dot }));
}
