import assert from "node:assert/strict";
import test from "node:test";
import { formatAddress, listKnownValues, parseAddress } from "../../maps/page/script/text/address.js";

const LENSES = ["release", "sources", "estimate"];
const known = { areas: ["north", "south-2"], languages: ["en", "de"], facts: ["guests"], sizes: ["north", "zone"], releaseSizes: ["zone"], lenses: LENSES };
const nothing = { area: null, lang: null, lens: "estimate", fact: null, size: null };

test("an address is parsed back to the state it was made from", () => {
  for (const area of [null, ...known.areas]) {
    for (const lang of [null, ...known.languages]) {
      for (const lens of LENSES) {
        for (const fact of [null, ...known.facts]) {
          const address = { area, lang, lens, fact, size: null };
          assert.deepEqual(parseAddress(formatAddress(address), known), address);
        }
      }
    }
  }
});

test("the parts of an address have a fixed order, and defaults are left out", () => {
  assert.equal(formatAddress({ size: "zone", fact: "guests", lens: "sources", lang: "de", area: "north" }), "#area=north&lang=de&lens=sources&fact=guests&size=zone");
  assert.equal(formatAddress(nothing), "#");
});

test("a wrong address leads to the overview", () => {
  const wrong = ["", "#", "#%%%", "#area=", "#area=__proto__", "#area=constructor&lang=toString", "#lens=estimate2", "#fact=guest", "#north"];
  wrong.push("#%", "#%E4%B8", "#&&&==", "#__proto__=north", "#area[]=north", "#area=northern", "#lang=", "#lang=-de", "#embed=0", `#area=${"x".repeat(1e6)}`);
  for (const hash of wrong) assert.deepEqual(parseAddress(hash, known), nothing, hash.slice(0, 80));
});

test("a language may stand before the #, for search engines, and yields to the one after it", () => {
  assert.equal(parseAddress("#area=north", known, "?lang=de").lang, "de");
  assert.equal(parseAddress("#lang=en", known, "?lang=de").lang, "en");
  assert.equal(parseAddress("", known, "?lang=xx&embed=1").lang, null);
});

test("an embedded page stays embedded when the reader goes on", () => {
  assert.equal(formatAddress({ ...parseAddress("#embed=1&lang=de", known), area: "north" }), "#area=north&lang=de&embed=1");
});

const wanted = { ...nothing, area: "south-2", lang: "de" };
const plain = "area=south-2&lang=de";

test("an address is understood whatever sentence, bracket or mail it was pasted from", () => {
  for (const before of ["#", "#!", "#/", "#!/", "##", "#?", "#&", "#%20", "# ", "#<", "#%22", "#“"]) assert.deepEqual(parseAddress(before + plain, known), wanted, before);
  for (const after of [".", ")", ",", ";", ":", "!", "?", "'", '"', "”", "’", "»", "]", ">", "…", ").", '",', "/", "&", "%20", "%22", "%29.", "。", "，", "）", "」", "%E3%80%82", "\u200b", "_", "*", "%00", "-"]) assert.deepEqual(parseAddress(`#${plain}${after}`, known), wanted, after);
  assert.deepEqual(parseAddress("#area=south-2.", known), { ...nothing, area: "south-2" });
});

test("an address is understood if encoded once more, in part or as a whole, and if copied from HTML", () => {
  const pasted = [encodeURIComponent(plain), encodeURIComponent(`#${plain}`), encodeURIComponent(encodeURIComponent(plain)), encodeURIComponent(`!/${plain}.`), "area=south%2D2&lang=de", "area=south%252D2&lang=de", "area%3dsouth-2%26lang%3dde"];
  pasted.push("area=south-2&amp;lang=de", "area=south-2&amp;amp;lang=de", "area=south-2%26amp%3Blang=de", "area=south-2&#38;lang=de", "area=south-2%20&%20lang=de", "area = south-2 & lang = de", "area=south-%0A2&lang=de", "area=south-2&lang=de&utm_source=mail", "utm_source=mail&area=south-2&lang=de");
  for (const hash of pasted) assert.deepEqual(parseAddress(`#${hash}`, known), wanted, hash);
});

test("an address is understood from a Chinese keyboard, a chat, a wrapped line or a quotation", () => {
  const pasted = ["#area＝south－2＆lang＝de", "＃ａｒｅａ＝ｓｏｕｔｈ－２＆ｌａｎｇ＝ｄｅ", "#area=south\u20112&lang=de", "#area=south–2&lang=de", "#area=so\u00aduth-2&lang=de", "#area=south-\u200b2&lang=de", "#area=「south-2」&lang=「de」", "#area=„south-2“&lang=«de»", "#area=(south-2)&lang=*de*", "#area=_south-2_&lang=de", "#area=3Dsouth-2&lang=3Dde", "#area==south\\-2&lang=de"];
  let encoded = plain;
  for (let count = 0; count < 4; count++) encoded = encodeURIComponent(encoded);
  for (const hash of [...pasted, `#${encoded}`]) assert.deepEqual(parseAddress(hash, known), wanted, hash);
});

test("a dash of the surrounding sentence ends an address, and so does a semicolon", () => {
  const alone = { ...nothing, area: "south-2" };
  for (const after of [" – see", " — see the map", "—see the map", " - "]) assert.deepEqual(parseAddress(`#area=south-2${after}`, known), alone, after);
  assert.equal(parseAddress("#area=；lang=de", known).lang, "de");
});

test("neither case nor a language's region and script matter", () => {
  for (const hash of ["area=SOUTH-2&lang=DE", "AREA=South-2&LANG=De", "area=south-2&lang=de-AT", "area=south-2&lang=de_CH", "area=south-2&lang=DE-Latn-at"]) assert.deepEqual(parseAddress(`#${hash}`, known), wanted, hash);
  const chinese = { ...known, languages: ["en", "zh"] };
  for (const tag of ["zh-CN", "zh_Hans", "ZH", "zh-Hant-TW", "zh_hans_cn"]) assert.equal(parseAddress(`#lang=${tag}`, chinese).lang, "zh", tag);
  assert.equal(parseAddress("", known, "?lang=DE-at").lang, "de");
  assert.equal(parseAddress("#lang=fr-FR", known).lang, null);
  assert.equal(parseAddress("#lens=SOURCES&fact=Guests", known).fact, "guests");
});

test("at the stop of the release an address lays out only the sizes that the release states", () => {
  assert.equal(parseAddress("#lens=release&size=north", known).size, null);
  assert.equal(parseAddress("#lens=release&size=zone", known).size, "zone");
  assert.equal(parseAddress("#lens=release&size=north", { ...known, releaseSizes: known.sizes }).size, "north");
  assert.equal(parseAddress("#size=north", known).size, "north");
});

test("the release states the size of the zone, and of the areas only where it says so", () => {
  const sizes = (/** @type {boolean} */ inRelease) =>
    listKnownValues(/** @type {any} */ ({ areas: [], languages: [], facts: [], size_comparison: { in_release: inRelease, km2: { zone: 5, north: 2 } } }), []).releaseSizes;
  assert.deepEqual(sizes(false), ["zone"]);
  assert.deepEqual(sizes(true), ["zone", "north"]);
});

test("a link to a fact may be copied from the page", () => {
  for (const hash of ["#fact-guests", "#/fact-guests.", "#fact-guests）", "#fact=“guests”", `#fact="guests"`]) assert.equal(parseAddress(hash, known).fact, "guests", hash);
  assert.equal(parseAddress("#area=fact-guests", known).fact, null);
});

test("one wrong part does not spoil the others", () => {
  assert.deepEqual(parseAddress("#area=nowhere&lang=de&lens=x&fact=guests&more=1", known), { ...nothing, lang: "de", fact: "guests" });
});

test("if a part is given twice, the first one counts", () => {
  assert.equal(parseAddress("#area=north&area=south-2", known).area, "north");
});

test("a size is shown only at stops whose sources state it: the release states that of the zone only", () => {
  for (const lens of LENSES) {
    assert.equal(parseAddress(`#lens=${lens}&size=zone`, known).size, "zone");
    assert.equal(parseAddress(`#lens=${lens}&size=north`, known).size, lens === "release" ? null : "north");
    assert.equal(parseAddress(`#lens=${lens}&size=nowhere`, known).size, null);
  }
});

test("a stop of the lens that a zone does not have is replaced by the last one", () => {
  assert.equal(parseAddress("#lens=sources", { ...known, lenses: ["release", "estimate"] }).lens, "estimate");
});
