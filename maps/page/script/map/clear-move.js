import { overlaps } from "./boxes.js";

/** Pixels between a popup and what it keeps clear of. */
const GAP = 8;

/**
 * Return the shortest move of the map that brings a box on it, such as a popup, clear of its edges and of what covers it;
 * if there is no such place, clear of the edges only; null if the box is too large.
 *
 * @param {import("./boxes.js").Box} box
 * @param {{width: number, height: number}} size of the map
 * @param {import("./boxes.js").Box[]} covers
 * @returns {[number, number] | null} as Leaflet's panBy takes it
 */
export function findClearMove(box, size, covers) {
  const listPositions = (/** @type {"x" | "y"} */ axis, /** @type {"width" | "height"} */ length) => {
    const beside = covers.flatMap((cover) => [cover[axis] - box[length] - GAP, cover[axis] + cover[length] + GAP]);
    return [box[axis], GAP, size[length] - box[length] - GAP, ...beside].filter((position) => position >= GAP && position + box[length] <= size[length] - GAP);
  };
  let best = /** @type {[number, number] | null} */ (null);
  for (const x of listPositions("x", "width")) {
    for (const y of listPositions("y", "height")) {
      const isCovered = covers.some((cover) => overlaps(cover, { ...box, x, y }));
      const move = /** @type {[number, number]} */ ([box.x - x, box.y - y]);
      if (!isCovered && (!best || Math.hypot(...move) < Math.hypot(...best))) best = move;
    }
  }
  return best ?? (covers.length > 0 ? findClearMove(box, size, []) : null);
}
