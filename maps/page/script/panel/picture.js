import { svgElement } from "../svg-element.js";

/** What the stylesheet decides and a picture has to carry itself. */
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "stop-color", "stop-opacity", "font-family", "font-size", "font-weight", "font-style", "letter-spacing"];
const TEXT_ONLY = /^(font|letter)/;
const DROPPED = ["class", "style", "tabindex", "role", "pointer-events", "data-t", "data-area"];
/** Pixels around the words below the map. */
const WORDS_MARGIN = 16;

/**
 * A copy of a drawing that needs no stylesheet; what is hidden is not in it.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
function freeze(element) {
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden") return null;
  const copy = /** @type {Element} */ (element.cloneNode(false));
  for (const name of DROPPED) copy.removeAttribute(name);
  if (!element.matches("svg, g, defs")) {
    const isText = element.matches("text, tspan");
    for (const name of KEPT) if (isText || !TEXT_ONLY.test(name)) copy.setAttribute(name, style.getPropertyValue(name).replaceAll('"', "'"));
    if (isText) copy.setAttribute("paint-order", "stroke");
  }
  for (const child of element.childNodes) {
    const kept = child instanceof Element ? freeze(child) : child.cloneNode();
    if (kept) copy.append(kept);
  }
  return copy;
}

/** Gradients and patterns that shapes are filled with. */
function definitions() {
  return svgElement("defs", {}, ...[...document.querySelectorAll(".definitions > *")].map((part) => /** @type {Element} */ (freeze(part))));
}

/**
 * The whole map: the drawing that also goes on paper.
 *
 * @param {SVGSVGElement} drawing
 * @returns {{parts: Element[], width: number, height: number}}
 */
export function wholeMap(drawing) {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = /** @type {Element} */ (freeze(drawing));
  for (const [name, value] of Object.entries({ width, height, overflow: "hidden" })) copy.setAttribute(name, String(value));
  return { parts: [copy], width, height };
}

/**
 * A picture with what a reader must know of it below: what it shows, how sure that is, and whose it is.
 *
 * @param {{parts: Element[], width: number, height: number}} map
 * @param {{title: string, note: string, credit: string}} words
 * @returns {string} an SVG file
 */
export function picture({ parts, width, height }, { title, note, credit }) {
  const root = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => root.getPropertyValue(`--${name}`);
  const family = getComputedStyle(document.body).fontFamily.replaceAll('"', "'");
  let y = height + WORDS_MARGIN / 2;
  const lines = [
    { text: title, size: 18, weight: 700, ink: "ink" },
    { text: note, size: 14, weight: 400, ink: "ink" },
    { text: credit, size: 12, weight: 400, ink: "ink-soft" },
  ].flatMap(({ text, size, weight, ink }) => {
    y += WORDS_MARGIN / 4;
    const font = { "font-family": family, "font-size": size, "font-weight": weight };
    return broken(text, `${weight} ${size}px ${family}`, width).map((line) => svgElement("text", { x: WORDS_MARGIN, y: (y += size * 1.35), fill: colour(ink), ...font }, line));
  });
  const whole = Math.ceil(y + WORDS_MARGIN);
  const map = svgElement("svg", { width, height, overflow: "hidden" }, svgElement("rect", { width, height, fill: colour("ground") }), ...parts);
  const file = svgElement(
    "svg",
    { viewBox: `0 0 ${width} ${whole}`, width, height: whole, role: "img", "aria-labelledby": "t d" },
    svgElement("title", { id: "t" }, title), svgElement("desc", { id: "d" }, `${note} ${credit}`), definitions(),
    svgElement("rect", { width, height: whole, fill: colour("paper") }), map, ...lines,
  );
  return new XMLSerializer().serializeToString(file);
}

/**
 * @param {string} text
 * @param {string} font
 * @param {number} width of the picture
 * @returns {string[]} lines that fit; a text with Han glyphs may be broken after any of them
 */
function broken(text, font, width) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = font;
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    const last = lines.length - 1;
    if (pen.measureText(lines[last] + word).width <= width - 2 * WORDS_MARGIN || lines[last] === "") lines[last] += word;
    else lines.push(word);
  }
  return lines;
}
