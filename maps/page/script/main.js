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
import { findTexts, preferredLanguage, rememberLanguage, rememberedLanguage } from "./text/language.js";
import { writeAddressOnPaper } from "./panel/print.js";
import { afterFirstPaint } from "./after-first-paint.js";
import { makeButton, markCurrent, setUpListButton } from "./map/area-button.js";
import { coverBoxes } from "./map/covers.js";
import { setUpStaticMap } from "./map/static-map.js";
import { fitView } from "./map/fit-view.js";
import { setUpShare } from "./panel/share.js";
import { runText } from "./run-text.js";
import { beginFromWritten } from "./saved-copy.js";

// This runs in the midst of the page, after the areas and their details, which can be opened from then on; what comes
// after it is set up when all has been read, and then comes the live map.
const isRead = new Promise((resolve) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", resolve) : resolve(null)));
// A saved copy holds what it begins from at its end.
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

/** What the page shows without an address. */
const unasked = { area: /** @type {string | null} */ (null), lang: known.languages[0], lens: LENSES[2], fact: /** @type {string | null} */ (null), size: /** @type {string | null} */ (null), embed: false };
/** What the page shows now; all of it comes from the address. It is written in the first language. */
const shown = { ...unasked, lens: "" };
/** What of it leads to another place on the map, and all that the map shows. */
const LEADING = /** @type {const} */ (["area", "size", "onMap"]);
const ON_MAP = /** @type {const} */ ([...LEADING, "lens"]);
const visited = setUpHistory(known, { language: () => shown.lang, moved: () => show("back") });
/** Where the reader was when he opened an area, to go back there. */
let cameFrom = /** @type {HTMLElement | SVGElement | null} */ (null);
/** Whether a link leads the reader to the fact that is opened next; the facts, once they have been read. */
let isLed = false;
let facts = /** @type {ReturnType<typeof setUpFacts> | null} */ (null);
/** The live map, once there is one; before that the drawing stands in its place. */
let live = /** @type {import("./types").LiveMap | null} */ (null);

const text = (/** @type {string} */ key) => texts.text(key, shown.lang);
/** What the overview shows: the areas, and the places that the texts measure from. */
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
  /** BCP 47 tag of the page's language, for the browser's own formats. */
  tag: () => root.lang,
  language: () => shown.lang,
  /** A text in a language of its own choice. */
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
  /** @param {string | null} area the one pointed at, on the map or in the list */
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
    // What belongs to the live map is seen from here on, so that it counts when something is fitted beside it.
    root.dataset.map = "live";
    map.name();
    showOnMap(false);
    if (downloads.isOpen()) live.fillDownloads();
    setTimeout(() => {
      // Now there is time for what is out of sight too: from here on its true height counts.
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
  // A dialog closes itself, and the browser leaves the full screen.
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && !document.fullscreenElement) closeInnermost();
});
writeAddressOnPaper(() => formatAddress(shown));
show("open");
// A phone's browser may have no full screen for a part of the page.
/** @type {HTMLElement} */ (pane.querySelector("[data-full-screen]")).hidden = !document.fullscreenEnabled;
// The legend is settled while it is hidden, and the drawing comes last, so that each is laid out once.
drawing.settleLegend();
root.dataset.settled = "";
drawing.lay();
root.dataset.ready = "true";
const isPainted = afterFirstPaint();
// A link to an area leads to its text; where the details lie over the map, to the map, as a click does.
if (shown.fact === null && shown.area !== null) (page.details.isSheet() ? pane : document.getElementById("details"))?.scrollIntoView();
await isRead;
setUpRest();
await isPainted;
startMap();

/** Sets up what follows the details. */
function setUpRest() {
  written.keepRest();
  texts.find(shown.lang);
  setUpCollapsibles(".foot .folded");
  facts = setUpFacts({
    areas: (fact) => data.facts.find(({ id }) => id === fact)?.areas ?? [],
    open: (fact) => go({ fact }),
    showOnMap: () => {
      const isOnMap = onMap() !== null;
      // One subject at a time.
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
  // A link to a fact leads to it, and shows it on the map where it has a place there.
  facts.show(shown.fact, shown.lens, shown.size === null);
  if (shown.fact === null) return;
  showOnMap(false);
  facts.reveal();
}

/** The areas that the map is to show for the open fact; null where it shows none for it. */
function onMap() {
  return facts?.onMap() ?? null;
}

/** Makes a script of the map's text; it finds here what it needs of the page. */
function startMap() {
  Object.assign(globalThis, { zonePage: { data, page } });
  runText("map-script", "module");
}

/** Closes one thing: what was opened last, or where the reader is. */
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
  // A window that had the whole screen before leaves it to the page what Escape closes.
  else /** @type {HTMLElement | null} */ (pane.querySelector("[data-full-screen][aria-pressed=true]"))?.click();
}

/** Takes the open fact off the map, else closes it where it is the innermost thing; returns whether it was. */
function closeFact() {
  if (onMap() !== null) facts?.leaveMap();
  else if (facts && shown.fact !== null && (facts.hasFocus() || shown.area === null)) {
    if (facts.hasFocus()) facts.focusChip();
    go({ fact: null });
  } else return false;
  return true;
}

/**
 * Opens the evidence of a fact and leads the reader there.
 *
 * @param {string} fact
 */
function openFact(fact) {
  isLed = true;
  if (fact === shown.fact) leadToFact();
  else go({ fact });
}

/** Takes the reader along to the fact that a link has opened. */
function leadToFact() {
  if (!isLed || !facts) return;
  isLed = false;
  facts.focusChip();
  facts.reveal();
}

/**
 * Goes to an address that differs from the present one in what is given.
 *
 * @param {Partial<import("./types").Address>} change
 */
function go(change) {
  const active = document.activeElement;
  if (change.area && !page.details.hasFocus()) cameFrom = /** @type {HTMLElement | null} */ (active?.closest("[data-area]") ?? null);
  // Asked for again, the open area is shown again, wherever the reader has scrolled to since.
  if (change.area && change.area === shown.area) {
    leadToMap();
    showOnMap(true);
    page.details.focus(true);
  }
  // Language and certainty are ways to see the same place.
  visited.go({ ...shown, ...change }, !("lang" in change || "lens" in change));
  show("go");
}

/**
 * What the address asks for, in the language that it or the reader wants.
 *
 * @param {boolean} moved
 */
function readAddress(moved) {
  const address = visited.read();
  // What was chosen in another tab counts only for a page that opens.
  return { ...address, lang: address.lang ?? (moved ? shown.lang : preferredLanguage(known.languages, navigator.languages, rememberedLanguage())) };
}

/**
 * Shows what the address says.
 *
 * @param {"open" | "go" | "back"} way the page opens at it, the reader goes there, or the browser brings him there and to where he had scrolled
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
    // First, as what covers the map, which is fitted beside that, depends on where the page has scrolled to.
    if (way === "go" && LEADING.some((part) => after[part] !== before[part])) leadToMap();
    showOnMap(moved);
    if (moved) tell(before, way === "go");
  } else if (lang !== before.lang) {
    live?.refit(); // panels may have another size in another language
    announce(`${text("language.label")}: ${data.languages[known.languages.indexOf(lang)].name}`);
  }
}

/** Tells the stylesheet and the lens what is shown. */
function markState() {
  root.dataset.lens = shown.lens;
  // For a copy of the page that the reader saves.
  root.dataset.address = formatAddress(shown);
  root.toggleAttribute("data-measuring", shown.size !== null);
  for (const lens of lenses) lens.checked = lens.value === shown.lens;
}

/** The headline by the lens's stop, and with the open area the title of the window. */
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
  // By Back the details go without a button: the reader is then at the area's entry in the list.
  if (hadFocus && shown.area === null) /** @type {HTMLElement | null} */ (document.querySelector(`button[data-area="${before}"]`))?.focus({ preventScroll: true });
}

/** What the map is to show. */
function view() {
  return { area: shown.area, lit: onMap(), lens: shown.lens, size: shown.size };
}

/** Whether nothing in particular is shown on the map. */
function isOverview() {
  return shown.area === null && onMap() === null && shown.size === null;
}

/** @param {boolean} moved */
function showOnMap(moved) {
  pane.classList.toggle("is-overview", isOverview());
  live?.show(view(), moved);
}

/** Where the map stands above the text, takes the reader there for what it shows. */
function leadToMap() {
  if (!isOverview() && isNarrow() && !("embed" in root.dataset)) pane.scrollIntoView({ block: "start" });
}

/**
 * Says what has changed, and moves the focus to details that were opened.
 *
 * @param {{area: string | null, lens: string, size: string | null, onMap: string[] | null}} before
 * @param {boolean} leads whether to bring the details into view
 */
function tell(before, leads) {
  if (shown.area !== null && shown.area !== before.area) {
    announce(text(`area.${shown.area}.opened`));
    page.details.focus(leads);
  } else if (shown.lens !== before.lens) announce(text(`lens.${shown.lens}_note`));
  // A size that is laid on the map is told by the map.
  else if (shown.size !== before.size) shown.size ?? announce(text("size.closed"));
  else if (shown.area === null) announce(text("map.closed"));
}

/** Whether the map stands above the text. Asked for only when it matters: the answer makes the browser lay the page out. */
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
  // Not twice, where the page's own language has the same name, or a name that holds it.
  const names = data.areas.map(({ id }) => text(`area.${id}`));
  for (const name of chineseNames) name.hidden = names.some((own) => own.includes(name.textContent ?? ""));
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
    if (link.dataset.lang === lang) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
