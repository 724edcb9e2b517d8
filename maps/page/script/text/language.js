const STORAGE_KEY = "zone-map-language";

/**
 * Return the reader's language: the one chosen before, else the browser's, else the page's first.
 *
 * @param {string[]} languages codes of the page's languages
 * @param {readonly string[]} browserTags tags of the browser's languages, best first
 * @param {string | null} stored
 * @returns {string}
 */
export function chooseLanguage(languages, browserTags, stored) {
  if (stored !== null && languages.includes(stored)) return stored;
  const supported = browserTags.map((tag) => tag.toLowerCase().split("-")[0]).find((code) => languages.includes(code));
  return supported ?? languages[0];
}

/** @returns {string | null} */
export function readStoredLanguage() {
  // A page opened from a file may have no storage.
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** @param {string} language */
export function storeLanguage(language) {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Without storage the choice lasts for this visit only.
  }
}

/**
 * Return the backdrop features that have a name, each with the key of its name. Keys of features without an id have a
 * second dot, which ids cannot contain.
 *
 * @param {import("../types").Payload["backdrop"]} backdrop
 */
export function listNamedFeatures({ features }) {
  return features.filter(({ named }) => named).map((feature, index) => ({ feature, key: `place.${feature.id ?? `.${index}`}` }));
}

/**
 * Return functions to look up the page's texts and to show them in another language, also in elements that are removed
 * from the page later. The data leaves out the page's own texts in the first language: these are read from the page.
 *
 * @param {Pick<import("../types").Payload, "texts" | "foreign" | "backdrop">} data
 * @param {string[]} languages codes; the page is written in the first
 */
export function setUpTexts({ texts, foreign, backdrop }, [first, ...others]) {
  /** The elements that have a text as their content or accessible name. */
  const elements = /** @type {Set<HTMLElement>} */ (new Set());
  /** The texts found in the page, by key, and their keys in page order, except those of places. */
  const pageTexts = /** @type {Map<string, string>} */ (new Map());
  const pageKeys = /** @type {string[]} */ ([]);
  const pageTextCount = texts[others[0]].length - texts[first].length;
  const indices = new Map([...texts.keys, ...listNamedFeatures(backdrop).map(({ key }) => key)].map((key, index) => [key, pageTextCount + index]));
  const text = (/** @type {string} */ key, /** @type {string} */ language) => {
    const index = indices.get(key) ?? -1;
    const translated = language === first ? null : texts[language][index];
    return translated ?? texts[first][index - pageTextCount] ?? pageTexts.get(key) ?? "";
  };
  const showIn = (/** @type {Iterable<HTMLElement>} */ targets, /** @type {string} */ language) => {
    for (const element of targets) {
      const { t, tLabel } = element.dataset;
      if (t) writeText(element, t, (key) => text(key, language), foreign[language]);
      if (tLabel) setLabel(element, text(tLabel, language));
    }
  };
  const keepPageText = (/** @type {string | null} */ key, /** @type {() => string | null} */ read) => {
    if (!key || pageTexts.has(key)) return;
    pageTexts.set(key, read() ?? "");
    if (!key.startsWith("place.")) indices.set(key, pageKeys.push(key) - 1);
  };
  return {
    text,
    /** Return the keys of all texts except the names of backdrop features. */
    keys: () => [...pageKeys, ...texts.keys],
    /**
     * Find the texts that were added to the page since the last call, and show them in a language.
     *
     * @param {string} language
     */
    find: (language) => {
      const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-t], [data-t-label], #zone-data")]);
      // Until the page is parsed, leave what follows the script: a saved copy keeps it as it arrives, and it may be incomplete.
      const end = document.readyState === "loading" ? found.findIndex(({ id }) => id === "zone-data") : found.length;
      const added = found.slice(0, end).filter((element) => !elements.has(element));
      for (const element of added) {
        elements.add(element);
        keepPageText(element.getAttribute("data-t"), () => element.textContent);
        keepPageText(element.getAttribute("data-t-label"), () => element.getAttribute("aria-label"));
      }
      if (language !== first) showIn(added, language);
    },
    /** @param {string} language the one to show all texts in */
    show: (language) => showIn(elements, language),
  };
}

/**
 * Replace each {name} in a text by its value.
 *
 * @param {string} template
 * @param {Record<string, string>} values by name
 */
export function fillIn(template, values) {
  return template.replace(/\{(\w+)\}/g, (name) => values[name.slice(1, -1)] ?? name);
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
 * @param {(key: string) => string} text
 * @param {Record<string, string> | undefined} foreign language tags by key
 */
export function writeText(element, key, text, foreign) {
  element.textContent = text(key);
  const tag = foreign?.[key];
  if (tag) element.lang = tag;
  else if (element.hasAttribute("lang")) element.removeAttribute("lang");
}

/**
 * Mark the current language in the title bar.
 *
 * @param {string} lang
 */
export function markCurrentLanguage(lang) {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
    link.ariaCurrent = link.dataset.lang === lang ? "true" : null;
  }
}

/** The elements with a Chinese name, also in details that are removed from the page later. */
let chineseNames = /** @type {NodeListOf<HTMLElement> | null} */ (null);

/**
 * Hide the Chinese name of an area where its name in the page's language is the same or contains it.
 *
 * @param {string[]} areaNames in the page's language
 */
export function hideRepeatedNames(areaNames) {
  chineseNames ??= document.querySelectorAll(".zh-name");
  for (const name of chineseNames) {
    name.hidden = areaNames.some((areaName) => areaName.includes(name.textContent ?? ""));
  }
}
