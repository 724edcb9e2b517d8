/**
 * The files that the page carries, and the citations in words, as maps/page/carried_files.py packed them: each part that
 * the page holds elsewhere is replaced by one character of Unicode's private use area.
 *
 * @typedef {{text: (key: string) => string, each: (key: string, language: string) => string, keys: () => string[],
 *   languages: string[], language: () => string, tag: () => string, area: () => string | null}} Page
 * @typedef {{reach: import("leaflet").Polygon, footprint: import("leaflet").Polygon}[]} Shapes
 */

/** NEXT stands for the part that follows the previous one; the characters from FIRST on stand for a part by its number. */
const NEXT = "\uE000";
const FIRST = 0xe001;

/**
 * Return functions that unpack a file or a citation.
 *
 * @param {Page} page
 * @param {string[]} facts ids
 * @param {Shapes} shapes of the areas, in their order
 */
export function carriedFiles({ each, keys, languages, language }, facts, shapes) {
  /** @type {{files: Record<string, string>, cited: string[]}} */
  const { files, cited } = JSON.parse(document.getElementById("zone-files")?.textContent ?? "");
  const others = [...facts, ...partsOfPage(), ...shapes.flatMap(({ reach, footprint }) => [...cornersOf(reach), ...cornersOf(footprint)])];
  const known = keys();
  const textCount = known.length * languages.length;
  const part = (/** @type {number} */ number, own = languages[number % languages.length]) => (number < textCount ? each(known[Math.floor(number / languages.length)], own) : others[number - textCount]);
  return {
    /** @param {string} name */
    content: (name) => unpacked(files[name], (number) => part(number)),
    /**
     * Return the citation of the map, or of each place that a fact is taken from, as lines in the reader's language.
     *
     * @param {string} id of the fact; empty for the map
     */
    citation: (id) => unpacked(cited[facts.indexOf(id) + 1], (number) => part(number, language())).join("").split("\n").map((line) => line.replace(/\s+/g, " ")),
  };
}

/**
 * Return the content of a file: texts, and bytes that are not text.
 *
 * @param {string} packed
 * @param {(number: number) => string} part returns a part by its number
 */
function unpacked(packed, part) {
  let last = -1;
  const known = (/** @type {string} */ sign) => part((last = sign === NEXT ? last + 1 : sign.charCodeAt(0) - FIRST));
  return packed
    .split(/([\uF700-\uF7FF]+)/)
    .map((piece, index) => (index % 2 ? Uint8Array.from(piece, (sign) => sign.charCodeAt(0) & 0xff) : piece.replace(/[\uE000-\uF6FF]/g, known)));
}

/** Return the words and the address of each quote in the page, then the id, publisher and address of each source. */
function partsOfPage() {
  const href = (/** @type {Element} */ holder) => holder.querySelector("a")?.getAttribute("href") ?? "";
  const words = (/** @type {Element} */ holder, /** @type {string} */ selector) => holder.querySelector(selector)?.textContent ?? "";
  // Sorted, since the page orders the quotes of a fact by the reader's language.
  const quotes = [...document.querySelectorAll(".quotes")].flatMap((list) => [...list.children].map((quote) => [words(quote, "q"), href(quote)]).sort().flat());
  // A publisher with a name in each language is among the texts already.
  const sources = [...document.querySelectorAll(".source-list li")].flatMap((source) => [source.id.replace("source-", ""), words(source, ".publisher:not([data-t])"), href(source)]);
  return [...quotes, ...sources];
}

/**
 * Return the corners of a shape as the exported files write them: lon,lat.
 *
 * @param {import("leaflet").Polygon} shape
 */
function cornersOf(shape) {
  return /** @type {import("leaflet").LatLng[][]} */ (shape.getLatLngs()).flat().map(({ lng, lat }) => `${lng},${lat}`);
}
