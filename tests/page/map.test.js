import assert from "node:assert/strict";
import test from "node:test";
import { decodePath, lineWeight, listGroups } from "../../maps/page/script/map/backdrop.js";

test("a path is decoded to the points it was made from", () => {
  const west = -180 + (360 * 1000) / (256 * 2 ** 14);
  /** @type {Pick<import("../../maps/page/script/types").Payload, "backdrop" | "home">} */
  const data = { backdrop: { features: [], zoom: 14 }, home: [west, 0, 0, 85.0511287798066] };
  const pixel = 360 / (256 * 2 ** 14);
  const [lines, [[dot]]] = [decodePath("M-1000 2097152l2000 0-1000-2097152zM5 7l1 1", data), decodePath("M12 2097152h0", data)];
  assert.deepEqual(lines.map((line) => line.length), [3, 2]);
  assert.ok(Math.abs(lines[0][0][0] + 180) < 1e-9 && Math.abs(lines[0][0][1]) < 1e-9);
  assert.ok(Math.abs(lines[0][1][0] - (-180 + 2000 * pixel)) < 1e-9 && Math.abs(lines[0][1][1]) < 1e-9);
  assert.ok(Math.abs(lines[0][2][1] - 85.0511287798066) < 1e-9);
  assert.ok(Math.abs(dot[0] - (-180 + 1012 * pixel)) < 1e-9);
});

test("lines grow with the zoom, never shrink, and grow within limits only", () => {
  const weights = [6, 8, 9, 10, 11, 12.4, 13, 14, 15, 17].map((zoom) => lineWeight(zoom, { zoom: 11, growth: 1.45, min: 0.55, max: 6 }));
  assert.deepEqual(weights, [...weights].sort((a, b) => a - b));
  assert.deepEqual([weights[0], weights[4], weights.at(-1)], [0.55, 1, 6]);
});

test("the backdrop is drawn in the order of the style, all casings below all lines", () => {
  const feature = (/** @type {string} */ kind, more = {}) => ({ kind, path: "M0 0l1 1", ...more });
  /** @type {import("../../maps/page/script/types").MapStyle} */
  const style = {
    order: ["lake", "road", "ring", "metro", "station"],
    kinds: { lake: { fill: true }, road: { line: true, casing: true, min_zoom: [9, 9, 11.25, 12, null] }, ring: { line: true, casing: true }, metro: { line: true }, station: { dot: 6 } },
    labels: /** @type {any} */ ({}),
    leader_dot: 2,
    line_weight: { zoom: 11, growth: 1.45, min: 0.55, max: 6 },
  };
  const features = [feature("station"), feature("ring"), feature("metro", { later: true }), feature("metro"), feature("road", { rank: 3 }), feature("road", { rank: 3 }), feature("road"), feature("road", { rank: 5 }), feature("lake", { colour: "area-2" }), feature("lake")];
  const layers = listGroups(features, style).map(({ className, from, features: drawn }) => [className, from, drawn.length]);
  assert.deepEqual(layers, [
    ["lake area-2", 0, 1],
    ["lake", 0, 1],
    ["case ring", 0, 1],
    ["case road", 11.25, 2],
    ["case road", 9, 1],
    ["case road", Infinity, 1],
    ["road", 11.25, 2],
    ["road", 9, 1],
    ["road", Infinity, 1],
    ["ring", 0, 1],
    ["metro later", 0, 1],
    ["metro", 0, 1],
    ["dot-edge station", 0, 1],
    ["dot-core station", 0, 1],
  ]);
});
