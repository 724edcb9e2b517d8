import { fromMercator, toMercator, worldPixels } from "./mercator.js";

// Where the map goes so that given places lie beside what covers it.

/** Pixels kept free between what is to be seen and the edge of the map or a panel. */
const MARGIN = 20;
/** The least part of the map's width or height that what is to be seen fills, however much panels cover. */
const LEAST_SHARE = 0.45;
/** Zoom levels between two views that are told apart, and steps between those that are tried first. */
const [ZOOM_STEP, STRIDE] = [0.05, 4];
/** Tries across the room to move in, each way; the best is then moved by ever smaller steps. */
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
  const attempt = (/** @type {number} */ step) => ({ step, zoom: nearest - step * ZOOM_STEP, ...bestCorner(targets, whole, nearest - step * ZOOM_STEP, { size, covers }) });
  let found = attempt(0);
  while (!found.isClear && found.step < steps) found = attempt(Math.min(steps, found.step + STRIDE));
  // Of those between it and the one before, the nearest that is clear.
  for (let step = Math.max(1, found.step - STRIDE + 1), farther = found.step; step < farther; step++) {
    const nearer = attempt(step);
    if (nearer.isClear) [found, step] = [nearer, farther];
  }
  const scale = worldPixels(found.zoom);
  return { centre: fromMercator([whole.x + (size.width / 2 - found.x) / scale, whole.y + (size.height / 2 - found.y) / scale]), zoom: found.zoom };
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
 * Where the left upper corner of the whole goes, in pixels, so that the targets keep furthest from covers and edges.
 *
 * @param {Box[]} targets
 * @param {Box} whole
 * @param {number} zoom
 * @param {Viewport} viewport
 * @returns {{x: number, y: number, isClear: boolean}}
 */
function bestCorner(targets, whole, zoom, { size, covers }) {
  const scale = worldPixels(zoom);
  const boxes = targets.map((box) => ({ x: (box.x - whole.x) * scale, y: (box.y - whole.y) * scale, width: box.width * scale, height: box.height * scale }));
  const [width, height] = [whole.width * scale, whole.height * scale];
  const room = { x: Math.max(0, size.width - width - 2 * MARGIN), y: Math.max(0, size.height - height - 2 * MARGIN) };
  const start = { x: Math.min(MARGIN, (size.width - width) / 2), y: Math.min(MARGIN, (size.height - height) / 2) };
  /** Stops where the sum, of which no part is negative, has passed the best one. */
  const strain = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ limit) => {
    let sum = pressure(x) + pressure(y) + pressure(size.width - x - width) + pressure(size.height - y - height);
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
  for (let row = 0; row <= TRIES; row++) {
    for (let column = 0; column <= TRIES; column++) attempt(start.x + (room.x * column) / TRIES, start.y + (room.y * row) / TRIES);
  }
  for (let turn = 1, step = 0.5 / TRIES; turn <= REFINEMENTS; turn++, step /= 2) {
    const { x, y } = best;
    for (const across of [-1, 0, 1]) for (const down of [-1, 0, 1]) attempt(x + across * step * room.x, y + down * step * room.y);
  }
  const isClear = boxes.every((box) => covers.every((cover) => gap(best.x + box.x, best.y + box.y, box, cover) >= MARGIN));
  return { ...best, isClear };
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
