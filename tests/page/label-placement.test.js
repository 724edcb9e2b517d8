// Runs the cases that tests/drawing/test_label_placement.py runs in Python.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { placeLabels } from "../../maps/page/script/map/label-placement.js";

const { cases, rules } = JSON.parse(readFileSync(new URL("../label_cases.json", import.meta.url), "utf-8"));

const point = (/** @type {number[]} */ [x, y]) => ({ x, y });
const size = (/** @type {number[]} */ [width, height]) => ({ width, height });
const box = (/** @type {number[]} */ [x, y, width, height]) => ({ x, y, width, height });
const rounded = (/** @type {number} */ value) => Math.round(value * 1000) / 1000;

for (const { name, viewport, shapes, covers, avoided, dots = [], labels, overview, expected } of cases) {
  test(name, () => {
    const placed = placeLabels(
      labels.map((/** @type {any} */ label) => ({ ...label, at: point(label.at), sizes: label.sizes.map(size), spare: label.spare?.map(size), lines: label.lines?.map((/** @type {number[][]} */ line) => line.map(point)) })),
      {
        viewport: size(viewport),
        shapes: shapes.map((/** @type {any} */ shape) => ({ ...shape, centre: point(shape.centre), ring: shape.ring?.map(point) })),
        covers: covers.map(box),
        avoided: avoided.map(box),
        dots: dots.map(point),
      },
      rules,
      overview,
    );
    const found = [...placed].map(([id, { box: { x, y, width, height }, size: index, align, angle_deg, leader }]) => [
      id,
      { box: [x, y, width, height].map(rounded), size: index, align, angle_deg: rounded(angle_deg), leader: leader && leader.map((end) => [end.x, end.y].map(rounded)) },
    ]);
    assert.deepEqual(Object.fromEntries(found), expected);
  });
}
