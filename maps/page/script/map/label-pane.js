import { holds, middleOf } from "./boxes.js";
import { svgElement } from "../svg-element.js";
import { write } from "../text/language.js";

/**
 * @typedef {import("./label-list.js").MapName} MapName
 * @typedef {import("./boxes.js").Size} Size
 * @typedef {import("./label-placement.js").Placement} Placement
 * @typedef {{text: (key: string) => string, foreign: Record<string, string> | undefined}} Language
 * @typedef {{name: MapName, element: HTMLElement, sizes: Size[], bare: Size[]}} Entry `sizes`: on one line, then wrapped; empty until
 *   measured; `bare`: without an area's figures, in each of WIDTHS
 */

/** Letters: the name of a place may wrap if it is longer than `LONG`; any name longer than `MOST` is truncated. */
const [LONG, MOST] = [24, 66];
/** Maximum widths of a name, as CSS values; the last one only if there is no other position. */
const WIDTHS = ["none", "11rem", "6.5rem"];

/**
 * Create the pane of names and leader lines; the element of a name is made when it is first needed.
 *
 * @param {import("leaflet").Map} map
 * @param {number} dotRadius of the dot of a leader line, in pixels
 */
export function makeLabelPane(map, dotRadius) {
  const pane = map.createPane("labels");
  pane.style.zIndex = "450";
  pane.ariaHidden = "true";
  pane.classList.add("leaflet-zoom-hide");
  const leaders = pane.appendChild(svgElement("svg", { class: "leaders" }));
  /** @type {Map<MapName, Entry>} */
  const entries = new Map();
  const entryOf = (/** @type {MapName} */ name) => {
    const entry = entries.get(name) ?? { name, element: pane.appendChild(labelElement(name)), sizes: [], bare: [] };
    entries.set(name, entry);
    return entry;
  };
  return {
    /**
     * Return the possible sizes of each name.
     *
     * @param {MapName[]} names
     * @param {Language} language
     * @param {boolean} isBare whether figures are omitted
     */
    measure: (names, language, isBare) => {
      pane.classList.toggle("bare", isBare);
      const found = names.map(entryOf);
      (isBare ? measureBare : measureNew)(found, language);
      return found;
    },
    /**
     * @param {Map<string, Placement>} placements by key; the other names are hidden
     * @param {import("./boxes.js").Shape[]} shapes of the areas
     * @param {boolean} isBare
     */
    show: (placements, shapes, isBare) => {
      pane.classList.toggle("bare", isBare);
      const lines = [];
      for (const [name, { element }] of entries) {
        const placement = placements.get(name.key);
        element.hidden = !placement;
        if (!placement) continue;
        put(map, element, placement);
        element.classList.toggle("inside", shapes.some((shape) => shape.id === name.area && holds(shape, middleOf(placement.box))));
        if (placement.leader) lines.push(...leaderLine(map, placement.leader, name.className, dotRadius));
      }
      leaders.replaceChildren(...lines);
    },
    /** Discard all sizes, as a change of language or type requires. */
    forget: () => {
      for (const { sizes, bare } of entries.values()) sizes.length = bare.length = 0;
    },
    /** @param {() => void} changed called when the reader's type size or spacing changes the size of names */
    onTypeChange: (changed) => {
      const gauge = document.createElement("div");
      gauge.className = "label gauge";
      gauge.textContent = "M M";
      pane.append(gauge);
      let isFirst = true;
      new ResizeObserver(() => (isFirst ? (isFirst = false) : changed())).observe(gauge);
    },
  };
}

/**
 * @param {Entry[]} all those not measured yet are measured
 * @param {Language} language
 */
function measureNew(all, language) {
  const entries = all.filter(({ sizes }) => sizes.length === 0);
  for (const { element, name } of entries) setText(element, name, language);
  measure(entries, "sizes", WIDTHS[0]);
  measure(entries.filter(({ element, name }) => name.area !== null || (name.lines.length === 0 && element.textContent.length > LONG)), "sizes", WIDTHS[1]);
}

/** @param {Entry[]} all those of areas not measured without figures yet are measured */
function measureBare(all) {
  const areas = all.filter(({ name, bare }) => name.area !== null && bare.length === 0);
  for (const width of WIDTHS) measure(areas, "bare", width);
}

/**
 * Measure all entries after changing them all, so that the browser lays out the page only once.
 *
 * @param {Entry[]} entries
 * @param {"sizes" | "bare"} part
 * @param {string} width
 */
function measure(entries, part, width) {
  for (const { element } of entries) {
    element.style.cssText = `max-width:${width}`;
    element.hidden = false;
  }
  for (const entry of entries) entry[part].push(sizeOf(entry.element));
}

/** @param {MapName} name */
function labelElement({ className, area }) {
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
function sizeOf(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return { width: Math.ceil(range.getBoundingClientRect().width), height: element.offsetHeight };
}

/**
 * @param {HTMLElement} element
 * @param {MapName} name
 * @param {Language} language
 */
function setText(element, { key, area }, { text, foreign }) {
  write(element, key, text, foreign);
  const letters = [...text(key)];
  // Chinese and Japanese characters are twice as wide.
  const most = /[\u2e80-\uffdc]/.test(text(key)) ? MOST / 2 : MOST;
  if (letters.length > most) element.textContent = `${letters.slice(0, most).join("").trimEnd()}…`;
  if (area === null) return;
  const figures = document.createElement("span");
  figures.textContent = ["size", "plus_minus"].map((part) => text(`${key}.${part}`)).join(" · ");
  element.append(figures);
}

/**
 * @param {import("leaflet").Map} map
 * @param {HTMLElement} element
 * @param {Placement} placement
 */
function put(map, element, { box, size, align, angle_deg }) {
  const { x, y } = map.containerPointToLayerPoint([box.x, box.y]);
  const at = `translate(${Math.round(x)}px,${Math.round(y)}px)rotate(${angle_deg}deg)`;
  element.style.cssText = `transform:${at};text-align:${align};width:${size > 0 ? `${box.width}px` : ""}`;
}

/**
 * Return a leader line in the colour of its area, with a dot on the shape.
 *
 * @param {import("leaflet").Map} map
 * @param {import("./boxes.js").Point[]} ends the first on the shape
 * @param {string} className the name's class
 * @param {number} dotRadius
 */
function leaderLine(map, ends, className, dotRadius) {
  const [from, to] = ends.map(({ x, y }) => map.containerPointToLayerPoint([x, y]));
  const colour = className.split(" ").pop();
  return [
    svgElement("path", { class: `leader ${colour}`, d: `M${from.x} ${from.y}L${to.x} ${to.y}` }),
    svgElement("circle", { class: `leader-dot ${colour}`, cx: from.x, cy: from.y, r: dotRadius }),
  ];
}
