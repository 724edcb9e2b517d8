import { fromMercator, toMercator, worldPixels } from "./mercator.js";
/** @import { Box, Size } from "./boxes.js" */

// Fit the map so that given extents are visible beside the panels that cover it.

/** Padding in pixels between the extents and the edge of the map or a panel. */
const MARGIN = 20;
/** Minimum share of the map's width or height that the extents fill, however much the panels cover. */
const MIN_SHARE = 0.45;
/** Precision of the fitted zoom in levels, and the number of such steps between the levels tried first. */
const [ZOOM_STEP, STEPS_AT_ONCE] = [0.05, 4];
/** Steps in each direction of the grid of positions tried if none is clear, and number of times the best one is refined. */
const [GRID_STEPS, REFINEMENTS] = [10, 6];
/** Weight of the square of the pixels by which a gap is too narrow, relative to gaps that are wide enough. */
const OVERLAP_WEIGHT = 1000;
/** Maximum zoom of a fitted view. */
const MAX_ZOOM = 13.5;

/**
 * @typedef {{size: Size, covers: Box[]}} Viewport the map's size and the boxes that lie over it, in pixels
 * @typedef {{centre: [number, number], zoom: number}} View `centre` as lon/lat
 */

/** The last request and its result. */
let last = { request: "", minZoom: 0, view: /** @type {View} */ ({ centre: [0, 0], zoom: 0 }) };

/**
 * Return the closest view in which all extents lie in the viewport and clear of the panels. If that is below `minZoom`, or
 * would make the extents smaller than MIN_SHARE, let panels cover as little of them as possible.
 *
 * @param {number[][]} extents west, south, east, north
 * @param {Viewport} viewport
 * @param {number} minZoom
 * @returns {View}
 */
export function fitView(extents, { size, covers }, minZoom = 0) {
  const request = JSON.stringify([extents, size, covers]);
  // A minimum zoom below that of the view makes no difference.
  const isSame = request === last.request && (minZoom === last.minZoom || Math.max(minZoom, last.minZoom) < last.view.zoom);
  last = { request, minZoom, view: isSame ? last.view : findView(extents, { size, covers }, minZoom) };
  return last.view;
}

/**
 * @param {number[][]} extents
 * @param {Viewport} viewport
 * @param {number} minZoom
 * @returns {View}
 */
function findView(extents, { size, covers }, minZoom) {
  const targets = extents.map(toMercatorBox);
  const bounds = boundingBox(targets);
  const zoomToFill = (/** @type {number} */ share) =>
    Math.log2(Math.min((share * size.width - 2 * MARGIN) / bounds.width, (share * size.height - 2 * MARGIN) / bounds.height) / worldPixels(0));
  const nearest = Math.max(minZoom, Math.min(MAX_ZOOM, zoomToFill(1) || 0));
  const farthest = Math.min(nearest, Math.max(minZoom, zoomToFill(MIN_SHARE) || 0));
  const steps = Math.floor((nearest - farthest) / ZOOM_STEP);
  const zoomAt = (/** @type {number} */ step) => nearest - step * ZOOM_STEP;
  const layOut = (/** @type {number} */ step) => layOutAt(targets, bounds, zoomAt(step), { size, covers });
  const isClear = (/** @type {number} */ step) => !findClearCorners(layOut(step)).next().done;
  let step = 0;
  while (step < steps && !isClear(step)) step = Math.min(steps, step + STEPS_AT_ONCE);
  // Refine: the closest clear view between this level and the one before.
  let closer = Math.max(0, step - STEPS_AT_ONCE + 1);
  while (closer < step && !isClear(closer)) closer++;
  step = closer;
  const { x, y } = findBestCorner(layOut(step));
  const scale = worldPixels(zoomAt(step));
  return { centre: fromMercator([bounds.x + (size.width / 2 - x) / scale, bounds.y + (size.height / 2 - y) / scale]), zoom: zoomAt(step) };
}

/**
 * @param {number[]} extent west, south, east, north
 * @returns {Box} in the world of Web Mercator
 */
function toMercatorBox([west, south, east, north]) {
  const [[left, top], [right, bottom]] = [toMercator([west, north]), toMercator([east, south])];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** @param {Box[]} boxes */
function boundingBox(boxes) {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}

/**
 * Return where the upper left corner of the targets' bounding box can be at a zoom, in pixels.
 *
 * @param {Box[]} targets
 * @param {Box} bounds the bounding box of the targets
 * @param {number} zoom
 * @param {Viewport} viewport
 */
function layOutAt(targets, bounds, zoom, { size, covers }) {
  const scale = worldPixels(zoom);
  const [width, height] = [bounds.width * scale, bounds.height * scale];
  /** For each target and cover, the range in which the corner cannot be. */
  const conflicts = targets.flatMap((box) => {
    const [x, y] = [(box.x - bounds.x) * scale, (box.y - bounds.y) * scale];
    return covers.map((cover) => ({
      left: cover.x - MARGIN - x - box.width * scale,
      right: cover.x + cover.width + MARGIN - x,
      top: cover.y - MARGIN - y - box.height * scale,
      bottom: cover.y + cover.height + MARGIN - y,
    }));
  });
  return {
    conflicts: conflicts.sort((a, b) => a.left - b.left),
    start: { x: Math.min(MARGIN, (size.width - width) / 2), y: Math.min(MARGIN, (size.height - height) / 2) },
    room: { x: Math.max(0, size.width - width - 2 * MARGIN), y: Math.max(0, size.height - height - 2 * MARGIN) },
  };
}

/**
 * Yield positions of the upper left corner at which the targets are clear of all covers: between each two heights at
 * which a conflict begins or ends, the middle of each free interval.
 *
 * @param {ReturnType<typeof layOutAt>} layout
 */
function* findClearCorners({ conflicts, start, room }) {
  const [maxX, maxY] = [start.x + room.x, start.y + room.y];
  const within = conflicts.filter(({ left, right, top, bottom }) => left < maxX && right > start.x && top < maxY && bottom > start.y);
  const edges = within.flatMap(({ top, bottom }) => [top, bottom]).filter((y) => y > start.y && y < maxY);
  const heights = [start.y, ...edges.sort((a, b) => a - b), maxY];
  for (let row = 1; row < heights.length; row++) {
    const y = (heights[row - 1] + heights[row]) / 2;
    let x = start.x;
    for (const { left, right, top, bottom } of within) {
      if (y <= top || y >= bottom) continue;
      if (x <= Math.min(left, maxX)) yield { x: (x + Math.min(left, maxX)) / 2, y };
      x = Math.max(x, right);
    }
    if (x <= maxX) yield { x: (x + maxX) / 2, y };
  }
}

/**
 * Return the upper left corner, in pixels, that keeps the targets furthest from covers and edges.
 *
 * @param {ReturnType<typeof layOutAt>} layout
 */
function findBestCorner(layout) {
  const { conflicts, start, room } = layout;
  let best = { ...start, sum: Infinity };
  const attempt = (/** @type {number} */ x, /** @type {number} */ y) => {
    if (x < start.x || y < start.y || x > start.x + room.x || y > start.y + room.y) return;
    // The rest of the free space is the gap on the other side.
    let sum = gapPenalty(x) + gapPenalty(y) + gapPenalty(2 * start.x + room.x - x) + gapPenalty(2 * start.y + room.y - y);
    for (const { left, right, top, bottom } of conflicts) {
      // It only grows.
      if (sum >= best.sum) return;
      sum += gapPenalty(MARGIN + Math.max(left - x, x - right, top - y, y - bottom));
    }
    if (sum < best.sum) best = { x, y, sum };
  };
  for (const { x, y } of findClearCorners(layout)) attempt(x, y);
  if (best.sum === Infinity) {
    for (let row = 0; row <= GRID_STEPS; row++) {
      for (let column = 0; column <= GRID_STEPS; column++) attempt(start.x + (room.x * column) / GRID_STEPS, start.y + (room.y * row) / GRID_STEPS);
    }
  }
  for (let round = 1, step = 0.5 / GRID_STEPS; round <= REFINEMENTS; round++, step /= 2) {
    const { x, y } = best;
    for (const across of [-1, 0, 1]) for (const down of [-1, 0, 1]) attempt(x + across * step * room.x, y + down * step * room.y);
  }
  return best;
}

/**
 * Return the penalty of a gap: small if it is wide, large if there is none. Two narrow gaps are better than an overlap.
 *
 * @param {number} pixels negative for an overlap
 */
function gapPenalty(pixels) {
  return pixels >= MARGIN ? (MARGIN / pixels) ** 2 : OVERLAP_WEIGHT * (1 + MARGIN - pixels) ** 2;
}
