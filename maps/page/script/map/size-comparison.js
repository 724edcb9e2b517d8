import { toLatLng } from "./lat-lng.js";
import { announce, announceAtRest } from "../panel/announce.js";
import { kilometres } from "./compass.js";
import { layCircle } from "./size-circle.js";
import { fillIn, write } from "../text/language.js";

/** How much is seen around the circle at first, in parts of it: a size is judged by its surroundings. */
const AROUND = 0.12;

/**
 * @typedef {{text: (key: string) => string, tag: () => string, language: () => string, close: () => void}} Page
 */

/**
 * The size of the zone or of an area as a circle that is laid on the map and moved about: true to
 * size wherever it lies, and unlike an area in every way.
 *
 * @param {import("leaflet").Map} map
 * @param {import("../types").Payload} data
 * @param {Page & {moved: () => void, settled: () => void}} page `moved`: told of each move, `settled`: when it has come to rest
 */
export function setUpSizeComparison(map, data, page) {
  const comparison = data.size_comparison;
  const start = toLatLng(comparison.at);
  const note = makeNote(page, data);
  /** @type {string | null} */
  let shown = null;
  /** @type {ReturnType<typeof layCircle> | undefined} */
  let circle;

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
  const tellMove = () => {
    page.moved();
    announceAtRest(describeMove);
  };
  return {
    name,
    boxes: () => circle?.boxes() ?? [],
    /** West, south, east, north of the circle with some ground around it. */
    extent: () => {
      const bounds = (circle?.bounds() ?? start.toBounds(1)).pad(AROUND);
      return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    },
    /**
     * @param {string | null} id of an area, "zone" for all of it; null takes the circle away
     * @param {boolean} byReader whether to tell of it and to take the focus along
     */
    show: (id, byReader) => {
      if (id === shown) return;
      const before = shown;
      const hadFocus = note.hasFocus() || document.activeElement === circle?.handle;
      circle?.remove();
      shown = id;
      circle = id === null ? undefined : layCircle(map, start, comparison.km2[id], tellMove);
      note.show(id !== null);
      name();
      press(id);
      if (byReader && circle) {
        announce(note.all());
        circle.handle.focus({ preventScroll: true });
      } else if (byReader && hadFocus) focusBack(before);
    },
  };
}

/** @param {string | null} id */
function press(id) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-size]"))) {
    button.setAttribute("aria-pressed", String(button.dataset.size === id));
  }
}

/**
 * To where the size was asked for; with its area's details closed, to the area in the list.
 *
 * @param {string | null} id
 */
function focusBack(id) {
  const button = document.querySelector(`[data-size="${id}"]`) ?? document.querySelector(`button[data-area="${id}"]`);
  /** @type {HTMLElement | null} */ (button)?.focus({ preventScroll: true });
}

/**
 * What says what the circle is and what its size compares with.
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
     * @param {number} metres from where it was laid
     */
    fill: (id, metres) => {
      const words = text(metres === 0 ? "size.laid" : "size.moved");
      // The zone, which is no area, goes without a name.
      write(name, `area.${id}`, text, foreign[language()]);
      size.textContent = (name.textContent && " · ") + text(`size.${id}.size`);
      place.textContent = fillIn(words, { across: text(`size.${id}.across`), distance: kilometres(metres, tag()) });
      compared.textContent = text(`size.${id}.compared`);
      // Every source is linked at the end of the page, in the language of the page.
      const link = document.querySelector(`.sources [data-t="source.${size_comparison.sources[language()]}"]`);
      source.replaceChildren(...(link ? [link.cloneNode(true)] : []));
    },
    /** @param {boolean} isShown */
    show: (isShown) => {
      note.hidden = !isShown;
      // It has the place and the looks of a fact's note, and is one for all that has to keep clear of it.
      note.classList.toggle("fact-note", isShown);
    },
    place: () => place.textContent ?? "",
    all: () => `${name.textContent}${size.textContent} ${place.textContent} ${compared.textContent}`,
    /** After a click on the map nothing in particular has the focus: that counts too. */
    hasFocus: () => note.contains(document.activeElement) || [document.body, note.parentElement].includes(/** @type {HTMLElement} */ (document.activeElement)),
  };
}
