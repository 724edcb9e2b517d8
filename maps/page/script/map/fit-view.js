import { fromMercator, toMercator, worldPixels } from "./mercator.js";

// Where the map goes so that given places lie beside what covers it.

/** Pixels kept free between what is to be seen and the edge of the map or a panel. */
const MARGIN = 20;
/** The least part of the map's width or height that what is to be seen fills, however much panels cover. */
const LEAST_SHARE = 0.45;
/** Zoom levels between two tries. */
const ZOOM_STEP = 0.05;
/** Steps across the room to move in, each way. */
const TRIES = 12;
/** What a pixel counts that a gap is too small, against all the gaps that are wide enough. */
const MISSING = 1000;
/** The nearest view that is fitted. */
const MAX_ZOOM = 13.5;

/**
 * @typedef {import("./boxes.js").Point} Point
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {import("./boxes.js").Size} Size
 * @typedef {{size: Size, covers: Box[]}} Frame the map's size and the boxes that lie over it, in pixels
 * @typedef {{centre: [number, number], zoom: number}} View `centre` as lon/lat
 */

/**
 * The view from nearest by in which all extents lie in the frame and clear of its covers. Should that take the map
 * below `minZoom`, or make what is to be seen smaller than its least share, some of it is covered, as little as can be.
 *
 * @param {number[][]} extents west, south, east, north
 * @param {Frame} frame
 * @param {number} minZoom
 * @returns {View}
 */
export function fitView(extents, { size, covers }, minZoom = 0) {
  const targets = extents.map(mercatorBox);
  const whole = boxAround(targets);
  const zoomToFill = (/** @type {number} */ share) =>
    Math.log2(Math.min((share * size.width - 2 * MARGIN) / whole.width, (share * size.height - 2 * MARGIN) / whole.height) / worldPixels(0));
  const nearest = Math.max(minZoom, Math.min(MAX_ZOOM, zoomToFill(1)));
  const farthest = Math.min(nearest, Math.max(minZoom, zoomToFill(LEAST_SHARE) || 0));
  for (let zoom = nearest; ; zoom -= ZOOM_STEP) {
    const trial = layOut(targets, whole, zoom, { size, covers });
    const free = trial.corners.filter(trial.isClear);
    const isLast = zoom - ZOOM_STEP < farthest;
    if (free.length === 0 && !isLast) continue;
    const { x, y } = settleView(free.length > 0 ? free : trial.corners, trial);
    const scale = worldPixels(zoom);
    return { centre: fromMercator([whole.x + (size.width / 2 - x) / scale, whole.y + (size.height / 2 - y) / scale]), zoom };
  }
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
 * The targets at a zoom, and the places of the map where the left upper corner of all of them can go.
 *
 * @param {Box[]} targets
 * @param {Box} whole
 * @param {number} zoom
 * @param {Frame} frame
 */
function layOut(targets, whole, zoom, { size, covers }) {
  const scale = worldPixels(zoom);
  const boxes = targets.map((box) => ({ x: (box.x - whole.x) * scale, y: (box.y - whole.y) * scale, width: box.width * scale, height: box.height * scale }));
  const [right, bottom] = [size.width - whole.width * scale, size.height - whole.height * scale];
  const steps = Array.from({ length: TRIES + 1 }, (_, step) => step / TRIES);
  // Where there is not even room for the margin, they lie in the middle.
  const [across, down] = [right, bottom].map((room) => steps.map((step) => (room < 2 * MARGIN ? room / 2 : MARGIN + step * (room - 2 * MARGIN))));
  return {
    corners: down.flatMap((y) => across.map((x) => ({ x, y }))),
    /** Pixels between two corners. */
    step: { x: across[1] - across[0], y: down[1] - down[0] },
    /** @param {Point} corner */
    isClear: (corner) => {
      for (const box of boxes) for (const cover of covers) if (gap(corner, box, cover) < MARGIN) return false;
      return true;
    },
    /**
     * How near the edges and covers are, those above all that are too near.
     *
     * @param {Point} corner
     */
    pressure: (corner) => {
      let sum = pressure(corner.x) + pressure(corner.y) + pressure(right - corner.x) + pressure(bottom - corner.y);
      for (const box of boxes) for (const cover of covers) sum += pressure(gap(corner, box, cover));
      return sum;
    },
  };
}

/**
 * The corner where edges and covers are furthest away; from the best of those given it is found by ever smaller steps.
 *
 * @param {Point[]} corners
 * @param {ReturnType<typeof layOut>} trial
 * @returns {Point}
 */
function settleView(corners, { step, pressure: pressureAt }) {
  const best = (/** @type {Point[]} */ tries) => tries.map((corner) => ({ corner, sum: pressureAt(corner) })).reduce((a, b) => (b.sum < a.sum ? b : a)).corner;
  let found = best(corners);
  for (let part = 0.5; part > 0.02; part /= 2) {
    const { x, y } = found;
    found = best([-1, 0, 1].flatMap((down) => [-1, 0, 1].map((across) => ({ x: x + across * part * step.x, y: y + down * part * step.y }))));
  }
  return found;
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
 * How far a box lies from a cover; less than 0: how deep it lies in it.
 *
 * @param {Point} corner from which the box is measured
 * @param {Box} box
 * @param {Box} cover
 */
function gap({ x, y }, box, cover) {
  const left = x + box.x;
  const top = y + box.y;
  return Math.max(cover.x - left - box.width, left - cover.x - cover.width, cover.y - top - box.height, top - cover.y - cover.height);
}
