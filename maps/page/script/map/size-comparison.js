import { toLatLng } from "./lat-lng.js";
import { announceAtRest } from "../panel/announce.js";
import { isInWindow } from "../panel/in-window.js";
import { formatBearing } from "./compass.js";
import { formatDistance } from "./distance.js";
import { reveal } from "./reveal.js";
import { layCircle } from "./size-circle.js";
import { data } from "../data.js";
import { page } from "../main.js";
import { languageTag, text, writeText } from "../text/texts.js";
import { areApart, map } from "./map.js";

/** Margin around the circle when it is fitted, as a share of its size: readers judge a size by its surroundings. */
const MARGIN_SHARE = 0.12;

/**
 * Show the size of the zone or of an area as a circle that the reader can move over the map. The circle is true to size
 * wherever it lies, and looks unlike an area.
 *
 * @param {() => void} onMove called after each move of the circle
 * @param {() => void} onRest called when the circle has come to rest
 */
export function setUpSizeComparison(onMove, onRest) {
  const comparison = data.size_comparison;
  const start = toLatLng(comparison.at);
  const note = setUpSizeNote();
  /** @type {string | null} */
  let shownId = null;
  /** @type {ReturnType<typeof layCircle> | undefined} */
  let circle;

  /** West, south, east, north of the circle with some ground around it. */
  const extent = () => {
    const bounds = (circle?.bounds() ?? start.toBounds(1)).pad(MARGIN_SHARE);
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  };
  const updateTexts = () => {
    if (shownId === null || !circle) return;
    const size = text(`size.${shownId}.size`);
    circle.handle.textContent = size;
    circle.handle.ariaLabel = text("size.handle", { size });
    note.fill(shownId, start, circle.centre());
  };
  const announceMove = (/** @type {boolean} */ isAtEnd) => {
    onMove();
    updateTexts();
    announceAtRest(() => {
      onRest();
      return note.describePosition() + (isAtEnd ? ` ${text("map.end")}` : "");
    });
  };
  return {
    name: updateTexts,
    describe: note.describe,
    boxes: () => circle?.boxes() ?? [],
    /** Return the point of the circle where its handle stands; null without a circle. */
    handlePlace: () => (circle ? L.latLng(circle.bounds().getNorth(), circle.centre().lng) : null),
    extent,
    /**
     * @param {string | null} id of an area, or "zone"; null removes the circle
     * @param {boolean} byReader whether to move the focus
     */
    show: (id, byReader) => {
      if (id === shownId) return;
      const previousId = shownId;
      const hadFocus = note.hasFocus() || document.activeElement === circle?.handle;
      const wasNowhere = document.activeElement === document.body;
      circle?.remove();
      shownId = id;
      circle = id === null ? undefined : layCircle(start, comparison.km2[id], announceMove);
      note.show(id !== null);
      updateTexts();
      markPressed(id);
      if (byReader && circle) circle.handle.focus({ preventScroll: true });
      else if (byReader && hadFocus) returnFocus(previousId, wasNowhere);
      // Added after the first focus, for which the map is fitted to the circle anyway.
      circle?.handle.addEventListener("focus", () => reveal(extent()) && onMove());
    },
  };
}

/** @param {string | null} id */
function markPressed(id) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-size]"))) {
    button.ariaPressed = String(button.dataset.size === id);
  }
}

/**
 * Return the focus to the button that showed the size or, if its area's details are closed, to the area in the list.
 *
 * @param {string | null} id
 * @param {boolean} onlyInWindow whether to leave the focus where it is if the button is out of view
 */
function returnFocus(id, onlyInWindow) {
  const button = document.querySelector(`[data-size="${id}"]`) ?? document.querySelector(`button[data-area="${id}"]`);
  if (!onlyInWindow || isInWindow(button)) /** @type {HTMLElement | null} */ (button)?.focus({ preventScroll: true });
}

/** Set up the note that says what the circle is and what its size compares with. */
function setUpSizeNote() {
  const note = /** @type {HTMLElement} */ (document.querySelector(".size-note"));
  const [name, size, position, comparison] = /** @type {NodeListOf<HTMLElement>} */ (note.querySelectorAll("span"));
  note.querySelector("[data-close]")?.addEventListener("click", page.closeSize);
  return {
    /**
     * @param {string} id
     * @param {import("leaflet").LatLng} start where the circle first lay
     * @param {import("leaflet").LatLng} centre where it lies
     */
    fill: (id, start, centre) => {
      const metres = map.distance(start, centre);
      const isMoved = areApart(start, centre);
      // For the zone, which is no area, this leaves the name empty.
      writeText(name, `area.${id}`);
      size.textContent = (name.textContent && " · ") + text(`size.${id}.size`);
      position.textContent = text(isMoved ? "size.moved" : "size.laid", { ...formatBearing(start, centre), distance: formatDistance(metres, languageTag()), diameter: text(`size.${id}.diameter`) });
      comparison.textContent = text(`size.${id}.compared`);
    },
    /** @param {boolean} isShown */
    show: (isShown) => {
      note.hidden = !isShown;
      // This class makes it look like a fact's note, and the map keep clear of it in the same way.
      note.classList.toggle("fact-note", isShown);
    },
    describePosition: () => position.textContent ?? "",
    describe: () => `${name.textContent}${size.textContent} ${position.textContent} ${comparison.textContent}`,
    /** Return whether the focus is in the note or, as after a click on the map, nowhere in particular. */
    hasFocus: () => note.contains(document.activeElement) || [document.body, note.parentElement].includes(/** @type {HTMLElement} */ (document.activeElement)),
  };
}
