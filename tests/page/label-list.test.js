import assert from "node:assert/strict";
import test from "node:test";
import { selectNames } from "../../maps/page/script/map/label-list.js";

/** @type {any} */
const name = { key: "", kind: "landmark", rank: 3, labelZoom: 10, maxZoom: Infinity, minZoom: 0, dot: 0, fills: true, later: false, onlyStop: undefined, area: null, isLandmark: false };
/** @type {import("../../maps/page/script/map/label-list.js").Situation} */
const situation = { lens: "estimate", area: null, lit: null, zoom: 11, atRelease: false, isOverview: false };
const keys = (/** @type {any[]} */ names, more = {}) => selectNames(names, { ...situation, ...more }, 2.5).map(({ key }) => key);

test("areas that a fact on the map concerns come before the open one", () => {
  const names = ["one", "two"].map((key) => ({ ...name, key, kind: "area", rank: 0, area: key, labelZoom: 0 }));
  assert.deepEqual(keys(names, { area: "one", lit: ["two"] }), ["two", "one"]);
});

test("the open area comes first, then the others, the landmarks of the text, and the rest by rank", () => {
  const names = [
    { ...name, key: "shop", rank: 5 },
    { ...name, key: "river", rank: 1 },
    { ...name, key: "square", rank: 1, isLandmark: true, labelZoom: 0 },
    { ...name, key: "one", kind: "area", rank: 0, area: "one", labelZoom: 0 },
    { ...name, key: "two", kind: "area", rank: 0, area: "two", labelZoom: 0 },
    { ...name, key: "early river", rank: 1, labelZoom: 9 },
  ];
  assert.deepEqual(keys(names, { area: "two" }), ["two", "one", "square", "early river", "river", "shop"]);
});

test("a name is written from its minimum zoom on and below its maximum zoom", () => {
  const names = [{ ...name, key: "a", labelZoom: 10.37 }, { ...name, key: "b", maxZoom: 10.6 }];
  assert.deepEqual(keys(names, { zoom: 10.36 }), ["b"]);
  assert.deepEqual(keys(names, { zoom: 10.37 }), ["b", "a"]);
  assert.deepEqual(keys(names, { zoom: 10.6 }), ["a"]);
});

test("below its minimum zoom a name may fill up an overview only, and that of a station may not", () => {
  const names = [{ ...name, key: "street", labelZoom: 12 }, { ...name, key: "station", labelZoom: 12, fills: false }, { ...name, key: "far", labelZoom: 14 }];
  assert.deepEqual(keys(names), []);
  assert.deepEqual(keys(names, { isOverview: true }), ["street"]);
});

test("a name that may fill up an overview is not written before its feature is drawn", () => {
  const names = [{ ...name, key: "station", labelZoom: 11.5, minZoom: 11.2, dot: 6 }, { ...name, key: "lake", labelZoom: 11.5, minZoom: 11 }];
  assert.deepEqual(keys(names, { isOverview: true }), ["lake"]);
});

test("while an area is open, a feature with a dot is named as soon as the dot is drawn", () => {
  const names = [{ ...name, key: "station", labelZoom: 12, minZoom: 10.5, dot: 6 }, { ...name, key: "lake", labelZoom: 12, minZoom: 10.5 }];
  assert.deepEqual(keys(names), []);
  assert.deepEqual(keys(names, { area: "one" }), ["station"]);
  assert.deepEqual(keys(names, { area: "one", zoom: 10.4 }), []);
});

test("at each stop of the lens the map names no more than that stop shows", () => {
  const names = [{ ...name, key: "area", area: "area" }, { ...name, key: "district", kind: "outline", onlyStop: "sources" }, { ...name, key: "zone", kind: "parent-zone" }];
  assert.deepEqual(keys(names, { lens: "release" }), ["zone"]);
  assert.deepEqual(keys(names, { lens: "sources" }), ["district", "zone"]);
  assert.deepEqual(keys(names, { lens: "estimate" }), ["area", "zone"]);
});

test("the subject of a stop of the lens is named at every zoom, before names by rank", () => {
  const names = [{ ...name, key: "square", isLandmark: true }, { ...name, key: "river", rank: 1 }, { ...name, key: "district", kind: "outline", onlyStop: "sources", labelZoom: 12 }, { ...name, key: "zone", kind: "parent-zone", labelZoom: 12 }];
  assert.deepEqual(keys(names, { lens: "release" }), ["square", "zone", "river"]);
  assert.deepEqual(keys(names, { lens: "sources" }), ["square", "district", "river"]);
  assert.deepEqual(keys(names), ["square", "river"]);
});

test("the metro of the day of the release has no names of stations that opened later", () => {
  assert.deepEqual(keys([{ ...name, key: "new", later: true }], { atRelease: true }), []);
});
