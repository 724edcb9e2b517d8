import assert from "node:assert/strict";
import test from "node:test";
import { fitView } from "../../maps/page/script/map/fit-view.js";
import { fromMercator, toMercator, worldPixels } from "../../maps/page/script/map/mercator.js";

const size = { width: 800, height: 600 };
const box = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ width, /** @type {number} */ height) => ({ x, y, width, height });

/**
 * Return the box of an extent on the map in a view, in pixels.
 *
 * @param {number[]} extent west, south, east, north
 * @param {{centre: [number, number], zoom: number}} view
 * @param {{width: number, height: number}} frame
 */
function toPixels([west, south, east, north], { centre, zoom }, frame = size) {
  const scale = worldPixels(zoom);
  const [middle, from, to] = [centre, [west, north], [east, south]].map(toMercator);
  return { left: frame.width / 2 + (from[0] - middle[0]) * scale, top: frame.height / 2 + (from[1] - middle[1]) * scale, right: frame.width / 2 + (to[0] - middle[0]) * scale, bottom: frame.height / 2 + (to[1] - middle[1]) * scale };
}

const area = [104, 30.5, 104.1, 30.58];

test("Mercator converts there and back, and the world is square", () => {
  const [lon, lat] = fromMercator(toMercator([104.0637, 30.6599]));
  assert.ok(Math.abs(lon - 104.0637) < 1e-9 && Math.abs(lat - 30.6599) < 1e-9);
  assert.ok(Math.abs(toMercator([180, 85.0511287798])[0] - 1) < 1e-9 && Math.abs(toMercator([180, 85.0511287798])[1]) < 1e-9);
  assert.equal(worldPixels(1), 512);
});

test("without panels the extent is centred and fills the map", () => {
  const { left, top, right, bottom } = toPixels(area, fitView([area], { size, covers: [] }));
  assert.ok(Math.abs(left + right - size.width) < 1 && Math.abs(top + bottom - size.height) < 1);
  assert.ok(Math.min(left, top) >= 20 - 1e-6 && Math.min(left, top) < 21);
});

test("the extent lies beside every panel, with a margin, as large as it can be", () => {
  for (const covers of [[box(0, 0, 300, 600)], [box(0, 0, 800, 250)], [box(0, 350, 800, 250)], [box(500, 0, 300, 600)], [box(0, 0, 400, 200), box(0, 450, 350, 150), box(740, 0, 60, 400)]]) {
    const view = fitView([area], { size, covers });
    const { left, top, right, bottom } = toPixels(area, view);
    assert.ok(left >= 19.9 && top >= 19.9 && right <= size.width - 19.9 && bottom <= size.height - 19.9, JSON.stringify(covers));
    for (const { x, y, width, height } of covers) assert.ok(right <= x - 19.9 || left >= x + width + 19.9 || bottom <= y - 19.9 || top >= y + height + 19.9, JSON.stringify(covers));
    assert.ok(view.zoom > 10, `${view.zoom}`);
  }
});

test("beside a panel as long as the map, the extent is as large as on a map without that strip", () => {
  for (const [cover, free] of /** @type {const} */ ([[box(0, 0, 300, 600), { width: 500, height: 600 }], [box(0, 0, 800, 250), { width: 800, height: 350 }]])) {
    const loss = fitView([area], { size: free, covers: [] }).zoom - fitView([area], { size, covers: [cover] }).zoom;
    assert.ok(Math.abs(loss) < 0.06, `${loss}`);
  }
});

test("a panel over a corner that no extent needs does not change the zoom", () => {
  const [northWest, southEast] = [[104, 30.6, 104.02, 30.62], [104.2, 30.45, 104.22, 30.47]];
  const free = fitView([northWest, southEast], { size, covers: [] });
  const view = fitView([northWest, southEast], { size, covers: [box(0, 400, 300, 200), box(600, 0, 200, 150)] });
  assert.equal(view.zoom, free.zoom);
});

test("panels never make the extent smaller than its least share of the map", () => {
  const wide = toPixels(area, fitView([area], { size, covers: [box(0, 0, 800, 590)] }));
  assert.ok(wide.bottom - wide.top >= 0.45 * size.height - 2 * 20 - 15, `${wide.bottom - wide.top}`);
});

test("where two panels leave little more room than an extent at its least size, it lies clear of both", () => {
  const covers = [box(0, 0, 800, 190), box(0, 430, 800, 170)];
  const { top, bottom } = toPixels(area, fitView([area], { size, covers }));
  assert.ok(top > 190 && bottom < 430, `${top} to ${bottom}`);
});

test("the zoom is never below the minimum, nor closer than an area needs", () => {
  const [near, far] = [11, 10].map((minZoom) => fitView([[103, 30, 105, 31]], { size, covers: [] }, minZoom));
  assert.deepEqual([near.zoom, far.zoom], [11, 10]);
  assert.ok(Math.abs(near.centre[0] - 104) < 1e-6, "an extent larger than the map is centred");
  assert.equal(fitView([[104, 30.5, 104, 30.5]], { size, covers: [] }).zoom, 13.5);
});

test("the same extents and panels give the same view", () => {
  const frame = { size, covers: [box(10, 10, 380, 110), box(740, 10, 50, 300), box(10, 400, 330, 190)] };
  assert.deepEqual(fitView([area], frame), fitView([area], structuredClone(frame)));
});

test("a map too small for its margins still has a view", () => {
  for (const small of [{ width: 30, height: 600 }, { width: 800, height: 1 }, { width: 1, height: 1 }]) {
    const { centre, zoom } = fitView([area], { size: small, covers: [box(0, 0, 10, 10)] }, 8);
    assert.ok([...centre, zoom].every(Number.isFinite), JSON.stringify(small));
  }
});
