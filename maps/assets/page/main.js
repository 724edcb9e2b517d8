import { formatAddress, parseAddress } from "./address.js";
import { drawAreas } from "./areas.js";
import { drawBackdrop, labelPlace } from "./backdrop.js";
import { setUpControls } from "./controls.js";
import { setUpDetails } from "./details.js";
import { findTexts, preferredLanguage, rememberLanguage, rememberedLanguage } from "./language.js";
import { makeLabels } from "./labels.js";

const AREA_ZOOM = 13.5;

/** @type {import("./types").Payload} */
const data = JSON.parse(document.getElementById("zone-data")?.textContent ?? "");
const root = document.documentElement;
const map = window.map_zone;
const known = { areas: data.areas.map(({ id }) => id), languages: data.languages.map(({ code }) => code) };

/** What the page shows now; both come from the address. */
const shown = { area: /** @type {string | null} */ (null), language: "" };
/** Where the reader was when he opened the details, to go back there. */
let cameFrom = /** @type {HTMLElement | SVGElement | null} */ (null);

const texts = findTexts(data.texts, known.languages[0]);
const text = (/** @type {string} */ key) => texts.text(key, shown.language);
root.classList.add("scripted");
map.invalidateSize({ animate: false });

const open = (/** @type {string | null} */ area) => go({ area });
const close = () => {
  go({ area: null });
  cameFrom?.focus();
};
const details = setUpDetails({ open, close });
const areas = drawAreas(map, data.areas, open);

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-area]"))) {
  button.addEventListener("click", () => open(button.dataset.area ?? null));
}
for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    rememberLanguage(link.dataset.lang ?? "");
    go({ lang: link.dataset.lang });
  });
}
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("areas")?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown.area !== null) close();
});

/** @type {ReturnType<typeof makeLabels> | null} */
let labels = null;
window.addEventListener("hashchange", () => show(true));
show(false);
root.dataset.ready = "true";

// The areas can be clicked; what only helps to find them is drawn in the next turn.
setTimeout(() => {
  drawBackdrop(map, data.backdrop);
  setUpControls(map, { text, fitAll });
  labels = makeLabels(map, data);
  labels.name(text);
});

/**
 * Goes to an address that differs from the present one in what is given.
 *
 * @param {Partial<import("./types").Address>} change
 */
function go(change) {
  const active = document.activeElement;
  if (change.area && active && active.closest("[data-area]")) cameFrom = /** @type {HTMLElement} */ (active);
  location.hash = formatAddress({ area: shown.area, lang: shown.language, ...change });
}

/**
 * Shows what the address says.
 *
 * @param {boolean} moved whether the reader went there, in place of opening the page at it
 */
function show(moved) {
  const address = parseAddress(location.hash, known);
  const language = address.lang ?? preferredLanguage(known.languages, navigator.languages, rememberedLanguage());
  if (language !== shown.language) showLanguage(language);
  if (address.area === shown.area && moved) return;
  shown.area = address.area;
  details.show(shown.area);
  areas.select(shown.area);
  for (const button of document.querySelectorAll("button[data-area]")) {
    button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.area === shown.area));
  }
  if (details.isSheet()) map.getContainer().scrollIntoView({ block: "start" });
  moveMap(moved);
  if (!moved) return;
  announce(shown.area === null ? text("map.closed") : text(`area.${shown.area}.opened`));
  if (shown.area !== null) details.focus();
}

/** @param {string} language */
function showLanguage(language) {
  shown.language = language;
  root.lang = data.languages[known.languages.indexOf(language)].tag;
  texts.put(language);
  areas.name(text);
  labels?.name(text);
  map.getContainer().setAttribute("role", "application");
  map.getContainer().ariaLabel = text("map.label");
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
    if (link.dataset.lang === language) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** @param {boolean} gently */
function moveMap(gently) {
  const animate = gently && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (shown.area === null) return fitAll();
  const covered = details.covers(map.getContainer().getBoundingClientRect());
  map.fitBounds(areas.bounds(shown.area), {
    paddingTopLeft: [24, 24],
    paddingBottomRight: [24, 24 + covered],
    maxZoom: AREA_ZOOM,
    animate,
  });
}

function fitAll() {
  const all = data.areas.map(({ id }) => areas.bounds(id)).reduce((bounds, more) => bounds.extend(more), L.latLngBounds([]));
  for (const feature of data.backdrop.features) {
    if (feature.rank === 1) all.extend(labelPlace(feature, data.backdrop.scale));
  }
  map.fitBounds(all, { padding: [24, 24], animate: false });
}

/** @param {string} message */
function announce(message) {
  const status = document.getElementById("announcements");
  if (status) status.textContent = message;
}
