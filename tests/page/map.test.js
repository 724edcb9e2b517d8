import assert from "node:assert/strict";
import test from "node:test";
import { lineWeight, unpack } from "../../maps/page/script/map/backdrop.js";
import { findRoom, overlap } from "../../maps/page/script/map/rooms.js";
import { settle } from "../../maps/page/script/panel/bottom-sheet.js";

const view = { x: 400, y: 300 };
const size = { width: 80, height: 16 };

test("steps come back as the points they were made of", () => {
  assert.deepEqual(unpack([1040500, 305600, -5, 10, 0, -20], 10000), [[104.05, 30.56], [104.0495, 30.561], [104.0495, 30.559]]);
  assert.deepEqual(unpack([], 10000), []);
});

test("lines grow with the zoom and never shrink", () => {
  const weights = [6, 8, 9, 10, 11, 12.4, 13, 14, 15, 17].map(lineWeight);
  assert.deepEqual(weights, [...weights].sort((a, b) => a - b));
  assert.ok(/** @type {number} */ (weights.at(-1)) > 2 * weights[0]);
});

test("boxes that touch do not overlap, boxes that share a pixel do", () => {
  const box = { x: 10, y: 10, width: 20, height: 10 };
  assert.equal(overlap(box, { ...box, x: 30 }), false);
  assert.equal(overlap(box, { ...box, y: 20 }), false);
  assert.equal(overlap(box, { ...box, x: 29, y: 19 }), true);
});

test("a label stands to the right of its point where nothing is in the way", () => {
  assert.deepEqual(findRoom({ x: 100, y: 100 }, size, 7, [], view), { x: 107, y: 92, ...size });
});

test("a label finds other room, inside the view and clear of what is taken, or none", () => {
  const taken = [{ x: 107, y: 80, width: 100, height: 40 }];
  const box = findRoom({ x: 100, y: 100 }, size, 7, taken, view);
  assert.ok(box && !overlap(box, taken[0]));
  const corner = findRoom({ x: 395, y: 5 }, size, 7, [], view);
  assert.ok(corner && corner.x > 0 && corner.x + 80 < view.x && corner.y > 0);
  assert.equal(findRoom({ x: 100, y: 100 }, size, 7, [{ x: 0, y: 0, width: 400, height: 300 }], view), null);
});

test("wherever names find room, none covers another or leaves the map", () => {
  /** @type {{x: number, y: number, width: number, height: number}[]} */
  const taken = [];
  // So many points that some names must give way.
  for (let i = 0; i < 200; i++) {
    const box = findRoom({ x: (i * 37) % view.x, y: (i * 53) % view.y }, size, 5, taken, view);
    if (box) taken.push(box);
  }
  assert.ok(taken.length > 20 && taken.length < 200, `${taken.length} found room`);
  for (const [i, one] of taken.entries()) {
    assert.ok(one.x > 0 && one.y > 0 && one.x + one.width < view.x && one.y + one.height < view.y);
    assert.ok(!taken.slice(i + 1).some((other) => overlap(one, other)));
  }
});

test("a dragged sheet opens, stays half open or closes by where it was left", () => {
  assert.equal(settle(700, 800), "full");
  assert.equal(settle(400, 800), "half");
  assert.equal(settle(150, 800), "closed");
});
