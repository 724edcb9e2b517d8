import { createSvgElement } from "../svg-element.js";

/** Properties that the stylesheet sets and that a picture has to carry itself: of shapes, of letters and of their halo. */
const SHAPE_PROPERTIES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"];
const LETTER_PROPERTIES = ["fill", "fill-opacity", "font-family", "font-size", "font-weight", "font-style", "letter-spacing"];
const HALO_PROPERTIES = [...LETTER_PROPERTIES, ...SHAPE_PROPERTIES];
/** Attributes that a drawing needs only in the page. */
const PAGE_ATTRIBUTES = ["class", "style", "tabindex", "role", "data-t", "data-area", "data-since", "aria-current", "aria-label"];
/** Type of the caption: size in pixels of the drawing, weight, and name of the colour. */
const TITLE = { size: 14, weight: 700, ink: "ink" };
const NOTE = { size: 11, weight: 400, ink: "ink" };
const CREDIT = { size: 9.5, weight: 400, ink: "ink-soft" };
/**
 * A part of a text that is not broken: a word or a Han glyph, with the brackets before it and, after it, the punctuation
 * that must not start a line. Credits end with numbers such as "0650号".
 */
const UNBROKEN = /[「『【《（“‘]*(?:[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+)[、。，；：！？）》】』」”’号]*\s*|\s+/g;
/** Margin of the caption, in pixels of the drawing. */
const CAPTION_MARGIN = 12;

/**
 * Return a drawing of the page as an SVG file with a caption: what it shows, how certain that is, and whose data it is.
 * The file has light colours, for paper, and needs no CSS, which some programs do not support.
 *
 * @param {SVGSVGElement} drawing
 * @param {{title: string, note: string, credit: string}} words
 * @returns {string} an SVG file
 */
export function makePicture(drawing, { title, note, credit }) {
  const root = document.documentElement;
  root.classList.add("picturing", "whole");
  const { width, height } = drawing.viewBox.baseVal;
  const style = getComputedStyle(drawing);
  const readColour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const map = [createSvgElement("rect", { width, height, fill: readColour("ground") }), ...[...drawing.children].flatMap((child) => copyWithStyle(child))];
  const caption = layOutCaption([{ text: title, ...TITLE }, { text: note, ...NOTE }, { text: credit, ...CREDIT }], width, height, parseFloat(style.getPropertyValue("--px")), readColour);
  const paper = readColour("paper");
  root.classList.remove("picturing");
  const fullHeight = Math.ceil(caption.bottom);
  const file = createSvgElement(
    "svg",
    { lang: root.lang, viewBox: `0 0 ${width} ${fullHeight}`, width, height: fullHeight, role: "img", "aria-labelledby": "title note" },
    createSvgElement("title", { id: "title" }, title),
    createSvgElement("desc", { id: "note" }, `${note} ${credit}`),
    createSvgElement("clipPath", { id: "map" }, createSvgElement("rect", { width, height })),
    createSvgElement("rect", { width, height: fullHeight, fill: paper }),
    createSvgElement("g", { "clip-path": "url(#map)" }, ...map),
    ...caption.lines,
  );
  return new XMLSerializer().serializeToString(file);
}

/**
 * Return a copy of an element that needs no stylesheet, without hidden elements and titles. A text gets its halo as an
 * element below it, since LibreOffice does not support paint-order.
 *
 * @param {Element} element
 * @param {string[]} properties to copy
 * @returns {Element[]}
 */
function copyWithStyle(element, properties = SHAPE_PROPERTIES) {
  const style = getComputedStyle(element);
  if (style.display === "none" || element.localName === "title") return [];
  if (element.localName === "text" && properties === SHAPE_PROPERTIES) return [...copyWithStyle(element, HALO_PROPERTIES), ...copyWithStyle(element, LETTER_PROPERTIES)];
  const copy = /** @type {Element} */ (element.cloneNode(false));
  for (const name of PAGE_ATTRIBUTES) copy.removeAttribute(name);
  // The parts of a group carry its properties. Without a unit, lengths are in units of the drawing.
  if (element.localName !== "g") for (const name of properties) copy.setAttribute(name, style.getPropertyValue(name).replaceAll('"', "'").replaceAll(/(\d)px/g, "$1"));
  // Not by tspans: LibreOffice sets each at the anchor of the text.
  if (properties === SHAPE_PROPERTIES) copy.append(...[...element.children].flatMap((child) => copyWithStyle(child)));
  else copy.textContent = element.textContent;
  return [copy];
}

/**
 * Lay out texts below each other, broken into lines. Lengths are in units of the drawing.
 *
 * @param {{text: string, size: number, weight: number, ink: string}[]} texts
 * @param {number} width of the drawing
 * @param {number} top of the caption
 * @param {number} px a pixel in these units
 * @param {(name: string) => string} readColour
 */
function layOutCaption(texts, width, top, px, readColour) {
  const family = getComputedStyle(document.body).fontFamily.replaceAll('"', "'");
  const margin = CAPTION_MARGIN * px;
  let y = top + margin / 2;
  const lines = texts.flatMap(({ text, size, weight, ink }) => {
    const font = { "font-family": family, "font-size": size * px, "font-weight": weight, fill: readColour(ink) };
    y += margin / 4;
    return breakIntoLines(text, `${weight} ${size * px}px ${family}`, width - 2 * margin).map((line) => createSvgElement("text", { x: margin, y: (y += size * px * 1.35), ...font }, line));
  });
  return { lines, bottom: y + margin };
}

/**
 * Break a text into lines that fit.
 *
 * @param {string} text
 * @param {string} font
 * @param {number} maxWidth
 * @returns {string[]}
 */
function breakIntoLines(text, font, maxWidth) {
  const context = document.createElement("canvas").getContext("2d");
  if (context) context.font = font;
  // Without a canvas, assume that no letter is wider than 1 em.
  const em = parseFloat(font.split(" ")[1]);
  const measure = (/** @type {string} */ line) => context?.measureText(line).width ?? line.length * em;
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.match(UNBROKEN) ?? []) {
    const last = lines.length - 1;
    if (measure(lines[last] + word) <= maxWidth || lines[last] === "") lines[last] += word;
    else lines.push(word);
  }
  return lines;
}
