import { svgElement } from "../svg-element.js";

/** Properties that the stylesheet sets, and that a picture has to carry itself: of shapes, of letters and of their halo. */
const SHAPE = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"];
const LETTERS = ["fill", "fill-opacity", "font-family", "font-size", "font-weight", "font-style", "letter-spacing"];
const HALO = [...LETTERS, ...SHAPE];
/** Attributes that a drawing has for the page only. */
const DROPPED = ["class", "style", "tabindex", "role", "data-t", "data-area", "data-since", "aria-current", "aria-label"];
/** Type of the caption: size in pixels of the drawing, weight, and name of the colour. */
const TITLE = { size: 14, weight: 700, ink: "ink" };
const NOTE = { size: 11, weight: 400, ink: "ink" };
const CREDIT = { size: 9.5, weight: 400, ink: "ink-soft" };
/** Margin of the caption, in pixels of the drawing. */
const WORDS_MARGIN = 12;

/**
 * Return a drawing of the page as an SVG file with a caption: what it shows, how sure that is, and whose it is. It is in
 * light colours, for paper, and needs no CSS, which some programs do not support.
 *
 * @param {SVGSVGElement} drawing
 * @param {{title: string, note: string, credit: string}} words
 * @returns {string} an SVG file
 */
export function picture(drawing, { title, note, credit }) {
  const root = document.documentElement;
  root.classList.add("picturing");
  const { width, height } = drawing.viewBox.baseVal;
  const style = getComputedStyle(drawing);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const map = [svgElement("rect", { width, height, fill: colour("ground") }), ...[...drawing.children].flatMap((child) => plain(child))];
  const below = caption([{ text: title, ...TITLE }, { text: note, ...NOTE }, { text: credit, ...CREDIT }], width, height, parseFloat(style.getPropertyValue("--px")), colour);
  const paper = colour("paper");
  root.classList.remove("picturing");
  const whole = Math.ceil(below.bottom);
  const file = svgElement(
    "svg",
    { viewBox: `0 0 ${width} ${whole}`, width, height: whole, role: "img", "aria-labelledby": "title note" },
    svgElement("title", { id: "title" }, title),
    svgElement("desc", { id: "note" }, `${note} ${credit}`),
    svgElement("clipPath", { id: "map" }, svgElement("rect", { width, height })),
    svgElement("rect", { width, height: whole, fill: paper }),
    svgElement("g", { "clip-path": "url(#map)" }, ...map),
    ...below.lines,
  );
  return new XMLSerializer().serializeToString(file);
}

/**
 * Return a copy of an element that needs no stylesheet, without hidden elements and titles. A text gets its halo as an
 * element below it, since LibreOffice does not support paint-order.
 *
 * @param {Element} element
 * @param {string[]} names of the properties to copy
 * @returns {Element[]}
 */
function plain(element, names = SHAPE) {
  const style = getComputedStyle(element);
  if (style.display === "none" || element.localName === "title") return [];
  if (element.localName === "text" && names === SHAPE) return [...plain(element, HALO), ...plain(element, LETTERS)];
  const copy = /** @type {Element} */ (element.cloneNode(false));
  for (const name of DROPPED) copy.removeAttribute(name);
  // The parts of a group carry its properties. Without a unit, lengths are in units of the drawing.
  if (element.localName !== "g") for (const name of names) copy.setAttribute(name, style.getPropertyValue(name).replaceAll('"', "'").replaceAll(/(\d)px/g, "$1"));
  // Not by tspans: LibreOffice sets each at the anchor of the text.
  if (names === SHAPE) copy.append(...[...element.children].flatMap((child) => plain(child)));
  else copy.textContent = element.textContent;
  return [copy];
}

/**
 * Lay out texts below each other, broken into lines. Lengths are in units of the drawing.
 *
 * @param {{text: string, size: number, weight: number, ink: string}[]} texts
 * @param {number} width of the drawing
 * @param {number} top of the caption
 * @param {number} px units for a pixel
 * @param {(name: string) => string} colour
 */
function caption(texts, width, top, px, colour) {
  const family = getComputedStyle(document.body).fontFamily.replaceAll('"', "'");
  const margin = WORDS_MARGIN * px;
  let y = top + margin / 2;
  const lines = texts.flatMap(({ text, size, weight, ink }) => {
    const font = { "font-family": family, "font-size": size * px, "font-weight": weight, fill: colour(ink) };
    y += margin / 4;
    return breakIntoLines(text, `${weight} ${size * px}px ${family}`, width - 2 * margin).map((line) => svgElement("text", { x: margin, y: (y += size * px * 1.35), ...font }, line));
  });
  return { lines, bottom: y + margin };
}

/**
 * Break a text into lines that fit; a break may follow a space or any Han glyph.
 *
 * @param {string} text
 * @param {string} font
 * @param {number} room width of a line
 * @returns {string[]}
 */
function breakIntoLines(text, font, room) {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = font;
  // Without a canvas, assume that no letter is wider than 1 em.
  const em = parseFloat(font.split(" ")[1]);
  const width = (/** @type {string} */ line) => pen?.measureText(line).width ?? line.length * em;
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    const last = lines.length - 1;
    if (width(lines[last] + word) <= room || lines[last] === "") lines[last] += word;
    else lines.push(word);
  }
  return lines;
}
