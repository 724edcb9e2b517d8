import { toLatLng } from "./lat-lng.js";
import { announce, announceAtRest } from "../panel/announce.js";
import { kilometres } from "./compass.js";
import { reveal } from "./reveal.js";
import { layCircle } from "./size-circle.js";
import { fillIn, write } from "../text/language.js";

/** Margin around the circle when it is fitted, as a part of its size: a size is judged by its surroundings. */
const AROUND = 0.12;

/**
 * @typedef {{text: (key: string) => string, tag: () => string, language: () => string, close: () => void} & Pick<import("./view.js").Page, "fitView" | "coverBoxes">} Page
 */

/**
 * Show the size of the zone or of an area as a circle that the reader can move over the map. It is true to size
 * wherever it lies, and looks unlike an area.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Payload} data
 * @param {Page & {moved: () => void, settled: () => void}} page `moved`: called on each move of the circle; `settled`:
 *   called when it has come to rest
 */
export function setUpSizeComparison(map, data, page) {
  const comparison = data.size_comparison;
  const start = toLatLng(comparison.at);
  const note = makeNote(page, data);
  /** @type {string | null} */
  let shown = null;
  /** @type {ReturnType<typeof layCircle> | undefined} */
  let circle;

  /** West, south, east, north of the circle with some ground around it. */
  const extent = () => {
    const bounds = (circle?.bounds() ?? start.toBounds(1)).pad(AROUND);
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  };
  const name = () => {
    if (shown === null || !circle) return;
    const size = page.text(`size.${shown}.size`);
    circle.handle.textContent = size;
    circle.handle.ariaLabel = fillIn(page.text("size.handle"), { size });
    note.fill(shown, map.distance(circle.at(), start));
  };
  const describeMove = () => {
    name();
    page.settled();
    return note.place();
  };
  const announceMove = () => {
    page.moved();
    announceAtRest(describeMove);
  };
  return {
    name,
    boxes: () => circle?.boxes() ?? [],
    extent,
    /**
     * @param {string | null} id of an area, or "zone"; null removes the circle
     * @param {boolean} byReader whether to announce the change and move the focus
     */
    show: (id, byReader) => {
      if (id === shown) return;
      const before = shown;
      const hadFocus = note.hasFocus() || document.activeElement === circle?.handle;
      circle?.remove();
      shown = id;
      circle = id === null ? undefined : layCircle(map, start, comparison.km2[id], announceMove);
      note.show(id !== null);
      name();
      markPressed(id);
      if (byReader && circle) {
        announce(note.all());
        circle.handle.focus({ preventScroll: true });
      } else if (byReader && hadFocus) returnFocus(before);
      // Added after the first focus, for which the map is fitted to the circle anyway.
      circle?.handle.addEventListener("focus", () => reveal(map, extent(), page) && page.moved());
    },
  };
}

/** @param {string | null} id */
function markPressed(id) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-size]"))) {
    button.setAttribute("aria-pressed", String(button.dataset.size === id));
  }
}

/**
 * Return the focus to the button that showed the size or, if its area's details are closed, to the area in the list.
 *
 * @param {string | null} id
 */
function returnFocus(id) {
  const button = document.querySelector(`[data-size="${id}"]`) ?? document.querySelector(`button[data-area="${id}"]`);
  /** @type {HTMLElement | null} */ (button)?.focus({ preventScroll: true });
}

/**
 * Set up the note that says what the circle is and what its size compares with.
 *
 * @param {Page} page
 * @param {import("../types").Payload} data
 */
function makeNote({ text, tag, language, close }, { foreign, size_comparison }) {
  const note = /** @type {HTMLElement} */ (document.querySelector(".size-note"));
  const [name, size, place, compared, source] = /** @type {NodeListOf<HTMLElement>} */ (note.querySelectorAll("span, small"));
  note.querySelector("[data-close]")?.addEventListener("click", close);
  return {
    /**
     * @param {string} id
     * @param {number} metres from where the circle first lay
     */
    fill: (id, metres) => {
      const words = text(metres === 0 ? "size.laid" : "size.moved");
      // The zone is no area and gets no name here.
      write(name, `area.${id}`, text, foreign[language()]);
      size.textContent = (name.textContent && " · ") + text(`size.${id}.size`);
      place.textContent = fillIn(words, { diameter: text(`size.${id}.diameter`), distance: kilometres(metres, tag()) });
      compared.textContent = text(`size.${id}.compared`);
      // Copy the link from the list of sources, where it is in the page's language.
      const link = document.querySelector(`.sources [data-t="source.${size_comparison.sources[language()]}"]`);
      source.replaceChildren(...(link ? [link.cloneNode(true)] : []));
    },
    /** @param {boolean} isShown */
    show: (isShown) => {
      note.hidden = !isShown;
      // It looks like a fact's note, and what keeps clear of that has to keep clear of this one.
      note.classList.toggle("fact-note", isShown);
    },
    place: () => place.textContent ?? "",
    all: () => `${name.textContent}${size.textContent} ${place.textContent} ${compared.textContent}`,
    /** Return whether the focus is in the note or, as after a click on the map, nowhere in particular. */
    hasFocus: () => note.contains(document.activeElement) || [document.body, note.parentElement].includes(/** @type {HTMLElement} */ (document.activeElement)),
  };
}
