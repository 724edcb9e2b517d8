import { data } from "../data.js";
import { languages, listTextKeys, text, textIn } from "../text/texts.js";

/**
 * The files that the page carries, and the citations in words, as maps/page/carried_files.py packed them: each part that
 * the page has elsewhere, and tags that recur, are replaced by one character of Unicode's private use area, and a
 * workbook has no addresses.
 *
 * @typedef {{reach: import("leaflet").Polygon, footprint: import("leaflet").Polygon}[]} Shapes
 */

/**
 * NEXT_PART stands for the part after the previous one; each character from FIRST_CODE on stands for a part by its number,
 * each from FIRST_TAGS on for tags by their number. In citations, each from FIRST_SLOT on stands for a text by its number.
 */
const NEXT_PART = "\uE000";
const [FIRST_CODE, FIRST_TAGS, FIRST_SLOT] = [0xe001, 0xf600, 0xf0000];

/**
 * Return functions that unpack a file or a citation.
 *
 * @param {Shapes} shapes of the areas, in their order
 */
export function readCarriedFiles(shapes) {
  /** @type {{files: Record<string, string>, tags: string[], types: Record<string, string>, cited: string[]}} */
  const { files, tags, types, cited } = JSON.parse(document.getElementById("zone-files")?.textContent ?? "");
  const facts = data.facts.map(({ id }) => id);
  const others = [...facts, ...listPageParts(), ...shapes.flatMap(({ reach, footprint }) => [...formatCorners(reach), ...formatCorners(footprint)])];
  const textKeys = listTextKeys();
  const textCount = textKeys.length * languages.length;
  const partAt = (/** @type {number} */ number) => (number < textCount ? textIn(textKeys[Math.floor(number / languages.length)], languages[number % languages.length]) : others[number - textCount]);
  const fillSlots = (/** @type {string} */ citation) => citation.replace(/[\u{F0000}-\u{FFFFD}]/gu, (character) => text(textKeys[Number(character.codePointAt(0)) - FIRST_SLOT]));
  const restoreTags = (/** @type {string} */ packed) => packed.replace(/[\uF600-\uF6FF]/g, (character) => tags[character.charCodeAt(0) - FIRST_TAGS]);
  return {
    /** @param {string} name */
    content: (name) => unpackFile(restoreTags(files[name]), partAt, name === "tables.xlsx" ? makeAddresser() : undefined),
    /** @param {string} name */
    mediaType: (name) => types[name.split(".")[1]],
    /**
     * Return the citation of the map, or of each place that a fact is taken from, as lines in the reader's language.
     *
     * @param {string} id of the fact; empty for the map
     */
    citation: (id) => unpackFile(cited[facts.indexOf(id) + 1], partAt, fillSlots).join("").split("\n").map((line) => line.replace(/\s+/g, " ").trim()),
  };
}

/**
 * Return the content of a file: texts, and bytes that are not text.
 *
 * @param {string} packed
 * @param {(number: number) => string} partAt returns a part by its number
 * @param {(words: string) => string} finish applied to each text after its parts are restored
 */
function unpackFile(packed, partAt, finish = String) {
  let lastNumber = -1;
  const restore = (/** @type {string} */ character) => partAt((lastNumber = character === NEXT_PART ? lastNumber + 1 : character.charCodeAt(0) - FIRST_CODE));
  return packed
    .split(/([\uF700-\uF7FF]+)/)
    .map((piece, index) => (index % 2 ? Uint8Array.from(piece, (character) => character.charCodeAt(0) & 0xff) : finish(piece.replace(/[\uE000-\uF5FF]/g, restore))));
}

/** Return a function that gives the rows, cells and prompts of a workbook their addresses, one piece after another. */
function makeAddresser() {
  let [row, column] = [0, 0];
  const address = (/** @type {string} */ tag, /** @type {string} */ start, /** @type {string} */ name) => {
    if (start || name === "row") [row, column] = [start ? 1 : row + 1, 0];
    if (name === "row") return `${tag} r="${row}"`;
    return `${tag} ${name === "c" ? "r" : "sqref"}="${column < 26 ? "" : "A"}${String.fromCharCode(65 + (column++ % 26))}${row}"`;
  };
  return (/** @type {string} */ words) => words.replace(/(<sheetData>|<dataValidations>|)<(row|c|dataValidation)(?=[ />])/g, address);
}

/** Return the words and the address of each quote in the page, then the id, publisher and address of each source. */
function listPageParts() {
  const hrefIn = (/** @type {Element} */ element) => element.querySelector("a")?.getAttribute("href") ?? "";
  const wordsIn = (/** @type {Element} */ element, /** @type {string} */ selector) => element.querySelector(selector)?.textContent ?? "";
  // Sorted, since the page orders the quotes of a fact by the reader's language.
  const quotes = [...document.querySelectorAll(".quotes")].flatMap((list) => [...list.children].map((quote) => [wordsIn(quote, "q"), hrefIn(quote)]).sort().flat());
  // A publisher with a name in each language is among the texts already.
  const sources = [...document.querySelectorAll(".source-list li")].flatMap((source) => [source.id.replace("source-", ""), wordsIn(source, ".publisher:not([data-t])"), hrefIn(source)]);
  return [...quotes, ...sources];
}

/**
 * Return the corners of a shape as the exported files write them: lon,lat.
 *
 * @param {import("leaflet").Polygon} shape
 */
function formatCorners(shape) {
  return /** @type {import("leaflet").LatLng[][]} */ (shape.getLatLngs()).flat().map(({ lng, lat }) => `${lng},${lat}`);
}
