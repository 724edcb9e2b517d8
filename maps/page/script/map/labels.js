import { findShapes } from "./areas.js";
import { DOTS, unpack } from "./backdrop.js";
import { write } from "../text/language.js";
import { centred, findRoom, findStretch, overlap } from "./rooms.js";
import { yieldToMain } from "../yield-to-main.js";

const GAP = 7;
/** Names that are measured in one go. */
const BATCH = 12;
/** Pixels; a larger ring has places inside that need their names. */
const SMALL_RING = 90;
/** Pixels across a dot of the backdrop, which no name may cover. */
const DOT = 6;
/** Names that are written from so far away are those that readers look for. */
const SOUGHT = 9;
const COVERS = ".lens, .controls, .legend, .fact-note, .inset, .credit, .leaflet-control-scale";
const LINES = ["hills", "river", "road", "expressway", "ring", "railway", "metro"];

/**
 * A name on the map; its element is made when it is first wanted.
 *
 * @typedef {import("./rooms.js").Box} Box
 * @typedef {{key: string, className: string, kind: string, from: number, until: number, later: boolean, reach: () => number, inner: () => number,
 *   at: import("leaflet").LatLng, lines: import("leaflet").LatLng[][] | null, bounds: import("leaflet").LatLngBounds | null,
 *   element: HTMLElement | null, size: import("./rooms.js").Size | null}} Label
 */

/**
 * Names on the map, placed anew after each move so that none covers another; the areas' come first.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Payload} data
 * @param {() => Box[]} kept what else has to be kept clear of names, on the map itself
 */
export function makeLabels(map, data, kept) {
  const pane = map.createPane("labels");
  pane.style.zIndex = "450";
  pane.classList.add("leaflet-zoom-hide");
  const labels = [...areaLabels(map, data), ...placeLabels(data)];
  const dotsIn = findDots(map, data.backdrop);
  /** @type {{text: (key: string) => string, language: string} | null} */
  let spoken = null;
  /** What lies over the map, asked for only when it may have changed. */
  let over = /** @type {Box[]} */ ([]);

  const place = () => {
    if (spoken === null) return;
    // At the lens's first stops no area is drawn, so none is named and none takes room.
    const drawn = document.documentElement.dataset.lens === "estimate";
    const view = map.getSize();
    const wanted = labels.filter((label) => isWanted(map, label, drawn, view));
    measure(pane, wanted, spoken, data.foreign[spoken.language]);
    const covers = [...over, ...kept()];
    const taken = { names: drawn ? [...covers, ...areaBoxes(map)] : [...covers], dots: dotsIn(view) };
    /** @type {Set<Label>} */
    const shown = new Set();
    for (const label of wanted) {
      const box = put(map, label, taken, covers, view);
      if (box === null) continue;
      taken.names.push(box);
      if (label.kind === "area") covers.push(box);
      shown.add(label);
    }
    for (const label of labels) if (label.element) label.element.hidden = !shown.has(label);
  };
  const placeAnew = () => {
    over = coveredBoxes(map);
    place();
  };
  const forget = () => {
    for (const label of labels) label.size = null;
    placeAnew();
  };
  map.on("moveend", place);
  map.on("resize", placeAnew);
  // A reader's own type size or spacing changes the size of all names: a hidden one tells when.
  const gauge = pane.appendChild(labelElement("gauge"));
  gauge.textContent = "M M";
  new ResizeObserver(forget).observe(gauge);
  return {
    place: placeAnew,
    prepare: () => prepare(pane, labels, () => spoken, data.foreign),
    /**
     * @param {(key: string) => string} text
     * @param {string} language its code
     */
    name: (text, language) => {
      spoken = { text, language };
      forget();
    },
  };
}

/**
 * Makes and measures what is wanted for the first time in this language.
 *
 * @param {HTMLElement} pane
 * @param {Label[]} wanted
 * @param {{text: (key: string) => string}} spoken
 * @param {Record<string, string> | undefined} foreign
 */
function measure(pane, wanted, { text }, foreign) {
  const fresh = wanted.filter(({ size }) => size === null);
  for (const label of fresh) {
    label.element ??= pane.appendChild(labelElement(label.className));
    setText(label.element, label.key, text, foreign);
    label.element.hidden = false;
  }
  // All are asked for their size at once: each question after a change would lay the page out anew.
  for (const label of fresh) {
    const { offsetWidth, offsetHeight } = /** @type {HTMLElement} */ (label.element);
    label.size = { width: offsetWidth, height: offsetHeight };
  }
}

/**
 * Measures all names ahead, in the browser's spare time, so that no move has to wait for it.
 *
 * @param {HTMLElement} pane
 * @param {Label[]} labels
 * @param {() => {text: (key: string) => string, language: string} | null} spoken
 * @param {import("../types").Payload["foreign"]} foreign
 */
async function prepare(pane, labels, spoken, foreign) {
  const now = spoken();
  if (now === null) return;
  const fresh = labels.filter(({ size }) => size === null);
  const batches = Array.from({ length: Math.ceil(fresh.length / BATCH) }, (_, i) => fresh.slice(i * BATCH, (i + 1) * BATCH));
  await yieldToMain(batches, (batch) => {
    // In another language by now they are measured when they are wanted.
    if (spoken() !== now) return;
    const stillFresh = batch.filter(({ size }) => size === null);
    measure(pane, stillFresh, now, foreign[now.language]);
    for (const { element } of stillFresh) /** @type {HTMLElement} */ (element).hidden = true;
  });
}

/**
 * @param {import("leaflet").Map} map
 * @param {Label} label
 * @param {boolean} drawn whether the areas are
 * @param {import("./rooms.js").Point} view
 */
function isWanted(map, { kind, at, bounds, from, until, later }, drawn, view) {
  const zoom = map.getZoom();
  if (later && map.getContainer().classList.contains("then")) return false;
  if (zoom < from || zoom >= until || (kind === "area" && !drawn)) return false;
  if (bounds) return map.getBounds().intersects(bounds);
  const { x, y } = map.latLngToContainerPoint(at);
  return x >= 0 && y >= 0 && x <= view.x && y <= view.y;
}

/**
 * Puts a name where it finds room.
 *
 * @param {import("leaflet").Map} map
 * @param {Label} label with its size
 * @param {{names: Box[], dots: Box[]}} taken
 * @param {Box[]} covers what an area's name must keep clear of: it may cover another area before it is left out
 * @param {import("./rooms.js").Point} view
 * @returns {Box | null}
 */
function put(map, label, taken, covers, view) {
  const element = /** @type {HTMLElement} */ (label.element);
  const size = /** @type {import("./rooms.js").Size} */ (label.size);
  if (label.lines) {
    const lines = label.lines.map((line) => line.map((latlng) => map.latLngToContainerPoint(latlng)));
    const stretch = findStretch(lines, size, [...taken.names, ...taken.dots], view);
    if (!stretch) return null;
    const { x, y } = map.containerPointToLayerPoint([stretch.middle.x - size.width / 2, stretch.middle.y - size.height / 2]);
    element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) rotate(${stretch.angle.toFixed(4)}rad)`;
    return stretch.box;
  }
  const point = map.latLngToContainerPoint(label.at);
  const isArea = label.kind === "area";
  const within = centred(point, size);
  const inside = isArea && size.width < label.inner() && !covers.some((cover) => overlap(cover, within));
  const room = (/** @type {Box[]} */ boxes) => findRoom(point, size, label.reach(), boxes, view);
  // Before a name that readers look for is left out it may cover a dot, and that of an area another area.
  const looser = isArea ? [taken.names, covers] : label.from <= SOUGHT ? [taken.names] : [];
  const box = inside ? within : [[...taken.names, ...taken.dots], ...looser].reduce((found, boxes) => found ?? room(boxes), /** @type {Box | null} */ (null));
  if (isArea) element.classList.toggle("inside", inside);
  if (box === null) return null;
  const { x, y } = map.containerPointToLayerPoint([box.x, box.y]);
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  return box;
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
  size.textContent = ["size", "plus_minus"].map((part) => text(`${key}.${part}`)).join(" · ");
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
 * @param {import("../types").Payload} data
 * @returns {Label[]}
 */
function areaLabels(map, data) {
  const { footprints, reaches } = findShapes(map);
  return data.areas.map((area, index) => ({
    key: `area.${area.id}`,
    className: `area ${area.colour}`,
    kind: "area",
    from: 0,
    until: Infinity,
    later: false,
    reach: () => extentOf(map, footprints[index], reaches[index]) + GAP,
    inner: () => 1.6 * radius(map, footprints[index]),
    at: L.GeoJSON.coordsToLatLng(area.centre),
    lines: null,
    bounds: null,
    element: null,
    size: null,
  }));
}

/**
 * Those of the backdrop, the most important first: what is named from further away.
 *
 * @param {import("../types").Payload} data
 * @returns {Label[]}
 */
function placeLabels({ backdrop: { features, scale }, texts }) {
  const keys = texts.keys.filter((key) => key.startsWith("place."));
  return features
    .filter(({ named }) => named !== undefined)
    .map((feature, index) => ({ feature, key: keys[index] }))
    .sort((a, b) => /** @type {number} */ (a.feature.named) - /** @type {number} */ (b.feature.named))
    .map(({ feature, key }) => {
      const latlngs = (/** @type {number[]} */ steps) => L.GeoJSON.coordsToLatLngs(unpack(steps, scale));
      const lines = LINES.includes(feature.kind) ? feature.parts.map(latlngs) : null;
      return {
        key,
        className: lines ? `along ${feature.kind}` : feature.kind + (feature.from === undefined && feature.kind === "landmark" ? " main" : ""),
        kind: feature.kind,
        from: feature.named ?? Infinity,
        until: feature.until ?? Infinity,
        later: feature.later === true,
        reach: () => GAP,
        inner: () => 0,
        at: latlngs(feature.at ?? feature.parts[0])[0],
        lines,
        bounds: lines && L.latLngBounds(lines.flat()),
        element: null,
        size: null,
      };
    });
}

/**
 * The dots in the view, of stations and other places.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Payload["backdrop"]} backdrop
 * @returns {(view: import("./rooms.js").Point) => Box[]}
 */
function findDots(map, { features, scale }) {
  const dots = features
    .filter(({ kind }) => DOTS.includes(kind))
    .flatMap(({ parts, from, later }) => parts.map((part) => ({ from: from ?? 0, later, at: L.GeoJSON.coordsToLatLng(unpack(part, scale)[0]) })));
  return (view) => {
    const [zoom, then] = [map.getZoom(), map.getContainer().classList.contains("then")];
    return dots
      .filter(({ from, later }) => zoom >= from && !(later && then))
      .map(({ at }) => map.latLngToContainerPoint(at))
      .filter(({ x, y }) => x > -DOT && y > -DOT && x < view.x + DOT && y < view.y + DOT)
      .map((point) => centred(point, { width: DOT, height: DOT }));
  };
}

/**
 * The shapes themselves, which no label may cover, and their rings while they are small.
 *
 * @param {import("leaflet").Map} map
 * @returns {Box[]}
 */
function areaBoxes(map) {
  const { footprints, reaches } = findShapes(map);
  return footprints.map((footprint, index) => {
    const point = map.latLngToContainerPoint(footprint.getBounds().getCenter());
    const reach = extentOf(map, footprint, reaches[index]) * 0.8;
    return { x: point.x - reach, y: point.y - reach, width: 2 * reach, height: 2 * reach };
  });
}

/**
 * How far from its centre an area takes room from names: with its ring, while that is small.
 *
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").Polygon} footprint
 * @param {import("leaflet").Circle} reach
 */
function extentOf(map, footprint, reach) {
  const ring = radius(map, reach);
  return ring < SMALL_RING ? ring : radius(map, footprint);
}

/**
 * What lies over the map: its legend and buttons.
 *
 * @param {import("leaflet").Map} map
 * @returns {Box[]}
 */
function coveredBoxes(map) {
  const origin = map.getContainer().getBoundingClientRect();
  const covers = map.getContainer().parentElement?.querySelectorAll(COVERS) ?? [];
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
