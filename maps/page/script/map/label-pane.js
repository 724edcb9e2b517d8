import { middleOf, shapeContains } from "./boxes.js";
import { createSvgElement } from "../svg-element.js";
import { data } from "../data.js";
import { text, writeText } from "../text/texts.js";
import { map } from "./map.js";
/** @import { Size } from "./boxes.js" */
/** @import { MapName } from "./label-list.js" */
/** @import { Placement } from "./label-placement.js" */

/**
 * @typedef {{name: MapName, element: HTMLElement, sizes: Size[], spare: Size[], bare: Size[]}} Entry lists of sizes, empty until
 *   measured. `sizes`: on one line, then wrapped; `spare`: of a landmark, on two lines; `bare`: of an area, without its
 *   figures, at each of MAX_WIDTHS
 */

/** Number of letters from which the name of a place may wrap. */
const WRAP_LENGTH = 24;
/** Chinese and Japanese characters are twice as wide as others. */
const WIDE = /[\u2e80-\uffdc]/u;
/** Maximum widths of a name, as CSS values; the last one only if no other position is free. */
const MAX_WIDTHS = ["none", "11rem", "6.5rem"];
/** Maximum width of a landmark's name on two lines, as a share of its width on one. */
const LANDMARK_SHARE = 0.66;

/** Create the pane of names and leader lines; the element of a name is created when it is first needed. */
export function makeLabelPane() {
  const pane = map.createPane("labels");
  pane.style.zIndex = "450";
  pane.ariaHidden = "true";
  pane.classList.add("leaflet-zoom-hide");
  const leaders = pane.appendChild(createSvgElement("svg", { class: "leaders" }));
  /** @type {Map<MapName, Entry>} */
  const entries = new Map();
  const getEntry = (/** @type {MapName} */ name) => {
    const entry = entries.get(name) ?? { name, element: pane.appendChild(createNameElement(name)), sizes: [], spare: [], bare: [] };
    entries.set(name, entry);
    return entry;
  };
  return {
    /**
     * Return the possible sizes of each name.
     *
     * @param {MapName[]} names
     * @param {boolean} withoutFigures whether figures are omitted
     */
    measure: (names, withoutFigures) => {
      pane.classList.toggle("bare", withoutFigures);
      const measured = names.map(getEntry);
      if (withoutFigures) measureBare(measured);
      else measureNew(measured);
      return measured;
    },
    /**
     * @param {Map<string, Placement>} placements by key; the other names are hidden
     * @param {import("./boxes.js").Shape[]} shapes of the areas
     * @param {boolean} withoutFigures
     */
    show: (placements, shapes, withoutFigures) => {
      pane.classList.toggle("bare", withoutFigures);
      const lines = [];
      for (const [name, { element }] of entries) {
        const placement = placements.get(name.key);
        element.hidden = !placement;
        if (!placement) continue;
        positionName(element, placement);
        element.classList.toggle("inside", shapes.some((shape) => shape.id === name.area && shapeContains(shape, middleOf(placement.box))));
        if (placement.leader) lines.push(...createLeader(placement.leader, name.className));
      }
      leaders.replaceChildren(...lines);
    },
    /** Discard all sizes, as a change of language or type requires. */
    forget: () => {
      for (const { sizes, spare, bare } of entries.values()) sizes.length = spare.length = bare.length = 0;
    },
    /** @param {() => void} callback called when the reader's type size or spacing changes the size of names */
    onTypeChange: (callback) => {
      const gauge = document.createElement("div");
      gauge.className = "label gauge";
      gauge.textContent = "M M";
      pane.append(gauge);
      let isFirst = true;
      new ResizeObserver(() => (isFirst ? (isFirst = false) : callback())).observe(gauge);
    },
  };
}

/**
 * Measure the names that have no size yet.
 *
 * @param {Entry[]} shownEntries
 */
function measureNew(shownEntries) {
  const unmeasured = shownEntries.filter(({ sizes }) => sizes.length === 0);
  for (const { element, name } of unmeasured) setText(element, name);
  measure(unmeasured, "sizes", () => MAX_WIDTHS[0]);
  measure(unmeasured.filter(({ element, name }) => name.area !== null || (name.lines.length === 0 && element.textContent.length > WRAP_LENGTH)), "sizes", () => MAX_WIDTHS[1]);
  measure(unmeasured.filter(({ name }) => name.isLandmark), "spare", ({ sizes }) => `${LANDMARK_SHARE * sizes[0].width}px`);
}

/**
 * Measure the names of areas that have no size without figures yet.
 *
 * @param {Entry[]} shownEntries
 */
function measureBare(shownEntries) {
  const unmeasured = shownEntries.filter(({ name, bare }) => name.area !== null && bare.length === 0);
  for (const width of MAX_WIDTHS) measure(unmeasured, "bare", () => width);
}

/**
 * Change all entries before measuring the first, so that the browser lays out the page only once.
 *
 * @param {Entry[]} entries
 * @param {"sizes" | "spare" | "bare"} list
 * @param {(entry: Entry) => string} maxWidth
 */
function measure(entries, list, maxWidth) {
  for (const entry of entries) {
    entry.element.style.cssText = `max-width:${maxWidth(entry)}`;
    entry.element.hidden = false;
  }
  for (const entry of entries) entry[list].push(measureName(entry.element));
}

/** @param {MapName} name */
function createNameElement({ className, area }) {
  const element = document.createElement("div");
  element.className = `label ${className}`;
  if (area !== null) element.dataset.nameOf = area;
  return element;
}

/**
 * Return the size of a name, as wide as its longest line.
 *
 * @param {HTMLElement} element
 */
function measureName(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return { width: Math.ceil(range.getBoundingClientRect().width), height: element.offsetHeight };
}

/**
 * Write a name, truncated after the maximum number of letters; wide letters count double.
 *
 * @param {HTMLElement} element
 * @param {MapName} name
 */
function setText(element, { key, area }) {
  writeText(element, key);
  const letters = [...text(key)];
  let count = 0;
  const end = letters.findIndex((letter) => (count += WIDE.test(letter) ? 2 : 1) > data.style.labels.max_letters);
  if (end >= 0) element.textContent = `${letters.slice(0, end).join("").trimEnd()}…`;
  if (area === null) return;
  const figures = document.createElement("span");
  figures.textContent = ["size", "plus_minus"].map((part) => text(`${key}.${part}`)).join(" · ");
  element.append(figures);
}

/**
 * @param {HTMLElement} element
 * @param {Placement} placement
 */
function positionName(element, { box, size, align, angle_deg }) {
  const { x, y } = map.containerPointToLayerPoint([box.x, box.y]);
  const transform = `translate(${Math.round(x)}px,${Math.round(y)}px)rotate(${angle_deg}deg)`;
  element.style.cssText = `transform:${transform};text-align:${align};width:${size > 0 ? `${box.width}px` : ""}`;
}

/**
 * Return a leader line in the colour of its area or landmark, with a dot at its first end.
 *
 * @param {import("./boxes.js").Point[]} ends the first on the shape or point
 * @param {string} className the name's class
 */
function createLeader(ends, className) {
  const [from, to] = ends.map(({ x, y }) => map.containerPointToLayerPoint([x, y]));
  const colour = className.split(" ").pop();
  return [
    createSvgElement("path", { class: `leader ${colour}`, d: `M${from.x} ${from.y}L${to.x} ${to.y}` }),
    createSvgElement("circle", { class: `leader-dot ${colour}`, cx: from.x, cy: from.y, r: data.style.leader_dot }),
  ];
}
