/**
 * Where a name finds room. Boxes are left, top and size in pixels of the map.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {{x: number, y: number}} Point
 * @typedef {{width: number, height: number}} Size
 */

/** Pixels from one sample of a line to the next, and how far a line may bend away under its name. */
const [SAMPLE, BEND] = [10, 5];
/** Pixels between two names. */
const AIR = 3;
/** The steepest angle at which a name is still easily read. */
const STEEP = (75 * Math.PI) / 180;

/**
 * @param {Box} a
 * @param {Box} b
 */
export function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * @param {Point} point
 * @param {Size} size
 * @returns {Box}
 */
export function centred(point, { width, height }) {
  return { x: point.x - width / 2, y: point.y - height / 2, width, height };
}

/**
 * @param {Box} box
 * @param {Box[]} taken
 * @param {Point} view the size of the map
 */
function isFree(box, taken, view) {
  const inside = box.x > 0 && box.y > 0 && box.x + box.width < view.x && box.y + box.height < view.y;
  const around = { x: box.x - AIR, y: box.y - AIR / 2, width: box.width + 2 * AIR, height: box.height + AIR };
  return inside && !taken.some((other) => overlap(around, other));
}

/**
 * Where a name fits beside its point without covering another: right, left, above, below or askew.
 *
 * @param {Point} point
 * @param {Size} size
 * @param {number} reach pixels to keep from the point
 * @param {Box[]} taken
 * @param {Point} view the size of the map
 * @returns {Box | null}
 */
export function findRoom(point, size, reach, taken, view) {
  const { width, height } = size;
  const [right, left, middle] = [point.x + reach, point.x - reach - width, point.x - width / 2];
  const [level, above, below] = [point.y - height / 2, point.y - reach - height, point.y + reach];
  // Along the edge of the map where the name is too long to stand beside its point.
  const pushed = Math.max(4, Math.min(middle, view.x - width - 4));
  const spots = [
    [right, level], [left, level], [middle, above], [middle, below],
    [point.x - reach, below], [point.x - reach, above], [point.x + reach - width, below], [point.x + reach - width, above],
    [point.x, below], [point.x, above], [point.x - width, below], [point.x - width, above],
    [pushed, below], [pushed, above], [pushed, below + height], [pushed, above - height],
  ];
  const boxes = spots.map(([x, y]) => ({ x, y, width, height }));
  return boxes.find((box) => isFree(box, taken, view)) ?? null;
}

/**
 * Where a name fits along a line: on a stretch that is nearly straight and not too steep, as near to the middle of
 * the map as may be.
 *
 * @param {Point[][]} lines in pixels of the map
 * @param {Size} size
 * @param {Box[]} taken
 * @param {Point} view the size of the map
 * @returns {{box: Box, middle: Point, angle: number} | null} `angle` in radians, clockwise, so that the name is upright
 */
export function findStretch(lines, size, taken, view) {
  const count = Math.ceil((size.width + 8) / SAMPLE);
  const stretches = lines.flatMap((line) => stretchesOf(samples(line, view), count));
  stretches.sort((a, b) => away(a.middle, view) - away(b.middle, view));
  for (const { middle, angle } of stretches) {
    const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    const box = centred(middle, { width: size.width * cos + size.height * sin, height: size.width * sin + size.height * cos });
    if (isFree(box, taken, view)) return { box, middle, angle };
  }
  return null;
}

/**
 * @param {Point} point
 * @param {Point} view
 */
function away(point, view) {
  return Math.hypot(point.x - view.x / 2, point.y - view.y / 2);
}

/**
 * Points along the line at equal steps, in runs that lie in the view.
 *
 * @param {Point[]} line
 * @param {Point} view
 * @returns {Point[][]}
 */
function samples(line, view) {
  /** @type {Point[][]} */
  const runs = [[]];
  let left = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const isNear = Math.min(a.x, b.x) < view.x && Math.max(a.x, b.x) > 0 && Math.min(a.y, b.y) < view.y && Math.max(a.y, b.y) > 0;
    for (let at = left; isNear && at < length; at += SAMPLE) {
      const point = { x: a.x + ((b.x - a.x) * at) / length, y: a.y + ((b.y - a.y) * at) / length };
      const isSeen = point.x > 0 && point.y > 0 && point.x < view.x && point.y < view.y;
      if (isSeen) runs[runs.length - 1].push(point);
      else if (runs[runs.length - 1].length > 0) runs.push([]);
    }
    left = (SAMPLE - ((length - left) % SAMPLE)) % SAMPLE;
  }
  return runs;
}

/**
 * @param {Point[][]} runs
 * @param {number} count how many steps a stretch has
 */
function stretchesOf(runs, count) {
  const found = [];
  for (const run of runs) {
    for (let i = 0; i + count < run.length; i += 2) {
      const [a, b] = [run[i], run[i + count]];
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      const bend = Math.max(...run.slice(i + 1, i + count).map((p) => Math.abs((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) / length));
      let angle = Math.atan2(b.y - a.y, b.x - a.x);
      if (Math.abs(angle) > Math.PI / 2) angle -= Math.sign(angle) * Math.PI;
      if (bend > BEND || Math.abs(angle) > STEEP) continue;
      found.push({ middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, angle });
    }
  }
  return found;
}
