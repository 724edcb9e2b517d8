import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { chooseLanguage, listNamedFeatures, storeLanguage, readStoredLanguage } from "../../maps/page/script/text/language.js";

const languages = ["en", "de", "zh", "ja"];

test("the reader's earlier choice comes first", () => {
  assert.equal(chooseLanguage(languages, ["de-CH", "en"], "ja"), "ja");
});

test("without a choice the browser's first known language counts, whatever its region or script", () => {
  assert.equal(chooseLanguage(languages, ["fr-CA", "ZH-Hant-TW", "de"], null), "zh");
  assert.equal(chooseLanguage(languages, ["de-AT"], null), "de");
});

test("a chosen language that the page does not have is ignored", () => {
  assert.equal(chooseLanguage(languages, ["ja"], "fr"), "ja");
});

test("if no language fits, the page's first one is taken", () => {
  assert.equal(chooseLanguage(languages, ["fr", "it-CH"], null), "en");
  assert.equal(chooseLanguage(languages, [], null), "en");
});

afterEach(() => void Reflect.deleteProperty(globalThis, "localStorage"));

/** @param {() => unknown} get returns the browser's storage, or throws as a browser without one */
const storage = (get) => Object.defineProperty(globalThis, "localStorage", { configurable: true, get });

test("a choice is remembered", () => {
  const kept = new Map();
  const store = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  };
  storage(() => store);
  assert.equal(readStoredLanguage(), null);
  storeLanguage("ja");
  assert.equal(readStoredLanguage(), "ja");
});

test("a browser that denies storage to a file causes no error", () => {
  storage(() => {
    throw new Error("SecurityError");
  });
  storeLanguage("ja");
  assert.equal(readStoredLanguage(), null);
});

test("a feature whose id is a number does not share the name of the feature at that place", () => {
  const feature = (/** @type {string | undefined} */ id) => ({ kind: "lake", path: "M0 0h0", named: /** @type {const} */ (true), id });
  const keys = listNamedFeatures({ features: [feature(undefined), feature(undefined), feature("1")], zoom: 14 }).map(({ key }) => key);
  assert.equal(new Set(keys).size, 3);
  assert.equal(keys[2], "place.1");
});
