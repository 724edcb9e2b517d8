import { fromMercator, toMercator, worldPixels } from "./mercator.js";

// Where the map goes so that given places lie beside what covers it.

/** Pixels kept free between what is to be seen and the edge of the map or a panel. */
const MARGIN = 20;
/** The least part of the map's width or height that what is to be seen fills, however much panels cover. */
const LEAST_SHARE = 0.45;
/** Zoom levels between two views that are told apart, and steps between those that are tried first. */
const [ZOOM_STEP, STRIDE] = [0.05, 4];
/** Tries across the room to move in, each way, where none is clear; the best place is then moved by ever smaller steps. */
const [TRIES, REFINEMENTS] = [10, 6];
/** What a pixel counts that a gap is too small, against all the gaps that are wide enough. */
const MISSING = 1000;
/** The nearest view that is fitted. */
const MAX_ZOOM = 13.5;

/**
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {import("./boxes.js").Size} Size
 * @typedef {{size: Size, covers: Box[]}} Viewport the map's size and the boxes that lie over it, in pixels
 * @typedef {{centre: [number, number], zoom: number}} View `centre` as lon/lat
 */

/** The view that was found last, kept for the next one who asks for the same. */
let last = { asked: "", view: /** @type {View} */ ({ centre: [0, 0], zoom: 0 }) };

/**
 * The view from nearest by in which all extents lie in the viewport and clear of its covers. Should that take the map
 * below `minZoom`, or make what is to be seen smaller than its least share, some of it is covered, as little as can be.
 *
 * @param {number[][]} extents west, south, east, north
 * @param {Viewport} viewport
 * @param {number} minZoom
 * @returns {View}
 */
export function fitView(extents, { size, covers }, minZoom = 0) {
  const asked = JSON.stringify([extents, size, covers, minZoom]);
  if (asked === last.asked) return last.view;
  last = { asked, view: findView(extents, { size, covers }, minZoom) };
  return last.view;
}

/**
 * @param {number[][]} extents
 * @param {Viewport} viewport
 * @param {number} minZoom
 * @returns {View}
 */
function findView(extents, { size, covers }, minZoom) {
  const targets = extents.map(mercatorBox);
  const whole = boxAround(targets);
  const zoomToFill = (/** @type {number} */ share) =>
    Math.log2(Math.min((share * size.width - 2 * MARGIN) / whole.width, (share * size.height - 2 * MARGIN) / whole.height) / worldPixels(0));
  const nearest = Math.max(minZoom, Math.min(MAX_ZOOM, zoomToFill(1) || 0));
  const farthest = Math.min(nearest, Math.max(minZoom, zoomToFill(LEAST_SHARE) || 0));
  const steps = Math.floor((nearest - farthest) / ZOOM_STEP);
  const zoomAt = (/** @type {number} */ step) => nearest - step * ZOOM_STEP;
  const layOut = (/** @type {number} */ step) => layOutAt(targets, whole, zoomAt(step), { size, covers });
  const isClear = (/** @type {number} */ step) => !clearPlaces(layOut(step)).next().done;
  let step = 0;
  while (step < steps && !isClear(step)) step = Math.min(steps, step + STRIDE);
  // Of those between it and the one before, the nearest that is clear.
  let nearer = Math.max(0, step - STRIDE + 1);
  while (nearer < step && !isClear(nearer)) nearer++;
  step = nearer;
  const { x, y } = bestCorner(layOut(step));
  const scale = worldPixels(zoomAt(step));
  return { centre: fromMercator([whole.x + (size.width / 2 - x) / scale, whole.y + (size.height / 2 - y) / scale]), zoom: zoomAt(step) };
}

/**
 * @param {number[]} extent west, south, east, north
 * @returns {Box} in the world of Web Mercator
 */
function mercatorBox([west, south, east, north]) {
  const [[left, top], [right, bottom]] = [toMercator([west, north]), toMercator([east, south])];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** @param {Box[]} boxes */
function boxAround(boxes) {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}

/**
 * The targets at a zoom, in pixels from the left upper corner of the whole, and where that corner may go.
 *
 * @param {Box[]} targets
 * @param {Box} whole
 * @param {number} zoom
 * @param {Viewport} viewport
 */
function layOutAt(targets, whole, zoom, { size, covers }) {
  const scale = worldPixels(zoom);
  const [width, height] = [whole.width * scale, whole.height * scale];
  return {
    boxes: targets.map((box) => ({ x: (box.x - whole.x) * scale, y: (box.y - whole.y) * scale, width: box.width * scale, height: box.height * scale })),
    covers,
    start: { x: Math.min(MARGIN, (size.width - width) / 2), y: Math.min(MARGIN, (size.height - height) / 2) },
    room: { x: Math.max(0, size.width - width - 2 * MARGIN), y: Math.max(0, size.height - height - 2 * MARGIN) },
  };
}

/**
 * Places where the targets lie clear of all covers: between any two heights at which one comes in the way or out of it,
 * the middle of each room.
 *
 * @param {ReturnType<typeof layOutAt>} layout
 */
function* clearPlaces({ boxes, covers, start, room }) {
  // For each target and cover, from where to where the corner cannot stand.
  const pairs = boxes.flatMap((box) =>
    covers.map((cover) => ({
      top: cover.y - MARGIN - box.y - box.height,
      bottom: cover.y + cover.height + MARGIN - box.y,
      from: cover.x - MARGIN - box.x - box.width,
      to: cover.x + cover.width + MARGIN - box.x,
    })),
  );
  pairs.sort((a, b) => a.from - b.from);
  const end = start.x + room.x;
  const edges = [start.y, start.y + room.y, ...pairs.flatMap(({ top, bottom }) => [top, bottom])].filter((y) => y >= start.y && y <= start.y + room.y);
  edges.sort((a, b) => a - b);
  for (let row = 0; row < edges.length - 1; row++) {
    const y = (edges[row] + edges[row + 1]) / 2;
    let x = start.x;
    for (const pair of pairs) {
      if (y <= pair.top || y >= pair.bottom) continue;
      if (x <= Math.min(pair.from, end)) yield { x: (x + Math.min(pair.from, end)) / 2, y };
      x = Math.max(x, pair.to);
    }
    if (x <= end) yield { x: (x + end) / 2, y };
  }
}

/**
 * Where the left upper corner of the whole goes, in pixels, so that the targets keep furthest from covers and edges.
 *
 * @param {ReturnType<typeof layOutAt>} layout
 */
function bestCorner(layout) {
  const { boxes, covers, start, room } = layout;
  /** Stops where the sum, of which no part is negative, has passed the best one. */
  const strain = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ limit) => {
    // What is left of the room on the other side is as far from the edge.
    let sum = pressure(x) + pressure(y) + pressure(2 * start.x + room.x - x) + pressure(2 * start.y + room.y - y);
    for (const box of boxes) {
      if (sum >= limit) break;
      for (const cover of covers) sum += pressure(gap(x + box.x, y + box.y, box, cover));
    }
    return sum;
  };
  let best = { ...start, sum: Infinity };
  const attempt = (/** @type {number} */ x, /** @type {number} */ y) => {
    if (x < start.x || y < start.y || x > start.x + room.x || y > start.y + room.y) return;
    const sum = strain(x, y, best.sum);
    if (sum < best.sum) best = { x, y, sum };
  };
  for (const { x, y } of clearPlaces(layout)) attempt(x, y);
  if (best.sum === Infinity) {
    for (let row = 0; row <= TRIES; row++) {
      for (let column = 0; column <= TRIES; column++) attempt(start.x + (room.x * column) / TRIES, start.y + (room.y * row) / TRIES);
    }
  }
  for (let turn = 1, step = 0.5 / TRIES; turn <= REFINEMENTS; turn++, step /= 2) {
    const { x, y } = best;
    for (const across of [-1, 0, 1]) for (const down of [-1, 0, 1]) attempt(x + across * step * room.x, y + down * step * room.y);
  }
  return best;
}

/**
 * How much a gap counts against a place: little while it is wide, much where it is missing.
 *
 * @param {number} pixels negative where two overlap
 */
function pressure(pixels) {
  return pixels >= MARGIN ? (MARGIN / pixels) ** 2 : MISSING * (1 + MARGIN - pixels);
}

/**
 * How far a box at x, y lies from a cover; less than 0: how deep it lies in it.
 *
 * @param {number} x
 * @param {number} y
 * @param {Size} box
 * @param {Box} cover
 */
function gap(x, y, { width, height }, cover) {
  return Math.max(cover.x - x - width, x - cover.x - cover.width, cover.y - y - height, y - cover.y - cover.height);
}
