import "./polyfills.js";
import { DEFAULT_LENS, formatAddress } from "./text/address.js";
import { writeAddressOnPaper } from "./panel/print.js";
import { readOpeningAddress, setUpHistory } from "./text/history.js";
import { setUpFacts } from "./panel/facts.js";
import { runLiveMap } from "./map/run-live-map.js";
import { setUpPanel } from "./panel/panels.js";
import { openForPrint, setUpCollapsibles } from "./panel/collapsibles.js";
import { setUpInPageLinks } from "./panel/in-page-links.js";
import { setUpEscape } from "./panel/escape.js";
import { followTurns, keepPlaceInPrint } from "./panel/keep-place.js";
import { setUpStaticMap } from "./map/static-map.js";
import { setUpDetails } from "./panel/details.js";
import { storeLanguage } from "./text/language.js";
import { changeLanguage, findTexts, languages, markLanguage, text } from "./text/texts.js";
import { data } from "./data.js";
import { whenParsed } from "./parsed.js";
import { afterFirstPaint, withTimeout, wait } from "./waits.js";
import { insertTranslatedNames } from "./map/translated-names.js";
import { announce } from "./panel/announce.js";
import { isInWindow } from "./panel/in-window.js";
import { ignoreSecondClick } from "./panel/double-click.js";
import { setUpShare } from "./panel/share.js";
import { highlightListButton, markCurrent, setUpListButton } from "./map/area-button.js";
import { preserveOriginal } from "./saved-copy.js";
import { openLinksInNewTabs, setUpEmbed } from "./panel/embed.js";

// This script runs right after the areas and their details, before the rest of the page is parsed. It shows the areas,
// lets the browser paint them, then sets up the details, the live map, and the rest of the page once it is parsed.
const original = preserveOriginal(whenParsed);
const root = document.documentElement;
const lenses = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=lens]"));
const pane = /** @type {HTMLElement} */ (document.querySelector(".map-pane"));
const headline = /** @type {HTMLElement} */ (document.querySelector("h1"));

/** The state of the page at an empty address. */
const defaults = { area: /** @type {string | null} */ (null), lang: languages[0], lens: DEFAULT_LENS, fact: /** @type {string | null} */ (null), size: /** @type {string | null} */ (null), embed: false };
/** The current state, always read from the address. The document is written in the first language. */
const state = { ...defaults };
/** The fields of the state that the map shows. */
const MAP_FIELDS = /** @type {const} */ (["area", "size", "lit", "lens"]);
/** Resolved once the rest of the page is set up. */
const whenRest = new Promise((resolve) => addEventListener("zone-map:rest", resolve));
/** Null until the facts are parsed. */
let facts = /** @type {ReturnType<typeof setUpFacts> | null} */ (null);
/** What the reader has asked for before the details were set up; null from then on. */
let earlyChange = /** @type {Partial<import("./types").Address> | null} */ ({});
/** The element that had the focus when the reader opened an area or a size, and the scroll position; closing it returns there. */
const openers = /** @type {Partial<Record<"area" | "size", {element: HTMLElement | null, scroll: number}>>} */ ({});
/** Whether the page still shows what its address asked for when it opened. */
let isAsOpened = true;
/** Whether to scroll to the fact that opens next, because the reader followed a link to it. */
let mustScrollToFact = false;
/** Null while the static drawing is shown. */
let liveMap = /** @type {import("./types").LiveMap | null} */ (null);

/** The extents that the overview has to show: the areas, and the near landmarks. */
const overviewExtents = [...data.areas.map(({ extent }) => extent), ...Object.values(data.landmarks).flat()];
/** @type {(area: string | null, click?: MouseEvent) => void} `click`: the click that opens it, as what it is on may move */
const openArea = (area, click) => {
  if (click && area !== state.area) ignoreSecondClick(click);
  go({ area, size: null });
};
const staticMap = setUpStaticMap(pane, overviewExtents, openArea);
/** Highlight the area under the pointer, on the map and in the list. */
const hover = (/** @type {string | null} */ area) => (highlightListButton(area), liveMap?.hover(area));
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-area]"))) setUpListButton(button, { open: openArea, hover });
for (const lens of lenses) lens.addEventListener("change", () => go({ lens: lens.value }));
Object.assign(state, readOpeningAddress());
// The overview can be shown at once; an open area, fact or size, or another stop of the lens, is set up first.
const opensAtOverview = formatAddress({ ...state, lang: null, embed: false }) === "#";
// The page is written in the first language. A saved copy can repeat the overview's setup, so keeping may wait for it.
const opensAsWritten = opensAtOverview && state.lang === languages[0];
if (!opensAsWritten) original.keep();
changeLanguage(state.lang);
if (state.lang !== languages[0]) findTexts();
markLanguage();
markState();
if (opensAtOverview) {
  layOutFirst();
  await afterFirstPaint();
}
if (opensAsWritten) original.keep();
findTexts();
openLinksInNewTabs();
keepPlaceInPrint();
setUpCollapsibles("#details .folded");
openForPrint([.../** @type {NodeListOf<HTMLDetailsElement>} */ (pane.querySelectorAll(".legend"))]);
const pageHistory = setUpHistory(navigate);
/** @type {(kind: "area" | "size", isBeingRead: boolean, isInView: boolean) => void} */
const close = (kind, isBeingRead, isInView) => {
  const opener = isBeingRead ? openers[kind] : null;
  go({ [kind]: null });
  if (opener && isInView) scrollTo(0, opener.scroll);
  opener?.element?.focus({ preventScroll: true });
};
const closeArea = (/** @type {MouseEvent | undefined} */ click = undefined) => {
  if (click) ignoreSecondClick(click);
  close("area", page.details.isBeingRead(), page.details.isInView());
};
// Where the map was not in sight, opening the size has scrolled to it.
const closeSize = () => close("size", staticMap.isNarrow() && isInWindow(pane) && document.activeElement?.matches("body, #map, .size-note *, .size-handle") === true, true);
export const page = {
  whenRest,
  area: () => state.area,
  view: () => ({ area: state.area, lit: getLitAreas(), lens: state.lens, size: state.size }),
  open: openArea,
  closeSize,
  overviewExtents,
  settleLegend: staticMap.settleLegend,
  hover,
  details: setUpDetails(pane, { open: openArea, close: closeArea }),
  /** @param {import("./types").LiveMap} map */
  takeOver: (map) => {
    liveMap = map;
    const focused = staticMap.disconnect();
    // Show the live map's panels now, so that the first fit takes them into account.
    root.dataset.map = "live";
    applyLanguage();
    showOnMap(false);
    /** @type {SVGElement | null} */ (pane.querySelector(`[data-area="${focused}"]`))?.focus({ preventScroll: true });
    downloads.refresh();
    dispatchEvent(new Event("zone-map:live"));
  },
};
const downloads = setUpPanel("download-button", () => liveMap?.fillDownloads());
const share = setUpShare({
  area: page.area,
  hashFor: (target, lang) => formatAddress(target === "view" ? { ...state, lang: lang ?? state.lang, embed: false } : { ...defaults, area: state.area, lang }),
});
const setLanguage = (/** @type {string} */ lang) => {
  storeLanguage(lang);
  go({ lang });
};
setUpInPageLinks({ openFact, setLanguage, whenRest, panels: { downloads: downloads.open }, onLeave: pageHistory.addPlace });
const toggleSize = (/** @type {string | null} */ size) => go(size === state.size ? { size: null } : { size, fact: null });
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-size]"))) button.addEventListener("click", (click) => (ignoreSecondClick(click), toggleSize(button.dataset.size ?? null)));
setUpEscape([share, downloads], closeInnermost);
applyLanguage();
show("open");
root.dataset.opened = "";
if (!opensAtOverview) layOutFirst();
const whenPainted = opensAtOverview ? null : afterFirstPaint();
// A link to an area scrolls as a click does, except in a frame, which may be low: there the map comes first.
if (state.fact === null && !("embed" in root.dataset)) page.details.reveal();
followTurns(pane, staticMap.isNarrow, () => state.size !== null, () => (state.size === null ? (state.fact ?? page.details.reveal()) : scrollToMap()));
const requested = earlyChange ?? {};
earlyChange = null;
try {
  if (Object.keys(requested).length > 0) go(requested);
  // The map needs the rest of the page to show a fact or a size; otherwise it comes first.
  const isMapFirst = state.fact === null && state.size === null;
  if (!isMapFirst) await whenParsed.then(setUpRest);
  await whenPainted;
  const whenLive = runLiveMap();
  void withTimeout(whenLive).then(pageHistory.markEntry);
  if (isMapFirst) await withTimeout(whenLive).then(() => whenParsed).then(setUpRest);
  await whenLive;
} catch (error) {
  // The page falls back to its state without script (bootstrap.js).
  delete root.dataset.opened;
  throw error;
}
await wait(100);
original.write();
await wait(0);
// Lay out the off-screen sections too, now that nothing urgent is left: their real heights replace the estimates.
root.classList.add("whole");

/** Set up everything after the details. */
function setUpRest() {
  insertTranslatedNames();
  findTexts();
  setUpCollapsibles(".foot .folded");
  facts = setUpFacts({
    open: (fact) => go({ fact }),
    isNarrow: staticMap.isNarrow,
    showOnMap: () => {
      const isOnMap = getLitAreas() !== null;
      // The map shows one subject at a time.
      if (state.size !== null && isOnMap) go({ size: null });
      if (isOnMap) scrollToMap();
      showOnMap(true);
      announce((isOnMap ? facts?.describe() : text(state.area === null ? "map.closed" : `area.${state.area}`)) ?? "");
    },
    links: page.details.chips,
  });
  openLinksInNewTabs();
  writeAddressOnPaper(() => formatAddress(state));
  setUpEmbed(page.details.chips, (fact) => formatAddress({ ...state, ...(fact && { fact }), embed: false }));
  root.dataset.parsed = "";
  dispatchEvent(new Event("zone-map:rest"));
  // A link to a fact that opens the page scrolls to it, and shows it on the map if it is tied to an area.
  facts.show(state.fact, state.lens, isAsOpened && state.size === null);
  if (!isAsOpened) return scrollToLinkedFact();
  if (state.fact === null) return;
  showOnMap(false);
  facts.reveal();
}

/** Return the areas that the map highlights for the open fact; null if the fact is not shown on the map. */
function getLitAreas() {
  return facts?.areasOnMap() ?? null;
}

/** Lay out the map and what is beside it. */
function layOutFirst() {
  root.dataset.settled = "";
  staticMap.layOut();
  root.dataset.ready = "true";
}

/** Close the size, fact or area that was opened last. Return whether one was open. */
function closeInnermost() {
  if (state.size !== null) closeSize();
  else if (closeFact()) return true;
  else if (state.area !== null) closeArea();
  else return false;
  return true;
}

/** Remove the open fact from the map or, if it is the innermost thing open, close it. Return whether either was done. */
function closeFact() {
  if (getLitAreas() !== null) facts?.leaveMap();
  else if (facts && state.fact !== null && (facts.isBeingRead() || state.area === null)) {
    if (facts.hasFocus()) facts.focusChip();
    go({ fact: null });
  } else return false;
  return true;
}

/**
 * Open the evidence of a fact and scroll to it.
 *
 * @param {string} fact
 */
function openFact(fact) {
  mustScrollToFact = true;
  if (fact === state.fact) scrollToLinkedFact();
  else go({ fact });
}

/** If a link or an entered address has opened a fact, scroll to it and focus it. */
function scrollToLinkedFact() {
  if (!mustScrollToFact || !facts) return;
  mustScrollToFact = false;
  if (state.fact === null) return;
  facts.reveal();
  facts.focusChip();
}

/**
 * Change some parts of the address and show the result.
 *
 * @param {Partial<import("./types").Address>} change
 */
function go(change) {
  if (earlyChange) return void Object.assign(earlyChange, change);
  const active = document.activeElement;
  const findOpener = (/** @type {string} */ kind) => ({ element: /** @type {HTMLElement | null} */ (active?.closest(`[data-${kind}]`) ?? null), scroll: scrollY });
  if (change.area && !page.details.hasFocus()) openers.area = findOpener("area");
  if (change.size) openers.size = findOpener("size");
  // Choosing the open area again brings it back into view.
  if (change.area && change.area === state.area) {
    scrollToMap();
    showOnMap(true);
    page.details.focus(true);
  }
  // Language and lens replace the history entry: they show the same place in another way.
  const isElsewhere = !("lang" in change || "lens" in change);
  isAsOpened &&= !isElsewhere;
  pageHistory.go({ ...state, ...change }, isElsewhere);
  show("go");
}

/** @param {boolean} isEntered whether the reader entered the address: then scroll as after a link */
function navigate(isEntered) {
  mustScrollToFact = isEntered;
  isAsOpened = false;
  /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[open]"))?.close();
  show(isEntered ? "go" : "back");
}

/**
 * Show the state in the address.
 *
 * @param {"open" | "go" | "back"} way whether the page opens there, the reader goes there, or the browser goes back or forward there and restores the scroll position
 */
function show(way) {
  const isOpening = way === "open";
  const before = { ...state, lit: getLitAreas() };
  const address = pageHistory.read();
  Object.assign(state, address, { lang: address.lang ?? state.lang });
  const { lang } = state;
  if (lang !== before.lang) {
    changeLanguage(lang);
    applyLanguage();
  }
  markState();
  facts?.show(state.fact, state.lens, false, state.area !== null && state.area !== before.area);
  setTitles();
  if (state.area !== before.area || isOpening) showArea(before.area);
  for (const panel of [share, downloads]) panel.refresh();
  scrollToLinkedFact();
  const after = { ...state, lit: getLitAreas() };
  if (isOpening || MAP_FIELDS.some((field) => after[field] !== before[field])) {
    // Scroll first: the map is fitted beside the panels that cover it, and these depend on the scroll position.
    if (way === "go") scrollToMap();
    showOnMap(!isOpening);
    if (!isOpening) announceChange(before, way === "go");
  } else if (lang !== before.lang) {
    liveMap?.refit(); // panels change size with the language
    announce(`${text("language.label")}: ${data.languages[languages.indexOf(lang)].name}`);
  }
}

/** Mirror the state in attributes for the stylesheet, and in the lens. */
function markState() {
  root.dataset.lens = state.lens;
  // A saved copy of the page opens at this address.
  root.dataset.address = formatAddress(state);
  root.toggleAttribute("data-measuring", state.size !== null);
  for (const lens of lenses) lens.checked = lens.value === state.lens;
}

/** Set the headline for the lens stop, and the window title for the open area. */
function setTitles() {
  headline.dataset.t = state.lens === "release" ? "lens.title" : "zone.title";
  const title = text(headline.dataset.t);
  if (headline.textContent !== title) headline.textContent = title;
  document.title = state.area === null ? title : [text(`area.${state.area}`), title].join(" – ");
}

/** @param {string | null} previous the area that was open */
function showArea(previous) {
  const wasRead = page.details.isBeingRead();
  page.details.show(state.area);
  if (!wasRead || state.area !== null) return;
  // When Back closes the details, focus the area's entry in the list or, in full screen, its shape on the map.
  const entry = /** @type {HTMLElement | null} */ (document.querySelector(`button[data-area="${previous}"]`));
  entry?.focus({ preventScroll: true });
  if (document.activeElement !== entry) /** @type {SVGElement | null} */ (pane.querySelector(`[data-area="${previous}"]`))?.focus({ preventScroll: true });
}

/** Return whether the map shows the overview. */
function isOverview() {
  return state.area === null && getLitAreas() === null && state.size === null;
}

/** @param {boolean} byReader */
function showOnMap(byReader) {
  pane.classList.toggle("is-overview", isOverview());
  for (const button of document.querySelectorAll("[data-area]")) markCurrent(button, state.area);
  liveMap?.show(page.view(), byReader);
}

/** In the one-column layout, scroll to the map unless it shows the overview. */
function scrollToMap() {
  if (!isOverview() && staticMap.isNarrow() && !("embed" in root.dataset)) pane.scrollIntoView({ block: "start" });
}

/**
 * Announce what has changed, and move the focus to newly opened details.
 *
 * @param {{area: string | null, lens: string, size: string | null, lit: string[] | null}} before
 * @param {boolean} scrolls whether to bring the details into view
 */
function announceChange(before, scrolls) {
  const isOpened = state.area !== null && state.area !== before.area;
  const isLensMoved = state.lens !== before.lens;
  const isSizeChanged = state.size !== before.size;
  const told = [];
  if (isOpened) told.push(text(`area.${state.area}.announced`));
  else if (isSizeChanged) state.size ?? told.push(text("size.closed"));
  else if (isOverview() && (before.area !== null || !isLensMoved)) told.push(text("map.closed"));
  if (isSizeChanged && state.size !== null && liveMap) told.push(liveMap.describeSize());
  if (isLensMoved) told.push(text(`lens.${state.lens}_note`));
  if (told.length > 0) announce(told.join(" – "));
  if (isOpened) page.details.focus(scrolls);
}

/** Show the language in what `changeLanguage` does not cover: the names of shapes, map and panels. */
function applyLanguage() {
  markLanguage();
  for (const shape of /** @type {NodeListOf<SVGElement>} */ (pane.querySelectorAll("[data-area]"))) {
    shape.ariaLabel = text(`area.${shape.dataset.area}.shape`);
  }
  liveMap?.name();
  page.details.name();
}
