import { centredBox, corners, middleOf, pointDistance, shapeContains, shapeDistance } from "./boxes.js";
/** @import { Box, Point, Shape, Size } from "./boxes.js" */
/** @import { Label, Placement, Rules } from "./label-placement.js" */

// The positions that label placement tries: a port of maps/drawing/label_positions.py.

/**
 * Return the positions inside and beside the shape or point, best first.
 *
 * @param {Label} label
 * @param {[number, Size][]} sizes
 * @param {Shape | null} own
 * @param {Size} viewport
 * @param {Rules} rules
 * @returns {Placement[]}
 */
export function candidates({ at, radius = 0, required = false }, sizes, own, viewport, rules) {
  /** @type {Placement[]} */
  const found = [];
  const add = (/** @type {Box} */ box, /** @type {number} */ size, /** @type {Placement["align"]} */ align) => found.push({ box, size, align, angle_deg: 0, leader: null });
  sizes.forEach(([index, size]) => {
    if (own && size.width <= rules.inside_share * 2 * own.radius && size.height <= own.radius) add(centredBox(at, size), index, "center");
  });
  const steps = radius > 0 && !required ? rules.ring_steps.slice(0, rules.dot_steps) : rules.ring_steps;
  for (const step of steps) {
    sizes.forEach(([index, size]) => {
      for (const [x, y, align] of positions(at, radius + rules.gap + step, size, viewport, rules.edge)) add({ x, y, ...size }, index, align);
    });
  }
  return found;
}

/**
 * Return the upper left corners of boxes around a point, each with its text alignment.
 *
 * @param {Point} at
 * @param {number} distance
 * @param {Size} size
 * @param {Size} viewport
 * @param {number} edge
 * @returns {[number, number, Placement["align"]][]}
 */
function positions({ x, y }, distance, { width, height }, viewport, edge) {
  const diagonal = distance * 0.7; // the sine of 45°
  const [level, above, below] = [y - height / 2, y - distance - height, y + distance];
  const middle = x - width / 2;
  // Shift along the edge of the viewport, for labels too long to be centred.
  const shifted = Math.max(edge, Math.min(middle, viewport.width - width - edge));
  const align = shifted === middle ? "center" : shifted > middle ? "left" : "right";
  return [
    [x + distance, level, "left"], [x - distance - width, level, "right"], [middle, above, "center"], [middle, below, "center"],
    [x + diagonal, y - diagonal - height, "left"], [x + diagonal, y + diagonal, "left"], [x - diagonal - width, y - diagonal - height, "right"], [x - diagonal - width, y + diagonal, "right"],
    [shifted, above, align], [shifted, below, align],
  ];
}

/**
 * Return the cells of a grid over the viewport, nearest to the point first.
 *
 * @param {Point} at
 * @param {Size} size
 * @param {Size} viewport
 * @param {Rules} rules
 * @returns {Box[]}
 */
export function gridBoxes(at, size, viewport, { edge, leader_step: step }) {
  const [columns, rows] = [viewport.width - size.width, viewport.height - size.height].map((room) => Math.max(0, Math.floor((room - 2 * edge) / step) + 1));
  const boxes = Array.from({ length: rows * columns }, (_, n) => ({ x: edge + (n % columns) * step, y: edge + Math.floor(n / columns) * step, ...size }));
  return boxes.map((box) => ({ box, distance: pointDistance(at, box) })).sort((a, b) => a.distance - b.distance).map(({ box }) => box);
}

/**
 * Return a placement with a leader line from within the shape, or from its point, to the nearest point of the box.
 * Within its shape the label has no leader line. Return null if the box would hide what it names.
 *
 * @param {Label} label
 * @param {Shape | null} own
 * @param {Box} box
 * @param {number} size
 * @returns {Placement | null}
 */
export function leaderPlacement({ at, radius = 0 }, own, box, size) {
  const align = alignTowards(at, box);
  if (own && corners(box).every((corner) => shapeContains(own, corner))) return { box, size, align, angle_deg: 0, leader: null };
  if ((own ? shapeDistance(own, box) : pointDistance(at, box) - radius) <= 0) return null;
  const end = { x: Math.min(Math.max(at.x, box.x), box.x + box.width), y: Math.min(Math.max(at.y, box.y), box.y + box.height) };
  // The leader starts half-way between the centre and the edge. The label's radius may be larger than the shape's.
  const share = Math.min(1, (own ? own.radius / 2 : radius) / pointDistance(at, box));
  const from = { x: at.x + (end.x - at.x) * share, y: at.y + (end.y - at.y) * share };
  return { box, size, align, angle_deg: 0, leader: [from, end] };
}

/**
 * Return the text alignment of a box towards a point.
 *
 * @param {Point} at
 * @param {Box} box
 * @returns {Placement["align"]}
 */
export function alignTowards({ x }, box) {
  return x < box.x ? "left" : x > box.x + box.width ? "right" : "center";
}

/**
 * Return the axis-aligned bounding box of a rotated label.
 *
 * @param {Placement} placement
 * @returns {Box}
 */
export function boundingBox({ box, angle_deg }) {
  if (angle_deg === 0) return box;
  const angle = (angle_deg * Math.PI) / 180;
  const [cosine, sine] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  return centredBox(middleOf(box), { width: box.width * cosine + box.height * sine, height: box.width * sine + box.height * cosine });
}

/**
 * Return the middle and the angle of each stretch of `count` steps that is straight and level enough.
 *
 * @param {Point[]} run
 * @param {number} count
 * @param {Rules} rules
 */
export function straightStretches(run, count, { max_bend, max_angle_deg }) {
  const found = [];
  for (let i = 0; i + count < run.length; i += 2) {
    const [a, b] = [run[i], run[i + count]];
    const length = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
    if (length === 0) continue;
    let angle_deg = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
    if (Math.abs(angle_deg) > 90) angle_deg -= Math.sign(angle_deg) * 180;
    if (Math.abs(angle_deg) > max_angle_deg) continue;
    const isStraight = run.slice(i + 1, i + count).every((p) => Math.abs((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) / length <= max_bend);
    if (isStraight) found.push({ middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, angle_deg });
  }
  return found;
}
