const SVG = "http://www.w3.org/2000/svg";
/** What the stylesheet decides and a picture has to carry itself. */
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "stop-color", "stop-opacity", "font-family", "font-size", "font-weight", "font-style", "letter-spacing"];
const TEXT_ONLY = /^(font|letter)/;
const DROPPED = ["class", "style", "tabindex", "role", "pointer-events", "data-t", "data-area"];
/** Pixels around the words below the map. */
const MARGIN = 16;
/** Pixels of a PNG for one of the page. */
const FINE = 2;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
function draw(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

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
  return draw("defs", {}, ...[...document.querySelectorAll(".definitions > *")].map((part) => /** @type {Element} */ (freeze(part))));
}

/**
 * The live map as it stands, with its names.
 *
 * @param {HTMLElement} container
 * @param {Element} pane
 * @returns {{parts: Element[], width: number, height: number}}
 */
export function viewOf(container, pane) {
  const { left, top, width, height } = container.getBoundingClientRect();
  const level = (/** @type {Element} */ svg) => Number(getComputedStyle(/** @type {Element} */ (svg.parentElement)).zIndex);
  const drawings = /** @type {SVGSVGElement[]} */ ([...container.querySelectorAll(".leaflet-pane svg")]).sort((a, b) => level(a) - level(b));
  const parts = drawings.flatMap((svg) => {
    const copy = freeze(svg);
    const box = svg.getBoundingClientRect();
    for (const [name, value] of Object.entries({ x: box.left - left, y: box.top - top, width: box.width, height: box.height })) copy?.setAttribute(name, String(value));
    return copy ?? [];
  });
  const labels = /** @type {NodeListOf<HTMLElement>} */ (pane.querySelectorAll(".label:not([hidden], .gauge)"));
  const names = [...labels].flatMap((label) => letter(label, left, top));
  const bar = container.querySelector(".leaflet-control-scale-line");
  return { parts: [...parts, ...names, ...(bar ? scale(bar, left, top) : [])], width, height };
}

/**
 * A name on the map, line by line.
 *
 * @param {HTMLElement} label
 * @param {number} left of the map
 * @param {number} top
 */
function letter(label, left, top) {
  const { a, b } = new DOMMatrix(getComputedStyle(label).transform);
  const turn = (Math.atan2(b, a) * 180) / Math.PI;
  const halo = getComputedStyle(document.documentElement).getPropertyValue("--land");
  return linesOf(label).map(({ text, box, style }) => {
    const [x, y] = [box.left - left + box.width / 2, box.top - top + box.height / 2];
    const font = { "font-family": style.fontFamily.replaceAll('"', "'"), "font-size": style.fontSize, "font-weight": style.fontWeight, "font-style": style.fontStyle, "letter-spacing": style.letterSpacing };
    const ink = { fill: style.color, stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
    return draw("text", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})rotate(${turn.toFixed(1)})`, "text-anchor": "middle", dy: "0.35em", ...font, ...ink }, text);
  });
}

/**
 * The lines that a browser broke a text into.
 *
 * @param {Element} element
 */
function linesOf(element) {
  /** @type {{text: string, box: DOMRect, style: CSSStyleDeclaration}[]} */
  const lines = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const node = /** @type {Text} */ (texts.currentNode);
    const style = getComputedStyle(/** @type {Element} */ (node.parentElement));
    let start = 0;
    for (let end = 1; end <= node.length; end++) {
      range.setStart(node, start);
      range.setEnd(node, Math.min(end + 1, node.length));
      if (end < node.length && range.getClientRects().length < 2) continue;
      range.setEnd(node, end);
      lines.push({ text: range.toString().trim(), box: range.getBoundingClientRect(), style });
      start = end;
    }
  }
  return lines;
}

/**
 * @param {Element} bar
 * @param {number} left
 * @param {number} top
 */
function scale(bar, left, top) {
  const box = bar.getBoundingClientRect();
  const { color, fontFamily } = getComputedStyle(bar);
  const [x, y] = [box.left - left, box.bottom - top];
  return [
    draw("path", { d: `M${x} ${y - 8}v8h${box.width}v-8`, fill: "none", stroke: color, "stroke-width": 2 }),
    draw("text", { x: x + 6, y: y - 5, fill: color, "font-size": 12, "font-family": fontFamily.replaceAll('"', "'") }, bar.textContent ?? ""),
  ];
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
  let y = height + MARGIN / 2;
  const lines = [
    { text: title, size: 18, weight: 700, ink: "ink" },
    { text: note, size: 14, weight: 400, ink: "ink" },
    { text: credit, size: 12, weight: 400, ink: "ink-soft" },
  ].flatMap(({ text, size, weight, ink }) => {
    y += MARGIN / 4;
    const font = { "font-family": family, "font-size": size, "font-weight": weight };
    return broken(text, `${weight} ${size}px ${family}`, width).map((line) => draw("text", { x: MARGIN, y: (y += size * 1.35), fill: colour(ink), ...font }, line));
  });
  const whole = Math.ceil(y + MARGIN);
  const map = draw("svg", { width, height, overflow: "hidden" }, draw("rect", { width, height, fill: colour("ground") }), ...parts);
  const file = draw(
    "svg",
    { viewBox: `0 0 ${width} ${whole}`, width, height: whole, role: "img", "aria-labelledby": "t d" },
    draw("title", { id: "t" }, title), draw("desc", { id: "d" }, `${note} ${credit}`), definitions(),
    draw("rect", { width, height: whole, fill: colour("paper") }), map, ...lines,
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
    if (pen.measureText(lines[last] + word).width <= width - 2 * MARGIN || lines[last] === "") lines[last] += word;
    else lines.push(word);
  }
  return lines;
}

/**
 * @param {string} svg
 * @returns {Promise<Blob>} a PNG; throws where the browser makes none
 */
export async function png(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth * FINE, image.naturalHeight * FINE];
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no PNG"))), "image/png"));
}
