import assert from "node:assert/strict";
import test from "node:test";
import { preferredLanguage } from "../../maps/assets/page/language.js";

const languages = ["en", "de", "zh", "ja"];

test("the reader's earlier choice comes first", () => {
  assert.equal(preferredLanguage(languages, ["de-CH", "en"], "ja"), "ja");
});

test("without one the browser's first known language counts, whatever its region or script", () => {
  assert.equal(preferredLanguage(languages, ["fr-CA", "ZH-Hant-TW", "de"], null), "zh");
  assert.equal(preferredLanguage(languages, ["de-AT"], null), "de");
});

test("a choice that the page does not have counts for nothing", () => {
  assert.equal(preferredLanguage(languages, ["ja"], "fr"), "ja");
});

test("where nothing fits the page's first language is taken", () => {
  assert.equal(preferredLanguage(languages, ["fr", "it-CH"], null), "en");
  assert.equal(preferredLanguage(languages, [], null), "en");
});
