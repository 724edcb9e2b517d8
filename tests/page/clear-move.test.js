// How a popup finds a place that nothing covers.
import assert from "node:assert/strict";
import test from "node:test";
import { findClearMove } from "../../maps/page/script/map/clear-move.js";

const size = { width: 400, height: 300 };
const panel = { x: 0, y: 0, width: 200, height: 100 };
const box = (/** @type {number} */ x, /** @type {number} */ y, width = 100, height = 50) => ({ x, y, width, height });

test("a box that lies clear stays", () => {
  assert.deepEqual(findClearMove(box(250, 20), size, [panel]), [0, 0]);
});

test("a box under a panel takes the shortest way out", () => {
  assert.deepEqual(findClearMove(box(150, 80), size, [panel]), [0, -28]);
  assert.deepEqual(findClearMove(box(190, 20), size, [panel]), [-18, 0]);
});

test("a box beyond the edge comes in", () => {
  assert.deepEqual(findClearMove(box(350, 270), size, []), [58, 28]);
  assert.deepEqual(findClearMove(box(296, 20), size, []), [4, 0]);
});

test("if panels leave no place, only the edges count; a box larger than the map stays", () => {
  assert.deepEqual(findClearMove(box(-20, 20), size, [{ x: 0, y: 0, ...size }]), [-28, 0]);
  assert.equal(findClearMove(box(0, 0, 500, 50), size, []), null);
});
