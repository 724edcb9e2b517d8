// Boxes, circles and outlines on the map, and the distances between them, in pixels; x to the right, y down. The same
// as in maps/drawing/boxes.py.

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{width: number, height: number}} Size
 * @typedef {{x: number, y: number, width: number, height: number}} Box by its top left corner and its size
 * @typedef {{id: string, centre: Point, radius: number, ring?: Point[]}} Shape a circle or, with `ring`, an
 *   outline by its corners, not closed; its `radius` is half the larger of width and height
 */

/**
 * @param {Box} box
 * @param {number} by
 * @returns {Box}
 */
export function grown({ x, y, width, height }, by) {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/**
 * @param {Box} a
 * @param {Box} b
 */
export function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * @param {Box} box
 * @param {Point} point
 */
export function contains({ x, y, width, height }, point) {
  return x <= point.x && point.x <= x + width && y <= point.y && point.y <= y + height;
}

/**
 * @param {Point} middle
 * @param {Size} size
 * @returns {Box}
 */
export function centredBox({ x, y }, { width, height }) {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** @param {Box} box */
export function middleOf({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

/**
 * @param {Box} box
 * @returns {Point[]}
 */
export function corners({ x, y, width, height }) {
  return [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }];
}

/**
 * Return the distance between a shape and a box; 0 where they touch or overlap.
 *
 * @param {Shape} shape
 * @param {Box} box
 */
export function shapeDistance(shape, box) {
  const ring = shape.ring ?? [];
  if (ring.length === 0) return Math.max(0, pointDistance(shape.centre, box) - shape.radius);
  if (ring.some((corner) => contains(box, corner)) || corners(box).some((corner) => shapeContains(shape, corner))) return 0;
  const edges = edgesOf(ring);
  if (edges.some((edge) => crosses(edge, box))) return 0;
  const fromCorners = Math.min(...ring.map((corner) => pointDistance(corner, box)));
  return Math.min(fromCorners, ...edges.flatMap((edge) => corners(box).map((corner) => segmentDistance(edge, corner))));
}

/**
 * Return whether a shape is farther from a box than `distance`; far shapes are recognised by their centre, which is faster.
 *
 * @param {Shape} shape
 * @param {Box} box
 * @param {number} distance
 */
export function isBeyond(shape, box, distance) {
  return pointDistance(shape.centre, box) - 3 * shape.radius > distance || shapeDistance(shape, box) > distance;
}

/**
 * Return whether a shape contains a point.
 *
 * @param {Shape} shape
 * @param {Point} point
 */
export function shapeContains({ centre, radius, ring }, { x, y }) {
  return ring?.length ? isWithin([ring], { x, y }) : Math.sqrt((x - centre.x) ** 2 + (y - centre.y) ** 2) <= radius;
}

/**
 * Return whether a point lies in rings, by the even-odd rule, which also fills them.
 *
 * @param {Point[][]} rings
 * @param {Point} point
 */
export function isWithin(rings, { x, y }) {
  let inside = false;
  for (const [a, b] of rings.flatMap(edgesOf)) {
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/**
 * @param {Point} point
 * @param {Box} box
 */
export function pointDistance(point, { x, y, width, height }) {
  const dx = Math.max(x - point.x, 0, point.x - x - width);
  const dy = Math.max(y - point.y, 0, point.y - y - height);
  return Math.sqrt(dx * dx + dy * dy);
}

/**
 * Return whether a line segment enters a box (Liang–Barsky clipping).
 *
 * @param {Point[]} segment its two ends
 * @param {Box} box
 */
export function crosses([a, b], { x, y, width, height }) {
  let [enters, leaves] = [0, 1];
  for (const [start, change, low, high] of [[a.x, b.x - a.x, x, x + width], [a.y, b.y - a.y, y, y + height]]) {
    if (change === 0) {
      if (!(low < start && start < high)) return false;
      continue;
    }
    const [one, other] = [(low - start) / change, (high - start) / change];
    [enters, leaves] = [Math.max(enters, Math.min(one, other)), Math.min(leaves, Math.max(one, other))];
  }
  return enters < leaves;
}

/** @param {Point[]} ring */
function edgesOf(ring) {
  return ring.map((corner, index) => [corner, ring[(index + 1) % ring.length]]);
}

/**
 * @param {Point[]} segment its two ends
 * @param {Point} point
 */
function segmentDistance([a, b], { x, y }) {
  const squaredLength = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const dotProduct = (x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y);
  const t = squaredLength === 0 ? 0 : Math.max(0, Math.min(1, dotProduct / squaredLength));
  return Math.sqrt((x - a.x - t * (b.x - a.x)) ** 2 + (y - a.y - t * (b.y - a.y)) ** 2);
}

/**
 * Return points along a line at equal steps, in runs that lie in the viewport.
 *
 * @param {Point[]} line
 * @param {Size} viewport
 * @param {number} step
 * @returns {Point[][]}
 */
export function sampleLine(line, viewport, step) {
  /** @type {Point[][]} */
  const runs = [[]];
  let toNext = 0; // from the start of a segment to its first point
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    const length = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
    const isNear = Math.min(a.x, b.x) < viewport.width && Math.max(a.x, b.x) > 0 && Math.min(a.y, b.y) < viewport.height && Math.max(a.y, b.y) > 0;
    for (let at = toNext; isNear && at < length; at += step) {
      const point = { x: a.x + ((b.x - a.x) * at) / length, y: a.y + ((b.y - a.y) * at) / length };
      if (point.x > 0 && point.x < viewport.width && point.y > 0 && point.y < viewport.height) runs[runs.length - 1].push(point);
      else if (runs[runs.length - 1].length > 0) runs.push([]);
    }
    toNext = (step - ((length - toNext) % step)) % step;
  }
  return runs;
}
