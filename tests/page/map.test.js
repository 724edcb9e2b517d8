import assert from "node:assert/strict";
import test from "node:test";
import { decodePoints, lineWeight, listGroups } from "../../maps/page/script/map/backdrop.js";
import { chooseState } from "../../maps/page/script/panel/bottom-sheet.js";

test("steps are unpacked to the points they were made from", () => {
  assert.deepEqual(decodePoints([1040500, 305600, -5, 10, 0, -20], 10000), [[104.05, 30.56], [104.0495, 30.561], [104.0495, 30.559]]);
  assert.deepEqual(decodePoints([], 10000), []);
});

test("lines grow with the zoom and never shrink", () => {
  const weights = [6, 8, 9, 10, 11, 12.4, 13, 14, 15, 17].map(lineWeight);
  assert.deepEqual(weights, [...weights].sort((a, b) => a - b));
  assert.ok(/** @type {number} */ (weights.at(-1)) > 2 * weights[0]);
});

test("the backdrop is drawn in the order of the style, all casings below all lines", () => {
  const feature = (/** @type {string} */ kind, more = {}) => ({ kind, parts: [[0, 0, 1, 1]], ...more });
  /** @type {import("../../maps/page/script/types").MapStyle} */
  const style = {
    order: ["lake", "road", "ring", "metro", "station"],
    kinds: { lake: { fill: true }, road: { line: true, casing: true, min_zoom: [9, 9, 11.25, 12, null] }, ring: { line: true, casing: true }, metro: { line: true }, station: { dot: 6 } },
    labels: /** @type {any} */ ({}),
    leader_dot: 2,
  };
  const features = [feature("station"), feature("ring"), feature("metro", { later: true }), feature("metro"), feature("road", { rank: 3 }), feature("road", { rank: 3 }), feature("road"), feature("lake")];
  const layers = listGroups(features, style).map(({ className, from, features: drawn }) => [className, from, drawn.length]);
  assert.deepEqual(layers, [
    ["lake", 0, 1],
    ["case ring", 0, 1],
    ["case road", 11.25, 2],
    ["case road", 9, 1],
    ["road", 11.25, 2],
    ["road", 9, 1],
    ["ring", 0, 1],
    ["metro later", 0, 1],
    ["metro", 0, 1],
    ["dot-edge station", 0, 1],
    ["dot-core station", 0, 1],
  ]);
});

test("a dragged sheet ends full, half open or closed, depending on where it is released", () => {
  assert.equal(chooseState(700, 800), "full");
  assert.equal(chooseState(400, 800), "half");
  assert.equal(chooseState(150, 800), "closed");
});
