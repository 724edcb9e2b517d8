import { fromMercator, toMercator, worldPixels } from "./mercator.js";

// Fit the map so that given extents are visible beside the panels that cover it.

/** Padding in pixels between the extents and the edge of the map or a panel. */
const MARGIN = 20;
/** Least share of the map's width or height that the extents fill, however much the panels cover. */
const LEAST_SHARE = 0.45;
/** Precision of the fitted zoom in levels, and the number of such steps between the levels that are tried first. */
const [ZOOM_STEP, STRIDE] = [0.05, 4];
/** Number of positions tried in each direction if none is clear; the best one is then refined in ever smaller steps. */
const [TRIES, REFINEMENTS] = [10, 6];
/** Weight of a pixel missing in a gap, relative to the gaps that are wide enough. */
const MISSING = 1000;
/** Maximum zoom of a fitted view. */
const MAX_ZOOM = 13.5;

/**
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {import("./boxes.js").Size} Size
 * @typedef {{size: Size, covers: Box[]}} Viewport the map's size and the boxes that lie over it, in pixels
 * @typedef {{centre: [number, number], zoom: number}} View `centre` as lon/lat
 */

/** The last result, reused for the same request. */
let last = { asked: "", view: /** @type {View} */ ({ centre: [0, 0], zoom: 0 }) };

/**
 * Return the closest view in which all extents lie in the viewport and clear of the panels. If that is below `minZoom`, or
 * would make the extents smaller than their least share, let panels cover as little of them as possible.
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
  // Refine: the closest clear view between this level and the one before.
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
 * Return the targets at a zoom, in pixels from the upper left corner of their bounding box, and the range of that corner.
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
 * Return positions where the targets are clear of all covers: for each interval of heights without a change of conflicts,
 * the middle of each free interval.
 *
 * @param {ReturnType<typeof layOutAt>} layout
 */
function* clearPlaces({ boxes, covers, start, room }) {
  // For each target and cover, the range in which the corner cannot be.
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
 * Return the upper left corner, in pixels, that keeps the targets furthest from covers and edges.
 *
 * @param {ReturnType<typeof layOutAt>} layout
 */
function bestCorner(layout) {
  const { boxes, covers, start, room } = layout;
  /** Stop as soon as the sum, which only grows, exceeds the best one. */
  const strain = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ limit) => {
    // The rest of the free space is the gap on the other side.
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
 * Return the penalty of a gap: small if it is wide, large if it is missing.
 *
 * @param {number} pixels negative for an overlap
 */
function pressure(pixels) {
  return pixels >= MARGIN ? (MARGIN / pixels) ** 2 : MISSING * (1 + MARGIN - pixels);
}

/**
 * Return the distance of a box at x, y from a cover; negative: the depth of the overlap.
 *
 * @param {number} x
 * @param {number} y
 * @param {Size} box
 * @param {Box} cover
 */
function gap(x, y, { width, height }, cover) {
  return Math.max(cover.x - x - width, x - cover.x - cover.width, cover.y - y - height, y - cover.y - cover.height);
}
