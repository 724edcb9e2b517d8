import { centredBox, contains, corners, crosses, grown, holds, middleOf, overlaps, pointDistance, shapeDistance } from "./boxes.js";

/**
 * Label placement: where each name on the map goes, so that none is read as that of another thing. The same as in
 * maps/drawing/label_placement.py; both run the cases of tests/label_cases.json. Lengths are CSS pixels.
 *
 * A label is refused where it would lie on, or nearer to, an area's shape that is not its own. It goes when its point
 * is covered or out of view. A required one is otherwise never dropped while there is room: it gets a leader line, and
 * where nothing else is left stands nearer to another shape, with that line to its own. All areas but the first, the
 * most important, wait with this until the others have their places.
 *
 * @typedef {import("./boxes.js").Point} Point
 * @typedef {import("./boxes.js").Size} Size
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {import("./boxes.js").Shape} Shape
 * @typedef {import("../types").LabelRules} Rules
 * @typedef {{id: string, at: Point, sizes: Size[], shape?: string | null, radius?: number, required?: boolean,
 *   strict?: boolean, lines?: Point[][], missing_zoom?: number}} Label `at`: its point, or the centre of its shape; `sizes`: how it may
 *   be set, the best first; `shape`: id of its own area's shape; `radius`: of its dot or shape; `required`: never
 *   dropped while there is room; `strict`: yet dropped where it would be nearer to another shape than to its own; `lines`:
 *   the line that it runs along; `missing_zoom`: zoom levels missing until it may be written
 * @typedef {{box: Box, size: number, align: "left" | "right" | "center", angle_deg: number, leader: [Point, Point] | null}} Placement
 *   `box` before it is turned about its middle by `angle_deg`, clockwise; `size`: index of the size it is set in
 * @typedef {{viewport: Size, shapes: Shape[], covers: Box[], avoided: Box[]}} Obstacles `covers`: what lies over the map;
 *   `avoided`: dots, which a required label may cover before it gets a leader line
 */

/**
 * Where each label goes, by id; those without a place are left out.
 *
 * @param {Label[]} labels in order of importance
 * @param {Obstacles} obstacles
 * @param {Rules} rules
 * @param {boolean} overview whether labels are placed until there are `rules.overview_max`; those whose zoom has not
 *   come yet then fill up until there are `rules.overview_min`
 * @returns {Map<string, Placement>}
 */
export function placeLabels(labels, obstacles, rules, overview = false) {
  const lostOf = (/** @type {Map<string, Placement>} */ placed) => lostAreas(labels, placed, obstacles);
  let best = placeInTurn(labels, obstacles, rules, overview);
  // An area that found no place has its turn before the others, but for an open one.
  const open = labels.some(({ strict }) => strict) ? labels.slice(0, 1) : [];
  for (const lost of lostOf(best)) {
    const placed = placeInTurn([...new Set([...open, lost, ...labels])], obstacles, rules, overview);
    if (lostOf(placed).length < lostOf(best).length) best = placed;
  }
  return best;
}

/**
 * The areas that are seen and have no name.
 *
 * @param {Label[]} labels
 * @param {Map<string, Placement>} placed
 * @param {Obstacles} obstacles
 */
export function lostAreas(labels, placed, obstacles) {
  return labels.filter(({ id, at, shape }) => shape && !placed.has(id) && isSeen(at, obstacles));
}

/**
 * @param {Label[]} labels
 * @param {Obstacles} obstacles
 * @param {Rules} rules
 * @param {boolean} overview
 */
function placeInTurn(labels, obstacles, rules, overview) {
  /** @type {Map<string, Placement>} */
  const placed = new Map();
  /** @type {Box[]} */
  const taken = [];
  /** @type {Box[]} */
  const leaders = [];
  const room = rules.leader_room;
  const areas = labels.filter(({ shape }) => shape);
  const patient = areas.map((label, index) => ({ ...label, strict: index > 0 || label.strict }));
  for (const label of [...patient, ...areas, ...labels.filter(({ shape }) => !shape)]) {
    if (placed.has(label.id)) continue;
    const missing = (label.missing_zoom ?? 0) > 0;
    const isFull = placed.size >= (missing ? rules.overview_min : rules.overview_max);
    if (overview ? isFull && !label.required : missing) continue;
    const found = label.lines?.length ? placeAlongLine(label, obstacles, [...taken, ...leaders], rules) : placeAtPoint(label, obstacles, taken, leaders, rules);
    if (found === null) continue;
    placed.set(label.id, found);
    taken.push(turnedBox(found));
    leaders.push(...sampleLine(found.leader ?? [], obstacles.viewport, room).flat().map((at) => centredBox(at, { width: room, height: room })));
  }
  return placed;
}

/**
 * A place inside or beside its point or shape; a required label gets a leader line before it is dropped.
 *
 * @param {Label} label
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Box[]} leaders strips along the leader lines
 * @param {Rules} rules
 * @returns {Placement | null}
 */
function placeAtPoint(label, obstacles, taken, leaders, rules) {
  if (!isSeen(label.at, obstacles)) return null;
  const own = obstacles.shapes.find(({ id }) => id === label.shape) ?? null;
  const tries = candidates(label, own, obstacles.viewport, rules);
  const avoided = [...obstacles.avoided, ...leaders];
  for (const also of label.required ? [avoided, []] : [avoided]) {
    const found = tries.find(({ box }) => fits(box, label, own, obstacles, [...taken, ...also], rules));
    if (found) return found;
  }
  return label.required ? placeWithLeader(label, own, obstacles, taken, leaders, rules) : null;
}

/**
 * @param {Point} point
 * @param {Obstacles} obstacles
 */
function isSeen(point, { viewport, covers }) {
  return 0 <= point.x && point.x <= viewport.width && 0 <= point.y && point.y <= viewport.height && !covers.some((cover) => contains(cover, point));
}

/**
 * The places inside and beside the point, the best first.
 *
 * @param {Label} label
 * @param {Shape | null} own
 * @param {Size} viewport
 * @param {Rules} rules
 * @returns {Placement[]}
 */
function candidates({ at, sizes, radius = 0, required = false }, own, viewport, rules) {
  /** @type {Placement[]} */
  const found = [];
  const add = (/** @type {Box} */ box, /** @type {number} */ size, /** @type {Placement["align"]} */ align) => found.push({ box, size, align, angle_deg: 0, leader: null });
  sizes.forEach((size, index) => {
    if (own && size.width <= rules.inside_share * 2 * own.radius && size.height <= own.radius) add(centredBox(at, size), index, "center");
  });
  const steps = radius > 0 && !required ? rules.ring_steps.slice(0, rules.dot_steps) : rules.ring_steps;
  for (const step of steps) {
    sizes.forEach((size, index) => {
      for (const [x, y, align] of positions(at, radius + rules.gap + step, size, viewport, rules.edge)) add({ x, y, ...size }, index, align);
    });
  }
  return found;
}

/**
 * The left upper corners around a point, each with the alignment of the text towards it.
 *
 * @param {Point} at
 * @param {number} distance
 * @param {Size} size
 * @param {Size} viewport
 * @param {number} edge
 * @returns {[number, number, Placement["align"]][]}
 */
function positions({ x, y }, distance, { width, height }, viewport, edge) {
  const aside = distance * 0.7;
  const [level, above, below] = [y - height / 2, y - distance - height, y + distance];
  const middle = x - width / 2;
  // Along the edge of the viewport, where the label is too long to stand in the middle.
  const pushed = Math.max(edge, Math.min(middle, viewport.width - width - edge));
  const towards = pushed === middle ? "center" : pushed > middle ? "left" : "right";
  return [
    [x + distance, level, "left"], [x - distance - width, level, "right"], [middle, above, "center"], [middle, below, "center"],
    [x + aside, y - aside - height, "left"], [x + aside, y + aside, "left"], [x - aside - width, y - aside - height, "right"], [x - aside - width, y + aside, "right"],
    [pushed, above, towards], [pushed, below, towards],
  ];
}

/**
 * Whether the box lies in the viewport, keeps clear of all else and is read as this label's.
 *
 * @param {Box} box
 * @param {Label} label
 * @param {Shape | null} own
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Rules} rules
 * @param {number | null} apart how far off another shape a label with a leader line is, which may be nearer to that
 */
function fits(box, label, own, { viewport, covers, shapes }, taken, { edge, padding }, apart = null) {
  if (!(box.x >= edge && box.y >= edge && box.x + box.width <= viewport.width - edge && box.y + box.height <= viewport.height - edge)) return false;
  const padded = grown(box, padding);
  if (covers.some((other) => overlaps(padded, other)) || taken.some((other) => overlaps(padded, other))) return false;
  return shapes.every((shape) => shape === own || (apart === null ? keepsOff(box, label, own, shape) : shapeDistance(shape, box) > apart));
}

/**
 * Whether a box is not on, nor nearer to, a shape that is not the label's own.
 *
 * @param {Box} box
 * @param {Label} label
 * @param {Shape | null} own
 * @param {Shape} other
 */
function keepsOff(box, label, own, other) {
  const toOther = shapeDistance(other, box);
  if (own) {
    if (toOther <= 0 || shapeDistance(own, box) >= toOther) return false;
    const middle = { ...middleOf(box), width: 0, height: 0 };
    return shapeDistance(own, middle) <= shapeDistance(other, middle);
  }
  const runsAlong = Boolean(label.lines?.length);
  // What runs along a line lies on it; else the point must be nearer than the shape, unless it lies in it.
  if (toOther > 0) return runsAlong || pointDistance(box, label.at) <= toOther || holds(other, label.at);
  return corners(box).every((corner) => holds(other, corner)) && (runsAlong || holds(other, label.at));
}

/**
 * The nearest free place of the whole viewport, joined to the shape by a line.
 *
 * @param {Label} label
 * @param {Shape | null} own
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Box[]} leaders strips along the leader lines
 * @param {Rules} rules
 * @returns {Placement | null}
 */
function placeWithLeader(label, own, obstacles, taken, leaders, rules) {
  const { at, sizes } = label;
  const bySize = sizes.map((size) => grid(at, size, obstacles.viewport, rules));
  const clear = [...taken, ...leaders];
  /** @type {[number | null, Box[]][]} */
  const rounds = [[null, clear], [rules.gap, clear], [0, clear], [0, taken]];
  for (const [apart, others] of label.strict ? rounds.slice(0, 1) : rounds) {
    for (let index = sizes.length - 1; index >= 0; index--) {
      for (const box of bySize[index]) {
        const hidesOwn = (own ? shapeDistance(own, box) : pointDistance(box, at) - (label.radius ?? 0)) <= 0;
        if (hidesOwn || !fits(box, label, own, obstacles, others, rules, apart)) continue;
        const leader = leaderTo(label, own, box);
        if ([...others, ...obstacles.covers].some((other) => crosses(leader, other))) continue;
        const align = box.x > at.x ? "left" : box.x + box.width < at.x ? "right" : "center";
        return { box, size: index, align, angle_deg: 0, leader };
      }
    }
  }
  return null;
}

/**
 * The places of a grid over the viewport, the nearest to the point first.
 *
 * @param {Point} at
 * @param {Size} size
 * @param {Size} viewport
 * @param {Rules} rules
 * @returns {Box[]}
 */
function grid(at, size, viewport, { edge, leader_step: step }) {
  const [columns, rows] = [viewport.width - size.width, viewport.height - size.height].map((room) => Math.max(0, Math.floor((room - 2 * edge) / step) + 1));
  const boxes = Array.from({ length: rows * columns }, (_, n) => ({ x: edge + (n % columns) * step, y: edge + Math.floor(n / columns) * step, ...size }));
  return boxes.map((box) => ({ box, away: pointDistance(box, at) })).sort((a, b) => a.away - b.away).map(({ box }) => box);
}

/**
 * The line from the edge of the shape, or its point, to the nearest place of the box.
 *
 * @param {Label} label
 * @param {Shape | null} own
 * @param {Box} box
 * @returns {[Point, Point]}
 */
function leaderTo({ at, radius = 0 }, own, box) {
  const end = { x: Math.min(Math.max(at.x, box.x), box.x + box.width), y: Math.min(Math.max(at.y, box.y), box.y + box.height) };
  const length = Math.sqrt((end.x - at.x) ** 2 + (end.y - at.y) ** 2);
  // A dot of the leader marks the shape: half-way to its edge. The gap may begin further out, at the label's radius.
  const inner = own ? own.radius / 2 : radius;
  const part = length === 0 ? 0 : Math.min(1, inner / length);
  return [{ x: at.x + (end.x - at.x) * part, y: at.y + (end.y - at.y) * part }, end];
}

/**
 * A place on a stretch of its line that is nearly straight, as near to the middle of the map as may be.
 *
 * @param {Label} label
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Rules} rules
 * @returns {Placement | null}
 */
function placeAlongLine(label, obstacles, taken, rules) {
  const [size] = label.sizes;
  const { viewport } = obstacles;
  const count = Math.ceil((size.width + 2 * rules.padding) / rules.sample_step);
  const away = (/** @type {Point} */ { x, y }) => (x - viewport.width / 2) ** 2 + (y - viewport.height / 2) ** 2;
  const found = (label.lines ?? []).flatMap((line) => sampleLine(line, viewport, rules.sample_step)).flatMap((run) => stretches(run, count, rules));
  found.sort((a, b) => away(a.middle) - away(b.middle));
  for (const { middle, angle_deg } of found) {
    /** @type {Placement} */
    const placement = { box: centredBox(middle, size), size: 0, align: "center", angle_deg, leader: null };
    if (fits(turnedBox(placement), label, null, obstacles, [...taken, ...obstacles.avoided], rules)) return placement;
  }
  return null;
}

/**
 * The upright box around a label that is turned about its middle.
 *
 * @param {Placement} placement
 * @returns {Box}
 */
function turnedBox({ box, angle_deg }) {
  if (angle_deg === 0) return box;
  const turn = (angle_deg * Math.PI) / 180;
  const [along, across] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  return centredBox(middleOf(box), { width: box.width * along + box.height * across, height: box.width * across + box.height * along });
}

/**
 * Points along the line at equal steps, in runs that lie in the viewport.
 *
 * @param {Point[]} line
 * @param {Size} view
 * @param {number} step
 * @returns {Point[][]}
 */
function sampleLine(line, view, step) {
  /** @type {Point[][]} */
  const runs = [[]];
  let left = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    const length = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
    const isNear = Math.min(a.x, b.x) < view.width && Math.max(a.x, b.x) > 0 && Math.min(a.y, b.y) < view.height && Math.max(a.y, b.y) > 0;
    for (let at = left; isNear && at < length; at += step) {
      const point = { x: a.x + ((b.x - a.x) * at) / length, y: a.y + ((b.y - a.y) * at) / length };
      if (point.x > 0 && point.x < view.width && point.y > 0 && point.y < view.height) runs[runs.length - 1].push(point);
      else if (runs[runs.length - 1].length > 0) runs.push([]);
    }
    // As Python's remainder, never negative.
    left = (step - ((((length - left) % step) + step) % step)) % step;
  }
  return runs;
}

/**
 * The middle and the angle of each stretch that is straight and level enough.
 *
 * @param {Point[]} run
 * @param {number} count how many steps a stretch has
 * @param {Rules} rules
 */
function stretches(run, count, { max_bend, max_angle_deg }) {
  const found = [];
  for (let i = 0; i + count < run.length; i += 2) {
    const [a, b] = [run[i], run[i + count]];
    const length = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
    if (length === 0) continue;
    let bend = 0;
    for (const p of run.slice(i + 1, i + count)) bend = Math.max(bend, Math.abs((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) / length);
    let angle_deg = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
    if (Math.abs(angle_deg) > 90) angle_deg -= Math.sign(angle_deg) * 180;
    if (bend <= max_bend && Math.abs(angle_deg) <= max_angle_deg) found.push({ middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, angle_deg });
  }
  return found;
}
