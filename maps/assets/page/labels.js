import { findShapes } from "./areas.js";
import { labelPlace } from "./backdrop.js";
import { write } from "./language.js";

/** The zoom from which a label of each rank may show. */
const FROM_ZOOM = [0, 8, 10, 11.5, 12.5, 13.5];
const DISTRICTS_UNTIL = 11.5;
const GAP = 7;
/** Pixels; a larger ring has places inside that need their names. */
const SMALL_RING = 90;

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box left, top and size in pixels
 * @typedef {{element: HTMLElement, latlng: import("leaflet").LatLng, rank: number, kind: string, reach: () => number, key: string}} Label
 */

/**
 * Where a label fits beside its point without covering another: right, left, above, below or askew.
 *
 * @param {{x: number, y: number}} point
 * @param {{width: number, height: number}} size
 * @param {number} reach pixels to keep from the point
 * @param {Box[]} taken
 * @param {{x: number, y: number}} view the size of the map
 * @returns {Box | null}
 */
export function findRoom(point, size, reach, taken, view) {
  const { width, height } = size;
  const inside = (/** @type {Box} */ box) => box.x > 0 && box.y > 0 && box.x + width < view.x && box.y + height < view.y;
  const [right, left, middle] = [point.x + reach, point.x - reach - width, point.x - width / 2];
  const [level, above, below] = [point.y - height / 2, point.y - reach - height, point.y + reach];
  // Along the edge of the map where the name is too long to stand beside its point.
  const pushed = Math.max(4, Math.min(middle, view.x - width - 4));
  const spots = [
    [right, level], [left, level], [middle, above], [middle, below],
    [point.x - reach, below], [point.x - reach, above], [point.x + reach - width, below], [point.x + reach - width, above],
    [pushed, below], [pushed, above],
  ];
  for (const [x, y] of spots) {
    const box = { x, y, width, height };
    if (inside(box) && !taken.some((other) => overlap(box, other))) return box;
  }
  return null;
}

/**
 * @param {{x: number, y: number}} point
 * @param {{width: number, height: number}} size
 * @returns {Box}
 */
function centred(point, { width, height }) {
  return { x: point.x - width / 2, y: point.y - height / 2, width, height };
}

/**
 * @param {Box} a
 * @param {Box} b
 */
export function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * Names on the map, placed anew after each move so that none covers another; the areas' come first.
 *
 * @param {import("leaflet").Map} map
 * @param {import("./types").Payload} data
 */
export function makeLabels(map, data) {
  const pane = map.createPane("labels");
  pane.style.zIndex = "450";
  pane.classList.add("leaflet-zoom-hide");
  const labels = [...areaLabels(map, data), ...placeLabels(data)];
  for (const { element } of labels) pane.append(element);
  /** @type {Map<Label, {width: number, height: number}>} */
  let sizes = new Map();

  const place = () => {
    const view = map.getSize();
    const covers = coveredBoxes(map);
    // At the lens's first stops no area is drawn, so none is named and none takes room.
    const drawn = document.documentElement.dataset.lens === "estimate";
    const taken = drawn ? [...areaBoxes(map), ...covers] : [...covers];
    /** @type {Box[]} */
    const named = [];
    for (const label of labels) {
      const point = map.latLngToContainerPoint(label.latlng);
      const isArea = label.kind === "area";
      const size = isArea && !drawn ? undefined : sizes.get(label);
      const inside = isArea && size !== undefined && size.width < 1.6 * label.reach();
      const room = (/** @type {Box[]} */ boxes) => size && findRoom(point, size, label.reach(), boxes, view);
      let box = null;
      if (size && isWanted(label, point, view, map.getZoom())) {
        // An area's name may cover another area's shape before it is left out.
        box = inside ? centred(point, size) : (room(taken) || (isArea && room([...covers, ...named])) || null);
      }
      label.element.classList.toggle("inside", inside);
      label.element.hidden = box === null;
      if (box === null) continue;
      taken.push(box);
      named.push(box);
      const at = map.containerPointToLayerPoint([box.x, box.y]);
      label.element.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
    }
  };
  const measure = () => {
    for (const { element } of labels) element.hidden = false;
    sizes = new Map(labels.map((label) => [label, { width: label.element.offsetWidth, height: label.element.offsetHeight }]));
    place();
  };
  map.on("moveend zoomend resize viewreset", place);
  // A reader's own type size or spacing changes the size of all names: a hidden one tells when.
  const gauge = labelElement("gauge");
  gauge.textContent = "M M";
  pane.append(gauge);
  new ResizeObserver(measure).observe(gauge);
  return {
    place,
    /**
     * @param {(key: string) => string} text
     * @param {string} language its code
     */
    name: (text, language) => {
      for (const { element, key } of labels) setText(element, key, text, data.foreign[language]);
      measure();
    },
  };
}

/**
 * @param {Label} label
 * @param {{x: number, y: number}} point
 * @param {{x: number, y: number}} view
 * @param {number} zoom
 */
function isWanted({ rank, kind }, point, view, zoom) {
  if (point.x < 0 || point.y < 0 || point.x > view.x || point.y > view.y) return false;
  return zoom >= FROM_ZOOM[rank] && !(kind === "district" && zoom > DISTRICTS_UNTIL);
}

/**
 * @param {HTMLElement} element
 * @param {string} key
 * @param {(key: string) => string} text
 * @param {Record<string, string> | undefined} foreign
 */
function setText(element, key, text, foreign) {
  write(element, key, text, foreign);
  if (!element.classList.contains("area")) return;
  const size = document.createElement("span");
  size.textContent = `${text(`${key}.size`)} · ${text(`${key}.plus_minus`)}`;
  element.append(size);
}

/**
 * @param {string} className
 * @returns {HTMLElement}
 */
function labelElement(className) {
  const element = document.createElement("div");
  element.className = `label ${className}`;
  element.ariaHidden = "true";
  return element;
}

/**
 * @param {import("leaflet").Map} map
 * @param {import("./types").Payload} data
 * @returns {Label[]}
 */
function areaLabels(map, data) {
  const { footprints } = findShapes(map);
  return data.areas.map((area, index) => ({
    element: labelElement(`area ${area.colour}`),
    latlng: L.GeoJSON.coordsToLatLng(area.centre),
    rank: 0,
    kind: "area",
    reach: () => radius(map, footprints[index]) + GAP,
    key: `area.${area.id}`,
  }));
}

/**
 * The shapes themselves, which no label may cover, and their rings while they are small.
 *
 * @param {import("leaflet").Map} map
 * @returns {Box[]}
 */
function areaBoxes(map) {
  const { footprints, halos } = findShapes(map);
  return footprints.map((footprint, index) => {
    const point = map.latLngToContainerPoint(footprint.getBounds().getCenter());
    const ring = radius(map, halos[index]);
    const reach = (ring < SMALL_RING ? ring : radius(map, footprint)) * 0.8;
    return { x: point.x - reach, y: point.y - reach, width: 2 * reach, height: 2 * reach };
  });
}

/**
 * What lies over the map: its legend and buttons.
 *
 * @param {import("leaflet").Map} map
 * @returns {Box[]}
 */
function coveredBoxes(map) {
  const origin = map.getContainer().getBoundingClientRect();
  const covers = map.getContainer().parentElement?.querySelectorAll(".legend, .controls, .lens, .fact-note, .inset, .credit, .leaflet-control-scale") ?? [];
  return [...covers].map((cover) => {
    const { left, top, width, height } = cover.getBoundingClientRect();
    return { x: left - origin.left, y: top - origin.top, width, height };
  });
}

/**
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").Polygon | import("leaflet").Circle} shape
 * @returns {number} pixels
 */
function radius(map, shape) {
  const bounds = shape.getBounds();
  return (map.latLngToContainerPoint(bounds.getSouthEast()).x - map.latLngToContainerPoint(bounds.getNorthWest()).x) / 2;
}

/**
 * @param {import("./types").Payload} data
 * @returns {Label[]}
 */
function placeLabels({ backdrop }) {
  return backdrop.features
    .filter(({ id }) => id !== undefined)
    .map((feature) => ({ feature, rank: feature.rank ?? FROM_ZOOM.length - 1 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ feature, rank }) => ({
      element: labelElement(`${feature.kind} rank-${rank}`),
      latlng: labelPlace(feature, backdrop.scale),
      rank,
      kind: feature.kind,
      reach: () => GAP,
      key: `place.${feature.id}`,
    }));
}
