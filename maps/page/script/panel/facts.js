import { fillIn } from "../text/language.js";
import { onPrint } from "./print.js";

/**
 * The facts: each opens its evidence in place, and one that is tied to areas can be shown on the map, with a note.
 *
 * @typedef {{areas: (id: string) => string[], open: (id: string | null) => void, showOnMap: () => void, text: (key: string) => string, language: () => string, links: HTMLAnchorElement[]}} Page
 *   `areas`: those that a fact concerns; none: the zone as a whole; `links`: those to facts in the details of areas
 * @param {Page} page
 */
export function setUpFacts(page) {
  const rows = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-fact]"))].map((chip) => setUpRow(chip, page));
  nameLinks(rows, page.links);
  const rowOf = (/** @type {string | null} */ id) => rows.find(({ ids }) => id !== null && ids.includes(id));
  const note = setUpNote(page);
  /** The row that is open, whether the map shows it, and at which stop of the lens. */
  const now = { row: rowOf(null), isOnMap: false, lens: "" };
  const put = () => {
    now.row?.put(true, now.isOnMap);
    note.show(now.isOnMap ? now.row : undefined, now.lens);
  };
  const setOnMap = (/** @type {boolean} */ isOnMap) => {
    now.isOnMap = isOnMap;
    put();
    page.showOnMap();
  };
  /** @param {boolean} isBack whether the reader goes back to the text */
  const leaveMap = (isBack) => {
    const goesAlong = isBack || note.hasFocus();
    setOnMap(false);
    if (goesAlong) now.row?.onMap?.focus({ preventScroll: !isBack });
  };
  for (const row of rows) {
    row.chip.addEventListener("click", () => page.open(row === now.row ? null : row.ids[0]));
    row.onMap?.addEventListener("click", () => setOnMap(!now.isOnMap));
  }
  note.onClose(leaveMap);
  onPrint((isPaper) => {
    if (isPaper) for (const row of rows) row.sort();
  });
  return {
    /**
     * @param {string | null} id
     * @param {string} lens
     * @param {boolean} withPlace whether the map shows it too, where it is tied to areas
     */
    show: (id, lens, withPlace) => {
      const row = rowOf(id);
      if (row !== now.row) now.row?.put(false, false);
      const isOnMap = withPlace ? Boolean(row?.onMap) : now.isOnMap && row === now.row;
      Object.assign(now, { row, isOnMap, lens });
      put();
    },
    /** The areas that the map is to show for the open fact; null where it shows none for it. */
    onMap: () => (now.isOnMap && now.row ? now.row.areas : null),
    leaveMap: () => leaveMap(false),
    /** Brings the row of the open fact into view. */
    reveal: () => now.row?.chip.closest(".fact")?.scrollIntoView({ block: "start" }),
    told: note.told,
    focusNote: note.focus,
    focusChip: () => now.row?.chip.focus({ preventScroll: true }),
    hasFocus: () => Boolean(now.row?.chip.closest(".fact")?.contains(document.activeElement)) || note.hasFocus(),
  };
}

/**
 * A row of the table: the chip that says where it stands, and the evidence that this opens.
 *
 * @param {HTMLElement} chip
 * @param {Page} page
 */
function setUpRow(chip, page) {
  const ids = (chip.dataset.fact ?? "").split(" ");
  const evidence = /** @type {HTMLElement} */ (chip.nextElementSibling);
  const label = /** @type {HTMLElement} */ (chip.closest(".fact")?.querySelector("dt"));
  nameButtons(ids[0], label, chip, evidence);
  const onMap = /** @type {HTMLElement | null} */ (evidence.querySelector("[data-on-map]"));
  const sort = () => sortQuotes(evidence, page.language());
  // Found by a search within the page.
  evidence.addEventListener("beforematch", () => page.open(ids[0]));
  return {
    ids,
    chip,
    onMap,
    sort,
    areas: ids.flatMap(page.areas),
    label: () => label.textContent ?? "",
    // What several facts say would cover the map that they are shown on.
    statement: () => chip.parentElement?.querySelector(".statement")?.textContent ?? "",
    /** @type {(isOpen: boolean, isOnMap: boolean) => void} */
    put: (isOpen, isOnMap) => {
      chip.setAttribute("aria-expanded", String(isOpen));
      // What is closed can still be found by a search within the page.
      if (isOpen) evidence.removeAttribute("hidden");
      else evidence.setAttribute("hidden", "until-found");
      if (isOpen) sort();
      onMap?.setAttribute("aria-pressed", String(isOnMap));
    },
  };
}

/**
 * Names the buttons of a row by its label and what stands on them, so that they can be told apart out of context.
 *
 * @param {string} fact
 * @param {HTMLElement} label
 * @param {HTMLElement} chip
 * @param {HTMLElement} evidence
 */
function nameButtons(fact, label, chip, evidence) {
  const cite = /** @type {HTMLElement} */ (evidence.querySelector("[data-cite]"));
  for (const [name, element] of Object.entries({ label, chip, evidence, cite })) element.id = `${name}-${fact}`;
  chip.setAttribute("aria-controls", evidence.id);
  chip.setAttribute("aria-expanded", "false");
  chip.setAttribute("aria-labelledby", `${label.id} ${chip.id}`);
  for (const button of evidence.querySelectorAll("button")) {
    button.id ||= `on-map-${fact}`;
    button.setAttribute("aria-labelledby", `${button.id} ${label.id}`);
  }
}

/**
 * Names the links to facts in the details of areas in the same way.
 *
 * @param {{ids: string[], chip: HTMLElement}[]} rows
 * @param {HTMLAnchorElement[]} links
 */
function nameLinks(rows, links) {
  for (const [place, link] of links.entries()) {
    const row = rows.find(({ ids }) => ids.includes(link.hash.slice("#fact-".length)));
    link.id = `chip-${place}`;
    link.setAttribute("aria-labelledby", `label-${row?.ids[0]} ${link.id}`);
  }
}

/**
 * A fact's words as each version has them: first in the reader's language, then as the release that is cited has them.
 *
 * @param {HTMLElement} evidence
 * @param {string} language
 */
function sortQuotes(evidence, language) {
  const list = evidence.querySelector(".quotes");
  if (!list) return;
  const rank = (/** @type {Element} */ quote) => {
    if (/** @type {HTMLElement} */ (quote).dataset.quote?.split("-")[0] === language) return 0;
    return quote.classList.contains("original") ? 1 : 2;
  };
  const quotes = [...list.children].sort((a, b) => rank(a) - rank(b));
  if (quotes.some((quote, index) => quote !== list.children[index])) list.replaceChildren(...quotes);
}

/**
 * The note over the map that says which fact it shows.
 *
 * @param {Page} page
 */
function setUpNote(page) {
  const note = /** @type {HTMLElement} */ (document.querySelector(".fact-note"));
  const [label, statement] = /** @type {NodeListOf<HTMLElement>} */ (note.querySelectorAll(".fact-note-text > *"));
  const scope = /** @type {HTMLElement} */ (note.querySelector(".fact-note-scope"));
  return {
    /** @param {(isBack: boolean) => void} close what a press of one of its buttons does */
    onClose: (close) => {
      note.querySelector("[data-back]")?.addEventListener("click", () => close(true));
      note.querySelector("[data-close]")?.addEventListener("click", () => close(false));
    },
    /**
     * @param {ReturnType<typeof setUpRow> | undefined} row
     * @param {string} lens
     */
    show: (row, lens) => {
      note.hidden = !row;
      note.parentElement?.classList.toggle("with-note", Boolean(row));
      if (!row) return;
      label.textContent = row.label();
      statement.textContent = row.statement();
      const names = new Intl.ListFormat(document.documentElement.lang).format(row.areas.map((area) => page.text(`area.${area}`)));
      scope.textContent = fillIn(page.text(lens === "estimate" ? "map.fact_areas" : "map.fact_unplaced"), { areas: names });
    },
    /** What is told of the fact to those who listen. */
    told: () => `${label.textContent}: ${statement.textContent} ${scope.textContent}`,
    focus: () => /** @type {HTMLElement | null} */ (note.querySelector("[data-back]"))?.focus({ preventScroll: true }),
    hasFocus: () => note.contains(document.activeElement),
  };
}
