import { formatAddress, parseAddress } from "./address.js";
import { setUpDetails } from "./details.js";
import { findTexts, preferredLanguage, rememberLanguage, rememberedLanguage } from "./language.js";
import { painted } from "./painted.js";
import { makeButton, pressShape } from "./shapes.js";

// First the head of the page is painted, then all its text and the drawing, then comes the live map.
await painted();
document.documentElement.dataset.settled = "";

/** @type {import("./types").Payload} */
export const data = JSON.parse(document.getElementById("zone-data")?.textContent ?? "");
const root = document.documentElement;
const known = { areas: data.areas.map(({ id }) => id), languages: data.languages.map(({ code }) => code) };
const texts = findTexts(data.texts, known.languages[0]);
const pane = /** @type {HTMLElement} */ (document.querySelector(".map-pane"));

/** What the page shows now; both come from the address. It is written in the first language. */
const shown = { area: /** @type {string | null} */ (null), language: known.languages[0] };
/** Where the reader was when he opened the details, to go back there. */
let cameFrom = /** @type {HTMLElement | SVGElement | null} */ (null);
/** The live map, once there is one; before that the drawing stands in its place. */
let live = /** @type {import("./types").LiveMap | null} */ (null);

export const page = {
  text: (/** @type {string} */ key) => texts.text(key, shown.language),
  open: (/** @type {string | null} */ area) => go({ area }),
  close: () => {
    go({ area: null });
    cameFrom?.focus();
  },
  details: setUpDetails({ open: (area) => go({ area }), close: () => page.close() }),
  /** @param {import("./types").LiveMap} map */
  takeOver: (map) => {
    live = map;
    for (const shape of pane.querySelectorAll(".static-map [data-area]")) shape.removeAttribute("data-area");
    map.name();
    map.show(shown.area, false);
    root.dataset.map = "live";
  },
};

for (const shape of /** @type {NodeListOf<SVGElement>} */ (pane.querySelectorAll("[data-area]"))) {
  const id = shape.dataset.area ?? "";
  makeButton(shape, id, page.open);
  shape.addEventListener("click", () => page.open(id));
}
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-area]"))) {
  button.addEventListener("click", () => page.open(button.dataset.area ?? null));
}
for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    rememberLanguage(link.dataset.lang ?? "");
    go({ lang: link.dataset.lang });
  });
}
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".skip"))) {
  link.addEventListener("click", (event) => {
    // The address says what is shown; a skip link only moves the reader.
    event.preventDefault();
    document.getElementById(link.hash.slice(1))?.focus();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown.area !== null) page.close();
});
window.addEventListener("hashchange", () => show(true));
show(false);
root.dataset.ready = "true";
await painted();

/**
 * Goes to an address that differs from the present one in what is given.
 *
 * @param {Partial<import("./types").Address>} change
 */
function go(change) {
  const active = document.activeElement;
  if (change.area && active?.closest("[data-area]")) cameFrom = /** @type {HTMLElement} */ (active);
  const next = formatAddress({ area: shown.area, lang: shown.language, ...change });
  // Asked for again, the open area is shown again, wherever the reader has scrolled to since.
  if (change.area && change.area === shown.area) {
    live?.show(shown.area, true);
    page.details.focus();
  }
  location.hash = next;
}

/**
 * Shows what the address says.
 *
 * @param {boolean} moved whether the reader went there, in place of opening the page at it
 */
function show(moved) {
  const address = parseAddress(location.hash, known);
  const language = address.lang ?? preferredLanguage(known.languages, navigator.languages, rememberedLanguage());
  if (language !== shown.language) texts.put(language);
  if (language !== shown.language || !moved) nameParts(language);
  if (address.area === shown.area && moved) return;
  shown.area = address.area;
  page.details.show(shown.area);
  for (const button of document.querySelectorAll("[data-area]")) pressShape(button, shown.area);
  if (page.details.isSheet()) pane.scrollIntoView({ block: "start" });
  live?.show(shown.area, moved);
  if (!moved) return;
  announce(shown.area === null ? page.text("map.closed") : page.text(`area.${shown.area}.opened`));
  if (shown.area !== null) page.details.focus();
}

/** @param {string} language */
function nameParts(language) {
  shown.language = language;
  const { tag } = data.languages[known.languages.indexOf(language)];
  if (root.lang !== tag) root.lang = tag;
  for (const shape of pane.querySelectorAll("[data-area]")) {
    shape.setAttribute("aria-label", page.text(`area.${/** @type {SVGElement} */ (shape).dataset.area}.shape`));
  }
  live?.name();
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
    if (link.dataset.lang === language) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** @param {string} message */
function announce(message) {
  const status = document.getElementById("announcements");
  if (status) status.textContent = message;
}
