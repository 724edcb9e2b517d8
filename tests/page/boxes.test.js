import assert from "node:assert/strict";
import test from "node:test";
import { isBeyond, shapeContains, shapeDistance } from "../../maps/page/script/map/boxes.js";

test("the centre of a far shape only saves time", () => {
  // Pseudo-random numbers below 1, the same in each run (Park and Miller, 1988).
  let state = 1;
  const throwDice = (/** @type {number} */ sides) => ((state = (state * 48271) % 2147483647) / 2147483647) * sides;
  for (let round = 0; round < 2000; round += 1) {
    const ring = Array.from({ length: 3 + Math.floor(throwDice(6)) }, () => ({ x: throwDice(300), y: throwDice(100) }));
    const [xs, ys] = [ring.map(({ x }) => x), ring.map(({ y }) => y)];
    const radius = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) / 2;
    // The centre of an outline may lie anywhere in it, not in its middle only.
    const shape = round % 4 === 0 ? { id: "a", centre: ring[0], radius: throwDice(80) } : { id: "a", centre: ring[0], radius, ring };
    const [box, distance] = [{ x: throwDice(700) - 200, y: throwDice(400) - 150, width: 60, height: 20 }, throwDice(60)];
    assert.equal(isBeyond(shape, box, distance), shapeDistance(shape, box) > distance);
  }
});

test("a point as high as a corner of the outline lies within it", () => {
  const shape = { id: "a", centre: { x: 5, y: 5 }, radius: 5, ring: [{ x: 0, y: 5 }, { x: 5, y: 0 }, { x: 10, y: 5 }, { x: 5, y: 10 }] };
  assert.deepEqual([-1, 3, 7, 11].map((x) => shapeContains(shape, { x, y: 5 })), [false, true, true, false]);
});
