import { data } from "../data.js";
import { listNamedFeatures } from "./language.js";

// The texts of the page. The data leaves out the page's own texts in the first language: these are read from the page.

/** Codes of the page's languages; it is written in the first. */
export const languages = data.languages.map(({ code }) => code);
let current = languages[0];
/** The elements that have a text as their content or accessible name, also those that are removed from the page later. */
const elements = /** @type {Set<HTMLElement>} */ (new Set());
/** The texts found in the page, by key, and their keys in page order, except those of places. */
const pageTexts = /** @type {Map<string, string>} */ (new Map());
const pageKeys = /** @type {string[]} */ ([]);
const pageTextCount = data.texts[languages[1]].length - data.texts[languages[0]].length;
const indices = new Map([...data.texts.keys, ...listNamedFeatures(data.backdrop).map(({ key }) => key)].map((key, index) => [key, pageTextCount + index]));

/** Return the code of the current language. */
export function language() {
  return current;
}

/** Return the BCP 47 tag of the current language, for `Intl`. */
export function languageTag() {
  return document.documentElement.lang;
}

/**
 * Return a text in a given language.
 *
 * @param {string} key
 * @param {string} code of the language
 */
export function textIn(key, code) {
  const index = indices.get(key) ?? -1;
  const translated = code === languages[0] ? null : data.texts[code][index];
  return translated ?? data.texts[languages[0]][index - pageTextCount] ?? pageTexts.get(key) ?? "";
}

/**
 * Return a text in the current language, with each {name} in it replaced by its value.
 *
 * @param {string} key
 * @param {Record<string, string>} [values] by name
 */
export function text(key, values) {
  const template = textIn(key, current);
  return values ? template.replace(/\{(\w+)\}/g, (name) => values[name.slice(1, -1)] ?? name) : template;
}

/** Return the keys of all texts except the names of backdrop features. */
export function listTextKeys() {
  return [...pageKeys, ...data.texts.keys];
}

/** Find the texts that were added to the page since the last call, and show them in the current language. */
export function findTexts() {
  const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-t], [data-t-label], #zone-data")]);
  // Until the page is parsed, leave what follows the script: a saved copy keeps it as it arrives, and it may be incomplete.
  const end = document.readyState === "loading" ? found.findIndex(({ id }) => id === "zone-data") : found.length;
  const added = found.slice(0, end).filter((element) => !elements.has(element));
  for (const element of added) {
    elements.add(element);
    keepPageText(element.getAttribute("data-t"), () => element.textContent);
    keepPageText(element.getAttribute("data-t-label"), () => element.getAttribute("aria-label"));
  }
  if (current !== languages[0]) showTexts(added);
}

/**
 * @param {string | null} key
 * @param {() => string | null} read returns the text in the first language
 */
function keepPageText(key, read) {
  if (!key || pageTexts.has(key)) return;
  pageTexts.set(key, read() ?? "");
  if (!key.startsWith("place.")) indices.set(key, pageKeys.push(key) - 1);
}

/**
 * Change the language, and show in it the texts found so far.
 *
 * @param {string} code
 */
export function changeLanguage(code) {
  if (code === current) return;
  current = code;
  showTexts(elements);
}

/** @param {Iterable<HTMLElement>} targets */
function showTexts(targets) {
  for (const element of targets) {
    const { t, tLabel } = element.dataset;
    if (t) writeText(element, t);
    if (tLabel) setLabel(element, text(tLabel));
  }
}

/**
 * Set the accessible name of an element, and its tooltip if it has one.
 *
 * @param {HTMLElement} element
 * @param {string} name
 */
export function setLabel(element, name) {
  element.ariaLabel = name;
  if (element.title) element.title = name;
}

/**
 * Write a text into an element; if the text is in another language than the page, set the element's `lang`.
 *
 * @param {HTMLElement} element
 * @param {string} key
 */
export function writeText(element, key) {
  element.textContent = text(key);
  const tag = data.foreign[current]?.[key];
  if (tag) element.lang = tag;
  else if (element.hasAttribute("lang")) element.removeAttribute("lang");
}

/** The elements with a Chinese name, also in details that are removed from the page later. */
let chineseNames = /** @type {NodeListOf<HTMLElement> | null} */ (null);

/**
 * Mark the current language in the page and in the title bar, and hide the Chinese name of an area where its name in that
 * language is the same or contains it.
 */
export function markLanguage() {
  const { tag } = data.languages[languages.indexOf(current)];
  if (document.documentElement.lang !== tag) document.documentElement.lang = tag;
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
    link.ariaCurrent = link.dataset.lang === current ? "true" : null;
  }
  const areaNames = data.areas.map(({ id }) => text(`area.${id}`));
  chineseNames ??= document.querySelectorAll(".zh-name");
  for (const name of chineseNames) name.hidden = areaNames.some((areaName) => areaName.includes(name.textContent ?? ""));
}
