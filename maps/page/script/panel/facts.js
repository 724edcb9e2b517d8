import { data } from "../data.js";
import { language, languageTag, text } from "../text/texts.js";
import { leaveFullScreen } from "./escape.js";
import { isInWindow } from "./in-window.js";
import { onPrint } from "./print.js";

/**
 * Set up the facts: each opens its evidence in place, and one that concerns areas can be shown on the map, with a note.
 *
 * @typedef {{open: (id: string | null) => void, showOnMap: () => void, isNarrow: () => boolean, links: HTMLAnchorElement[]}} Page
 *   `isNarrow`: whether the map is out of sight of the facts, in the one-column layout; `links`: those to facts in the
 *   details of areas
 * @param {Page} page
 */
export function setUpFacts(page) {
  const rows = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-fact]"))].map((chip) => setUpRow(chip, page));
  nameLinks(rows, page.links);
  const rowOf = (/** @type {string | null} */ id) => rows.find(({ ids }) => id !== null && ids.includes(id));
  const note = setUpNote();
  /** The open row, whether the map shows it, and the stop of the lens. */
  const current = { row: rowOf(null), isOnMap: false, lens: "" };
  const update = () => {
    current.row?.show(true, current.isOnMap);
    note.show(current.isOnMap ? current.row : undefined, current.lens);
  };
  const setOnMap = (/** @type {boolean} */ isOnMap) => {
    current.isOnMap = isOnMap;
    update();
    page.showOnMap();
    if (isOnMap && page.isNarrow()) note.focus();
  };
  /** @param {boolean} isBack whether the reader returns to the text */
  const leaveMap = (isBack) => {
    const movesFocus = isBack || note.hasFocus();
    if (isBack) leaveFullScreen();
    setOnMap(false);
    // The row is hidden in full screen, and at a stop of the lens that leaves the fact out.
    if (movesFocus) [current.row?.mapButton, document.getElementById("map")].find((target) => target?.offsetParent)?.focus({ preventScroll: !isBack });
  };
  for (const row of rows) {
    row.chip.addEventListener("click", () => page.open(row === current.row ? null : row.ids[0]));
    row.mapButton?.addEventListener("click", () => setOnMap(!current.isOnMap || page.isNarrow()));
  }
  const hasFocus = () => Boolean(current.row?.chip.closest(".fact")?.contains(document.activeElement)) || note.hasFocus();
  note.onClose(leaveMap);
  onPrint((isPaper) => {
    if (isPaper) for (const row of rows) row.sort();
  });
  return {
    /**
     * @param {string | null} id
     * @param {string} lens
     * @param {boolean} alsoOnMap whether to show the fact on the map too, if it concerns areas
     * @param {boolean} leavesMap whether the map shows something else now
     */
    show: (id, lens, alsoOnMap, leavesMap = false) => {
      const row = rowOf(id);
      if (row !== current.row) current.row?.show(false, false);
      const isOnMap = alsoOnMap ? Boolean(row?.mapButton) : current.isOnMap && row === current.row && !leavesMap;
      Object.assign(current, { row, isOnMap, lens });
      update();
    },
    /** Return the areas to show on the map for the open fact; null if the fact is not shown there. */
    areasOnMap: () => (current.isOnMap && current.row ? current.row.areas : null),
    leaveMap: () => leaveMap(false),
    reveal: () => scrollToRow(current.row),
    describe: note.describe,
    focusChip: () => current.row?.chip.focus({ preventScroll: true }),
    hasFocus,
    /** Return whether the focus is in the open fact or, as after a click on its text, nowhere while it is in view. */
    isBeingRead: () => hasFocus() || (document.activeElement === document.body && isInWindow(current.row?.chip.closest(".fact"))),
  };
}

/**
 * Scroll to a row, also from full screen. First, all sections get their true height, so that it stays in place.
 *
 * @param {ReturnType<typeof setUpRow> | undefined} row
 */
function scrollToRow(row) {
  leaveFullScreen();
  document.documentElement.classList.add("whole");
  row?.chip.closest(".fact")?.scrollIntoView({ block: "start" });
}

/**
 * Set up a row of the table; its chip says where the fact is stated, and opens the evidence.
 *
 * @param {HTMLElement} chip
 * @param {Page} page
 */
function setUpRow(chip, page) {
  const ids = (chip.dataset.fact ?? "").split(" ");
  const evidence = /** @type {HTMLElement} */ (chip.nextElementSibling);
  const label = /** @type {HTMLElement} */ (chip.closest(".fact")?.querySelector("dt"));
  nameButtons(ids[0], label, chip, evidence);
  const mapButton = /** @type {HTMLElement | null} */ (evidence.querySelector("[data-on-map]"));
  const sort = () => sortQuotes(evidence);
  // Sent when a search within the page finds a match in the closed evidence.
  evidence.addEventListener("beforematch", () => page.open(ids[0]));
  return {
    ids,
    chip,
    mapButton,
    sort,
    /** The areas that it concerns, none for the zone as a whole. */
    areas: ids.flatMap((fact) => data.facts.find(({ id }) => id === fact)?.areas ?? []),
    label: () => label.textContent ?? "",
    // Empty for a row of several facts, as their sentences would cover the map.
    statement: () => chip.parentElement?.querySelector(".statement")?.textContent ?? "",
    /** @type {(isOpen: boolean, isOnMap: boolean) => void} */
    show: (isOpen, isOnMap) => {
      chip.ariaExpanded = String(isOpen);
      // A search within the page also finds text in closed evidence.
      if (isOpen) evidence.removeAttribute("hidden");
      else evidence.setAttribute("hidden", "until-found");
      if (isOpen) sort();
      if (mapButton) mapButton.ariaPressed = String(isOnMap);
    },
  };
}

/**
 * Name the buttons of a row by its label and their own text, so that they can be told apart out of context.
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
  chip.ariaExpanded = "false";
  chip.setAttribute("aria-labelledby", `${label.id} ${chip.id}`);
  for (const button of evidence.querySelectorAll("button")) {
    button.id ||= `on-map-${fact}`;
    button.setAttribute("aria-labelledby", `${button.id} ${label.id}`);
  }
}

/**
 * Name the links to facts in the details of areas in the same way.
 *
 * @param {{ids: string[], chip: HTMLElement}[]} rows
 * @param {HTMLAnchorElement[]} links
 */
function nameLinks(rows, links) {
  for (const [index, link] of links.entries()) {
    const row = rows.find(({ ids }) => ids.includes(link.hash.slice("#fact-".length)));
    link.id = `link--${index}`;
    link.setAttribute("aria-labelledby", `label-${row?.ids[0]} ${link.id}`);
  }
}

/**
 * Order the quotes of a fact: first the one in the reader's language, then the one from the cited version of the release.
 *
 * @param {HTMLElement} evidence
 */
function sortQuotes(evidence) {
  const list = evidence.querySelector(".quotes");
  if (!list) return;
  const rank = (/** @type {Element} */ quote) => {
    if (/** @type {HTMLElement} */ (quote).dataset.quote?.split("-")[0] === language()) return 0;
    return quote.classList.contains("original") ? 1 : 2;
  };
  const quotes = [...list.children].sort((a, b) => rank(a) - rank(b));
  if (quotes.some((quote, index) => quote !== list.children[index])) list.replaceChildren(...quotes);
}

/** Set up the note over the map that says which fact the map shows. */
function setUpNote() {
  const note = /** @type {HTMLElement} */ (document.querySelector(".fact-note"));
  const [label, statement] = /** @type {NodeListOf<HTMLElement>} */ (note.querySelectorAll(".fact-note-text > *"));
  const scope = /** @type {HTMLElement} */ (note.querySelector(".fact-note-scope"));
  const back = /** @type {HTMLElement} */ (note.querySelector("[data-back]"));
  return {
    /** @param {(isBack: boolean) => void} close called when one of the note's buttons is pressed */
    onClose: (close) => {
      back.addEventListener("click", () => close(true));
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
      // The stop of the release leaves out the facts of other sources.
      back.hidden = lens === "release" && row.chip.closest("[data-since]") !== null;
      label.textContent = row.label();
      statement.textContent = row.statement();
      const names = new Intl.ListFormat(languageTag()).format(row.areas.map((area) => text(`area.${area}`)));
      scope.textContent = text(lens === "estimate" ? "map.fact_areas" : "map.fact_unplaced", { areas: names });
    },
    /** Return what screen readers announce about the fact. */
    describe: () => `${label.textContent}${statement.textContent ? `: ${statement.textContent}` : "."} ${scope.textContent}`,
    focus: () => back.focus({ preventScroll: true }),
    hasFocus: () => note.contains(document.activeElement),
  };
}
