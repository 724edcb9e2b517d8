import { centredBox, contains, corners, crosses, grown, isBeyond, middleOf, overlaps, pointDistance, sampleLine, shapeContains, shapeDistance } from "./boxes.js";
import { alignTowards, boundingBox, candidates, gridBoxes, leaderPlacement, straightStretches } from "./label-positions.js";
/** @import { Box, Point, Shape, Size } from "./boxes.js" */

/**
 * Label placement: find a position for each name on the map where it cannot be read as the name of something else. A port
 * of maps/drawing/label_placement.py; both run the cases of tests/label_cases.json. Lengths are CSS pixels.
 *
 * A label must not lie on another area's shape, nor nearer to it than to its own. Unless it names an area, it must also
 * not lie nearer to a landmark's point nor, while there is room, to another dot. It is omitted if its point is covered or
 * out of view. Otherwise a required label is never dropped while there is room. It tries in turn: a leader line; one of
 * its spare sizes; the edge of its own shape; a place nearer to another shape, with a leader line to its own; the centre
 * of its own shape. Only the first area, the most important, may try the last three before all other areas are placed.
 *
 * @typedef {import("../types").LabelRules} Rules
 * @typedef {{id: string, at: Point, sizes: Size[], shape?: string | null, radius?: number, required?: boolean,
 *   spare?: Size[], lines?: Point[][], missing_zoom?: number}} Label `at`: its point, or the centre of its shape; `sizes`: its
 *   possible sizes, best first; `shape`: id of its area's shape; `radius`: of its dot or shape; `required`: never dropped
 *   while there is room; `spare`: sizes to try if the others find no position; `lines`: lines to place it along;
 *   `missing_zoom`: zoom levels still missing to its minimum zoom
 * @typedef {{box: Box, size: number, align: "left" | "right" | "center", angle_deg: number, leader: [Point, Point] | null}} Placement
 *   `box`: before rotation by `angle_deg`, clockwise, about its centre; `size`: index in `sizes` followed by `spare`
 * @typedef {{viewport: Size, shapes: Shape[], covers: Box[], outline?: Box[], avoided: Box[], dots: Point[]}} Obstacles `shapes`: the areas' footprints;
 *   for labels that name no area also the points of landmarks, under the ids of their labels; `covers`: what lies over
 *   the map; `outline`: boxes along a line on the live map, which only leader lines may cross; `avoided`: dots, which the label of a shape may cover before it gets a leader line; `dots`: the centres of all
 *   drawn dots
 */

/** Cache of whether a box is clear of the shapes, by label and box: each order of the areas asks again. */
const clearances = /** @type {WeakMap<Shape[], Map<string, boolean>>} */ (new WeakMap());

/**
 * Return the placement of each label by id; omit those without a position.
 *
 * @param {Label[]} labels in order of importance
 * @param {Obstacles} obstacles
 * @param {Rules} rules
 * @param {boolean} overview whether to place at most `rules.overview_max` labels, and add labels below their minimum
 *   zoom only up to `rules.overview_min`
 * @returns {Map<string, Placement>}
 */
export function placeLabels(labels, obstacles, rules, overview = false) {
  const landmarks = labels.filter(({ at, required, shape }) => required && !shape && isVisible(at, obstacles)).map(({ id, at }) => ({ id, centre: at, radius: 0 }));
  const placeGroup = (/** @type {Label[]} */ group, /** @type {Obstacles} */ around, /** @type {Map<string, Placement>} */ before) => {
    const placeOrder = (/** @type {Label[]} */ order) => placeInOrder(order, landmarks, around, rules, overview, before);
    let best = placeOrder(group);
    // Try again, each time with a badly placed label first.
    for (const label of group.filter((one) => penalty([one], best, around) > 0).slice(0, rules.reorderings)) {
      const placed = placeOrder([...new Set([label, ...group])]);
      if (penalty(group, placed, around) < penalty(group, best, around)) best = placed;
    }
    return best;
  };
  const areas = placeGroup(labels.filter(({ shape }) => shape), obstacles, new Map());
  return placeGroup(labels.filter(({ shape }) => !shape), { ...obstacles, shapes: [...obstacles.shapes, ...landmarks] }, areas);
}

/**
 * Return the penalty of a result, for comparison: small for an area's name nearer to another area and for a landmark
 * without a name, large for an area without a name, and largest if that is the first area.
 *
 * @param {Label[]} labels
 * @param {Map<string, Placement>} placed
 * @param {Obstacles} obstacles
 */
export function penalty(labels, placed, obstacles) {
  let sum = 0;
  for (const [index, label] of labels.entries()) {
    const box = placed.get(label.id)?.box;
    const own = ownShape(label, obstacles);
    if (box) sum += own && !keepsOff(box, label, own, otherShapes(label, obstacles)) ? 1 : 0;
    else if (label.required && isVisible(label.at, obstacles)) sum += own ? labels.length * (index === 0 ? 2 : 1) + 1 : 1;
  }
  return sum;
}

/**
 * Place labels one after another, in addition to those already placed.
 *
 * @param {Label[]} labels
 * @param {Shape[]} landmarks the visible points of required labels other than areas, under the ids of these labels
 * @param {Obstacles} obstacles
 * @param {Rules} rules
 * @param {boolean} overview
 * @param {Map<string, Placement>} before the labels already placed
 */
function placeInOrder(labels, landmarks, obstacles, rules, overview, before) {
  /** @type {Map<string, Placement>} */
  const placed = new Map();
  /** @type {Box[]} */
  const taken = [];
  /** @type {Box[]} */
  const leaders = [];
  const room = rules.leader_room;
  const keep = (/** @type {string} */ id, /** @type {Placement} */ placement) => {
    placed.set(id, placement);
    taken.push(boundingBox(placement));
    leaders.push(...sampleLine(placement.leader ?? [], obstacles.viewport, room).flat().map((at) => centredBox(at, { width: room, height: room })));
  };
  for (const [id, placement] of before) keep(id, placement);
  const place = (/** @type {Label} */ label, /** @type {typeof placeNear} */ findPosition) => {
    if (placed.has(label.id) || !(label.lines?.length || isVisible(label.at, obstacles))) return;
    const missing = (label.missing_zoom ?? 0) > 0;
    const isFull = placed.size >= (missing ? rules.overview_min : rules.overview_max);
    if (overview ? isFull && !label.required : missing) return;
    const points = landmarks.filter(({ id }) => id !== label.id).map(({ centre }) => centredBox(centre, { width: rules.gap, height: rules.gap }));
    const found = findPosition(label, obstacles, taken, [...leaders, ...points], rules);
    if (found) keep(label.id, found);
  };
  labels.forEach((label, index) => {
    place(label, placeNear);
    // Only the first area may stand nearer to another shape before the other areas are placed.
    if (index === 0 || !label.shape) place(label, placeAnywhere);
  });
  labels.forEach((label) => place(label, placeAnywhere));
  return placed;
}

/**
 * Return a position along the label's line, or inside or beside its shape or point. If there is none, a required label
 * gets a leader line, but stays nearest to its own shape.
 *
 * @param {Label} label
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Box[]} leaders boxes along leader lines, and the points of other required labels
 * @param {Rules} rules
 * @returns {Placement | null}
 */
function placeNear(label, obstacles, taken, leaders, rules) {
  if (label.lines?.length) return placeAlongLine(label, obstacles, [...taken, ...leaders], rules);
  const own = ownShape(label, obstacles);
  // The required name of a point takes a spare size before it covers another dot.
  const rounds = label.required && !own ? [false, true] : [true];
  for (const [mayCover, sizes] of rounds.flatMap((round) => sizeGroups(label).map((group) => /** @type {const} */ ([round, group])))) {
    const tries = candidates(label, sizes, own, obstacles.viewport, rules);
    const { avoided, dots } = obstacles;
    const beside = (/** @type {Box[]} */ boxes, /** @type {Point[]} */ foreign) => tries.find(({ box }) => fits(box, label, own, obstacles, [...taken, ...leaders, ...boxes], rules) && isNearest(box, label, foreign));
    const withLeader = (/** @type {Box[]} */ boxes) => placeWithLeader(label, sizes, obstacles, [...taken, ...leaders, ...boxes], rules, null);
    // A point has no shape that would show whose name it is, so its name gets a leader line before it stands at another dot.
    const atPoint = () => beside(avoided, dots) ?? (label.required ? (withLeader(foreignMarks(label, obstacles)) ?? beside(avoided, [])) : null);
    const found = (own ? beside(avoided, []) : atPoint()) ?? (label.required && mayCover ? (beside([], []) ?? withLeader([])) : null);
    if (found) return found;
  }
  return null;
}

/**
 * Return a position for a required label over the edge of its own shape or else nearer to another one. The latter has a
 * leader line to its own and, unless it names an area, covers another dot only if there is no other room. If there is
 * none, the label may cover the centre of its own shape.
 *
 * @type {typeof placeNear}
 */
function placeAnywhere(label, obstacles, taken, leaders, rules) {
  if (!label.required) return null;
  const overEdge = placeOverEdge(label, obstacles, [...taken, ...leaders], rules);
  if (overEdge) return overEdge;
  const offDots = label.shape ? [] : [[...taken, ...leaders, ...foreignMarks(label, obstacles)]];
  for (const others of [...offDots, [...taken, ...leaders], taken]) {
    for (const sizes of sizeGroups(label)) {
      const found = placeWithLeader(label, sizes, obstacles, others, rules, others === taken ? 0 : rules.gap);
      if (found) return found;
    }
  }
  return label.shape ? placeOverShape(label, obstacles, taken, rules) : null;
}

/**
 * Return the nearest free position over the edge of the label's own shape that leaves its middle visible.
 *
 * @param {Label} label
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Rules} rules
 * @returns {Placement | null}
 */
function placeOverEdge(label, obstacles, taken, rules) {
  const own = ownShape(label, obstacles);
  if (!own) return null;
  for (const [size, room] of sizeGroups(label).flat()) {
    for (const box of gridBoxes(label.at, room, obstacles.viewport, rules)) {
      const isOverEdge = own.radius / 2 <= pointDistance(label.at, box) && shapeDistance(own, box) <= 0;
      if (isOverEdge && fits(box, label, own, obstacles, taken, rules)) return { box, size, align: alignTowards(label.at, box), angle_deg: 0, leader: null };
    }
  }
  return null;
}

/**
 * Return a position over the label's own shape, as near to its middle as the viewport allows.
 *
 * @param {Label} label
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Rules} rules
 * @returns {Placement | null}
 */
function placeOverShape(label, obstacles, taken, rules) {
  const { at, sizes, spare = [] } = label;
  for (const [size, { width, height }] of [...sizes, ...spare].entries()) {
    const x = Math.max(rules.edge, Math.min(at.x - width / 2, obstacles.viewport.width - width - rules.edge));
    const box = { x, y: at.y - height / 2, width, height };
    if (contains(box, at) && fits(box, label, ownShape(label, obstacles), obstacles, taken, rules, 0)) return { box, size, align: "center", angle_deg: 0, leader: null };
  }
  return null;
}

/**
 * Return the sizes of a label with their indices, grouped as they are tried together.
 *
 * @param {Label} label
 * @returns {[number, Size][][]}
 */
function sizeGroups({ sizes, spare = [] }) {
  const all = /** @type {[number, Size][]} */ ([...[...sizes, ...spare].entries()]);
  return [all.slice(0, sizes.length), all.slice(sizes.length)];
}

/**
 * @param {Label} label
 * @param {Obstacles} obstacles
 */
function ownShape(label, { shapes }) {
  return shapes.find(({ id }) => id === label.shape) ?? null;
}

/**
 * Return the shapes and points that do not belong to the label.
 *
 * @param {Label} label
 * @param {Obstacles} obstacles
 */
function otherShapes({ id, shape }, { shapes }) {
  return shapes.filter((other) => other.id !== shape && other.id !== id);
}

/**
 * @param {Point} point
 * @param {Obstacles} obstacles
 */
function isVisible(point, { viewport, covers }) {
  return 0 <= point.x && point.x <= viewport.width && 0 <= point.y && point.y <= viewport.height && !covers.some((cover) => contains(cover, point));
}

/**
 * Return whether the box lies in the viewport, overlaps nothing and is nearest to the label's own shape.
 *
 * @param {Box} box
 * @param {Label} label
 * @param {Shape | null} own
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Rules} rules
 * @param {number | null} minDistance for a label with a leader line: it may be nearer to another shape, but not within this distance
 */
function fits(box, label, own, obstacles, taken, { edge, padding }, minDistance = null) {
  const { viewport, covers, outline = [], shapes } = obstacles;
  if (!(box.x >= edge && box.y >= edge && box.x + box.width <= viewport.width - edge && box.y + box.height <= viewport.height - edge)) return false;
  const padded = grown(box, padding);
  if ([...covers, ...outline].some((other) => overlaps(padded, other)) || taken.some((other) => overlaps(padded, other))) return false;
  const clear = clearances.get(shapes) ?? new Map();
  clearances.set(shapes, clear);
  const key = [label.id, box.x, box.y, box.width, box.height, minDistance].join();
  const others = otherShapes(label, obstacles);
  return clear.get(key) ?? clear.set(key, minDistance === null ? keepsOff(box, label, own, others) : others.every((shape) => isBeyond(shape, box, minDistance))).get(key);
}

/**
 * Return the boxes that labels should not cover, without the label's own dot, where its leader line ends.
 *
 * @param {Label} label
 * @param {Obstacles} obstacles
 */
function foreignMarks({ at }, { avoided, dots }) {
  return [...avoided, ...dots.map((dot) => centredBox(dot, { width: 1, height: 1 }))].filter((box) => !contains(box, at));
}

/**
 * Return whether a box is as near to the label's own point as to any of the dots, to a pixel; they may include that point.
 *
 * @param {Box} box
 * @param {Label} label
 * @param {Point[]} dots
 */
function isNearest(box, { at }, dots) {
  const distance = pointDistance(at, box);
  return dots.every((dot) => pointDistance(dot, box) >= distance - 1);
}

/**
 * Return whether a box neither overlaps one of `others` nor lies nearer to it than to the label's own shape or point.
 *
 * @param {Box} box
 * @param {Label} label
 * @param {Shape | null} own
 * @param {Shape[]} others
 */
function keepsOff(box, label, own, others) {
  if (own) {
    const centre = { ...middleOf(box), width: 0, height: 0 };
    // Allow a margin of a pixel, because shapes are rounded to whole pixels.
    const [near, nearCentre] = [shapeDistance(own, box) + 1, shapeDistance(own, centre) - 1e-9];
    return others.every((other) => isBeyond(other, box, near) && isBeyond(other, centre, nearCentre));
  }
  const runsAlong = Boolean(label.lines?.length);
  return others.every((other) => {
    const toOther = shapeDistance(other, box);
    // A label along a line touches its line. Any other label must be nearer to its point, unless the point lies in the shape.
    if (toOther > 0) return runsAlong || pointDistance(label.at, box) <= toOther || shapeContains(other, label.at);
    return corners(box).every((corner) => shapeContains(other, corner)) && (runsAlong || shapeContains(other, label.at));
  });
}

/**
 * Return the nearest free position in the viewport, with a leader line unless it lies within its shape.
 *
 * @param {Label} label
 * @param {[number, Size][]} sizes
 * @param {Obstacles} obstacles
 * @param {Box[]} taken
 * @param {Rules} rules
 * @param {number | null} minDistance see `fits`
 * @returns {Placement | null}
 */
function placeWithLeader(label, sizes, obstacles, taken, rules, minDistance) {
  const own = ownShape(label, obstacles);
  for (const [size, room] of [...sizes].reverse()) {
    for (const box of gridBoxes(label.at, room, obstacles.viewport, rules)) {
      if (!fits(box, label, own, obstacles, taken, rules, minDistance)) continue;
      const placement = leaderPlacement(label, own, box, size);
      const leader = placement?.leader;
      if (leader && [...taken, ...obstacles.covers].some((other) => crosses(leader, other))) continue;
      const points = sampleLine(leader ?? [], obstacles.viewport, rules.leader_room).flat();
      if (minDistance !== 0 && otherShapes(label, obstacles).some((shape) => points.some((point) => shapeContains(shape, point)))) continue;
      if (placement) return placement;
    }
  }
  return null;
}

/**
 * Return a position on a nearly straight stretch of its lines, as near to the centre of the map as possible.
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
  const squaredDistance = (/** @type {Point} */ { x, y }) => (x - viewport.width / 2) ** 2 + (y - viewport.height / 2) ** 2;
  const found = (label.lines ?? []).flatMap((line) => sampleLine(line, viewport, rules.sample_step)).flatMap((run) => straightStretches(run, count, rules));
  found.sort((a, b) => squaredDistance(a.middle) - squaredDistance(b.middle));
  for (const { middle, angle_deg } of found) {
    /** @type {Placement} */
    const placement = { box: centredBox(middle, size), size: 0, align: "center", angle_deg, leader: null };
    if (fits(boundingBox(placement), label, null, obstacles, [...taken, ...obstacles.avoided], rules)) return placement;
  }
  return null;
}

