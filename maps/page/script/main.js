import "./stand-ins.js";
import { formatAddress, LENSES } from "./text/address.js";
import { announce } from "./panel/announce.js";
import { setUpDetails } from "./panel/details.js";
import { openLinksBeside, setUpEmbed } from "./panel/embed.js";
import { setUpFacts } from "./panel/facts.js";
import { setUpCollapsibles } from "./panel/collapsibles.js";
import { setUpInPageLinks } from "./panel/in-page-links.js";
import { setUpPanel } from "./panel/panels.js";
import { setUpHistory } from "./text/history.js";
import { findTexts, markLanguage, preferredLanguage, rememberLanguage, rememberedLanguage } from "./text/language.js";
import { writeAddressOnPaper } from "./panel/print.js";
import { afterFirstPaint } from "./after-first-paint.js";
import { makeButton, markCurrent, setUpListButton } from "./map/area-button.js";
import { coverBoxes } from "./map/covers.js";
import { setUpStaticMap } from "./map/static-map.js";
import { fitView } from "./map/fit-view.js";
import { setUpShare } from "./panel/share.js";
import { runText } from "./run-text.js";
import { beginFromWritten } from "./saved-copy.js";

// This script runs right after the areas and their details, before the rest of the page is parsed, so that areas can be
// opened early. The rest is set up once it is parsed; the live map follows.
const isRead = new Promise((resolve) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", resolve) : resolve(null)));
// A saved copy keeps its initial state at the end of the document.
if ("copy" in document.documentElement.dataset) await isRead;
const written = beginFromWritten();
openLinksBeside();
setUpCollapsibles("#details .folded");
/** @type {import("./types").Payload} */
export const data = JSON.parse(document.getElementById("zone-data")?.textContent ?? "");
const root = document.documentElement;
const lenses = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=lens]"));
const known = {
  areas: data.areas.map(({ id }) => id),
  languages: data.languages.map(({ code }) => code),
  facts: data.facts.map(({ id }) => id),
  sizes: Object.keys(data.size_comparison.km2),
  lenses: [...lenses].map(({ value }) => value),
};
const texts = findTexts(data, known.languages);
texts.find(known.languages[0]);
const pane = /** @type {HTMLElement} */ (document.querySelector(".map-pane"));
const chineseNames = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".zh-name"));
const headline = /** @type {HTMLElement} */ (document.querySelector("h1"));

/** The state of the page when the address asks for nothing. */
const unasked = { area: /** @type {string | null} */ (null), lang: known.languages[0], lens: LENSES[2], fact: /** @type {string | null} */ (null), size: /** @type {string | null} */ (null), embed: false };
/** The current state, always taken from the address. The document is written in the first language. */
const shown = { ...unasked, lens: "" };
/** The parts of the state that move the map, and all parts that the map shows. */
const LEADING = /** @type {const} */ (["area", "size", "onMap"]);
const ON_MAP = /** @type {const} */ ([...LEADING, "lens"]);
const visited = setUpHistory(known, { language: () => shown.lang, moved: follow });
/** The element that had the focus when the reader opened an area; closing it returns the focus there. */
let cameFrom = /** @type {HTMLElement | SVGElement | null} */ (null);
/** Whether to scroll to the next fact that opens, because the reader followed a link to it. */
let isLed = false;
/** Null until the facts are parsed. */
let facts = /** @type {ReturnType<typeof setUpFacts> | null} */ (null);
/** Null while the static drawing is shown. */
let live = /** @type {import("./types").LiveMap | null} */ (null);

const text = (/** @type {string} */ key) => texts.text(key, shown.lang);
/** What the overview has to contain: the areas, and the landmarks from which the texts measure distances. */
const overviewExtents = [...data.areas.map(({ extent }) => extent), ...Object.values(data.landmarks).map(([lon, lat]) => [lon, lat, lon, lat])];
const drawing = setUpStaticMap(pane, data.home, overviewExtents);
const close = () => {
  const from = page.details.hasFocus() ? cameFrom : null;
  go({ area: null });
  from?.focus({ preventScroll: true });
};
const closeSize = () => go({ size: null });

export const page = {
  text,
  area: () => shown.area,
  view,
  /** BCP 47 tag of the current language, for `Intl`. */
  tag: () => root.lang,
  language: () => shown.lang,
  /** Return a text in a given language. */
  each: texts.text,
  keys: texts.keys,
  languages: known.languages,
  open: (/** @type {string | null} */ area) => go({ area, size: null }),
  close,
  closeSize,
  coverBoxes,
  fitView,
  overviewExtents,
  settleLegend: drawing.settleLegend,
  /** @param {string | null} area the area under the pointer, on the map or in the list */
  hover: (area) => {
    for (const button of document.querySelectorAll("button[data-area]")) button.classList.toggle("hovered", /** @type {HTMLElement} */ (button).dataset.area === area);
    live?.hover(area);
  },
  details: setUpDetails({ open: (area) => go({ area, size: null }), close, text }),
  /** @param {import("./types").LiveMap} map */
  takeOver: (map) => {
    live = map;
    drawing.leave();
    for (const shape of pane.querySelectorAll(".static-map [data-area]")) shape.removeAttribute("data-area");
    // Show the live map's panels now, so that the first fit takes them into account.
    root.dataset.map = "live";
    map.name();
    showOnMap(false);
    if (downloads.isOpen()) live.fillDownloads();
    setTimeout(() => {
      // Lay out the off-screen sections too, now that nothing urgent is left: their real heights replace the estimates.
      root.classList.add("whole");
      written.write();
    }, 100);
  },
};
const downloads = setUpPanel("download-button", () => live?.fillDownloads());
const share = setUpShare({
  text,
  area: () => shown.area,
  published: data.zone.url,
  ending: (target, lang) => formatAddress(target === "view" ? { ...shown, lang: lang ?? shown.lang, embed: false } : { ...unasked, area: shown.area, lang }),
});
setUpInPageLinks({ openFact, panels: { downloads: downloads.open } });

for (const shape of /** @type {NodeListOf<SVGElement>} */ (pane.querySelectorAll("[data-area]"))) {
  const id = shape.dataset.area ?? "";
  makeButton(shape, id, page.open);
  shape.addEventListener("click", () => page.open(id));
}
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-area]"))) setUpListButton(button, page);
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-size]"))) {
  const size = button.dataset.size ?? null;
  button.addEventListener("click", () => (size === shown.size ? closeSize() : go({ size, fact: null })));
}
for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    rememberLanguage(link.dataset.lang ?? "");
    go({ lang: link.dataset.lang });
  });
}
for (const lens of lenses) lens.addEventListener("change", () => go({ lens: lens.value }));
document.addEventListener("keydown", (event) => {
  // The browser itself closes dialogs and leaves full screen.
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && !document.fullscreenElement) closeInnermost();
});
writeAddressOnPaper(() => formatAddress(shown));
show("open");
// Some phone browsers cannot show an element in full screen.
/** @type {HTMLElement} */ (pane.querySelector("[data-full-screen]")).hidden = !document.fullscreenEnabled;
// Settle the legend while it is hidden and lay the drawing last, so that each is laid out only once.
drawing.settleLegend();
root.dataset.settled = "";
drawing.lay();
root.dataset.ready = "true";
const isPainted = afterFirstPaint();
// A link to an area scrolls to its details or, where they cover the map as a sheet, to the map, as a click does.
if (shown.fact === null && shown.area !== null) (page.details.isSheet() ? pane : document.getElementById("details"))?.scrollIntoView();
await isRead;
setUpRest();
await isPainted;
// The map's script takes the page's state and functions from a global.
Object.assign(globalThis, { zonePage: { data, page } });
runText("map-script", "module");

/** Set up everything after the details. */
function setUpRest() {
  written.keepRest();
  texts.find(shown.lang);
  setUpCollapsibles(".foot .folded");
  facts = setUpFacts({
    areas: (fact) => data.facts.find(({ id }) => id === fact)?.areas ?? [],
    open: (fact) => go({ fact }),
    showOnMap: () => {
      const isOnMap = onMap() !== null;
      // The map shows one subject at a time.
      if (shown.size !== null && isOnMap) closeSize();
      if (isOnMap) leadToMap();
      showOnMap(true);
      if (!isOnMap) return;
      announce(facts?.told() ?? "");
      if (isNarrow()) facts?.focusNote();
    },
    text,
    language: () => shown.lang,
    links: page.details.chips,
  });
  openLinksBeside();
  setUpEmbed(() => formatAddress({ ...shown, embed: false }));
  root.dataset.parsed = "";
  // A link to a fact scrolls to it, and shows it on the map if it is tied to an area.
  facts.show(shown.fact, shown.lens, shown.size === null);
  if (shown.fact === null) return;
  showOnMap(false);
  facts.reveal();
}

/** Return the areas to show for the open fact, or null if it is not shown on the map. */
function onMap() {
  return facts?.onMap() ?? null;
}

/** Close only the innermost open thing. */
function closeInnermost() {
  const panel = [share, downloads].find(({ isOpen }) => isOpen());
  const menu = /** @type {HTMLDetailsElement | null} */ (pane.querySelector(".controls details[open]"));
  if (panel) panel.close();
  else if (menu) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus({ preventScroll: true });
    menu.open = false;
  } else if (shown.size !== null) closeSize();
  else if (closeFact()) return;
  else if (shown.area !== null) close();
  // If the browser window was already in full screen, Escape does not end the page's own full-screen layout: end it here.
  else /** @type {HTMLElement | null} */ (pane.querySelector("[data-full-screen][aria-pressed=true]"))?.click();
}

/** Remove the open fact from the map, or else close it if it is innermost. Return whether something was closed. */
function closeFact() {
  if (onMap() !== null) facts?.leaveMap();
  else if (facts && shown.fact !== null && (facts.hasFocus() || shown.area === null)) {
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
  isLed = true;
  if (fact === shown.fact) leadToFact();
  else go({ fact });
}

/** Scroll to the fact that a link or an address has opened, and focus it. */
function leadToFact() {
  if (!isLed || !facts) return;
  isLed = false;
  if (shown.fact === null) return;
  facts.focusChip();
  facts.reveal();
}

/**
 * Change some parts of the address and show the result.
 *
 * @param {Partial<import("./types").Address>} change
 */
function go(change) {
  const active = document.activeElement;
  if (change.area && !page.details.hasFocus()) cameFrom = /** @type {HTMLElement | null} */ (active?.closest("[data-area]") ?? null);
  // Choosing the open area again brings it back into view.
  if (change.area && change.area === shown.area) {
    leadToMap();
    showOnMap(true);
    page.details.focus(true);
  }
  // Language and lens replace the history entry: they show the same place in another way.
  visited.go({ ...shown, ...change }, !("lang" in change || "lens" in change));
  show("go");
}

/** @param {boolean} isEntered whether the reader entered the address, which leads there as a link does */
function follow(isEntered) {
  isLed = isEntered;
  show(isEntered ? "go" : "back");
}

/**
 * Read the state from the address; without a language there, take the reader's preference.
 *
 * @param {boolean} moved
 */
function readAddress(moved) {
  const address = visited.read();
  // A language chosen in another tab applies only when a page opens.
  return { ...address, lang: address.lang ?? (moved ? shown.lang : preferredLanguage(known.languages, navigator.languages, rememberedLanguage())) };
}

/**
 * Show what the address asks for.
 *
 * @param {"open" | "go" | "back"} way whether the page opens there, the reader goes there, or the browser goes there in its history and restores the scroll position
 */
function show(way) {
  const moved = way !== "open";
  const before = { ...shown, onMap: onMap() };
  Object.assign(shown, readAddress(moved));
  const { lang } = shown;
  if (lang !== before.lang) texts.put(lang);
  if (lang !== before.lang || !moved) nameParts(lang);
  markState();
  facts?.show(shown.fact, shown.lens, false);
  entitle();
  if (shown.area !== before.area || !moved) showArea(before.area);
  leadToFact();
  const after = { ...shown, onMap: onMap() };
  if (!moved || ON_MAP.some((part) => after[part] !== before[part])) {
    // Scroll first: the map is fitted beside the panels that cover it, and these depend on the scroll position.
    if (way === "go" && LEADING.some((part) => after[part] !== before[part])) leadToMap();
    showOnMap(moved);
    if (moved) tell(before, way === "go");
  } else if (lang !== before.lang) {
    live?.refit(); // panels change size with the language
    announce(`${text("language.label")}: ${data.languages[known.languages.indexOf(lang)].name}`);
  }
}

/** Mirror the state in attributes for the stylesheet, and in the lens. */
function markState() {
  root.dataset.lens = shown.lens;
  // A saved copy of the page opens at this address.
  root.dataset.address = formatAddress(shown);
  root.toggleAttribute("data-measuring", shown.size !== null);
  for (const lens of lenses) lens.checked = lens.value === shown.lens;
}

/** Set the headline for the lens stop, and the window title for the open area. */
function entitle() {
  headline.dataset.t = shown.lens === "release" ? "lens.title" : "zone.title";
  const title = text(headline.dataset.t);
  if (headline.textContent !== title) headline.textContent = title;
  document.title = shown.area === null ? title : [text(`area.${shown.area}`), title].join(" – ");
}

/** @param {string | null} before the area that was open */
function showArea(before) {
  const hadFocus = page.details.hasFocus();
  page.details.show(shown.area);
  for (const button of document.querySelectorAll("[data-area]")) markCurrent(button, shown.area);
  if (!hadFocus || shown.area !== null) return;
  // When Back closes the details, focus the area's entry in the list or, in full screen, its shape on the map.
  const entry = /** @type {HTMLElement | null} */ (document.querySelector(`button[data-area="${before}"]`));
  entry?.focus({ preventScroll: true });
  if (document.activeElement !== entry) /** @type {SVGElement | null} */ (pane.querySelector(`[data-area="${before}"]`))?.focus({ preventScroll: true });
}

/** Return what the map has to show. */
function view() {
  return { area: shown.area, lit: onMap(), lens: shown.lens, size: shown.size };
}

/** Return whether the map shows the overview. */
function isOverview() {
  return shown.area === null && onMap() === null && shown.size === null;
}

/** @param {boolean} moved */
function showOnMap(moved) {
  pane.classList.toggle("is-overview", isOverview());
  live?.show(view(), moved);
}

/** In the one-column layout, scroll to the map unless it shows the overview. */
function leadToMap() {
  if (!isOverview() && isNarrow() && !("embed" in root.dataset)) pane.scrollIntoView({ block: "start" });
}

/**
 * Announce what has changed, and move the focus to newly opened details.
 *
 * @param {{area: string | null, lens: string, size: string | null, onMap: string[] | null}} before
 * @param {boolean} leads whether to bring the details into view
 */
function tell(before, leads) {
  if (shown.area !== null && shown.area !== before.area) {
    announce(text(`area.${shown.area}.announced`));
    page.details.focus(leads);
  } else if (shown.lens !== before.lens) announce(text(`lens.${shown.lens}_note`));
  // The map itself announces a size that is laid on it.
  else if (shown.size !== before.size) shown.size ?? announce(text("size.closed"));
  else if (shown.area === null) announce(text("map.closed"));
}

/** Return whether the layout has one column, the map above the text. This forces a layout: call it only when needed. */
function isNarrow() {
  return getComputedStyle(pane).position !== "sticky";
}

/** @param {string} lang */
function nameParts(lang) {
  const { tag } = data.languages[known.languages.indexOf(lang)];
  if (root.lang !== tag) root.lang = tag;
  for (const shape of pane.querySelectorAll("[data-area]")) {
    shape.setAttribute("aria-label", text(`area.${/** @type {SVGElement} */ (shape).dataset.area}.shape`));
  }
  live?.name();
  page.details.name();
  share.name();
  if (downloads.isOpen()) live?.fillDownloads();
  // Hide the Chinese name where the current language's name is the same or contains it.
  const names = data.areas.map(({ id }) => text(`area.${id}`));
  for (const name of chineseNames) name.hidden = names.some((own) => own.includes(name.textContent ?? ""));
  markLanguage(lang);
}
