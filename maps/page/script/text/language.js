const REMEMBERED = "zone-map-language";

/**
 * Return the reader's language: the one chosen before, else the browser's, else the page's first.
 *
 * @param {string[]} languages codes of the page's languages
 * @param {readonly string[]} wanted tags of the browser's languages, best first
 * @param {string | null} remembered
 * @returns {string}
 */
export function preferredLanguage(languages, wanted, remembered) {
  if (remembered !== null && languages.includes(remembered)) return remembered;
  const found = wanted.map((tag) => tag.toLowerCase().split("-")[0]).find((code) => languages.includes(code));
  return found ?? languages[0];
}

/** @returns {string | null} */
export function rememberedLanguage() {
  // A page opened from a file may have no storage.
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

/** @param {string} language */
export function rememberLanguage(language) {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // Without storage the choice lasts for this visit only.
  }
}

/**
 * Return the backdrop features that have a name, each with the key of its name.
 *
 * @param {import("../types").Payload["backdrop"]} backdrop
 */
export function namedPlaces({ features }) {
  return features.filter(({ named }) => named).map((feature, index) => ({ feature, key: `place.${feature.id ?? index}` }));
}

/**
 * Return functions to look up the page's texts and to show them in another language, also in elements that are removed
 * later. The data leaves out the page's own texts in the first language, so read these from the page.
 *
 * @param {Pick<import("../types").Payload, "texts" | "foreign" | "backdrop">} data
 * @param {string[]} languages codes; the page is written in the first
 */
export function findTexts({ texts, foreign, backdrop }, [first, ...others]) {
  /** The elements that have a text as their content or accessible name. */
  const holders = /** @type {Set<HTMLElement>} */ (new Set());
  /** The texts found in the page, by key, and their keys in page order, except those of places. */
  const written = /** @type {Map<string, string>} */ (new Map());
  const shown = /** @type {string[]} */ ([]);
  const onPage = texts[others[0]].length - texts[first].length;
  const places = new Map([...texts.keys, ...namedPlaces(backdrop).map(({ key }) => key)].map((key, index) => [key, onPage + index]));
  const text = (/** @type {string} */ key, /** @type {string} */ language) => {
    const place = places.get(key) ?? -1;
    const own = language === first ? null : texts[language][place];
    return own ?? texts[first][place - onPage] ?? written.get(key) ?? "";
  };
  const put = (/** @type {Iterable<HTMLElement>} */ into, /** @type {string} */ language) => {
    for (const holder of into) {
      const { t, tLabel } = holder.dataset;
      if (t) write(holder, t, (key) => text(key, language), foreign[language]);
      if (tLabel) label(holder, text(tLabel, language));
    }
  };
  const note = (/** @type {string | null} */ key, /** @type {string | null} */ words) => {
    if (!key || written.has(key)) return;
    written.set(key, words ?? "");
    if (!key.startsWith("place.")) places.set(key, shown.push(key) - 1);
  };
  return {
    text,
    /** Return the keys of all texts except the names of backdrop features. */
    keys: () => [...shown, ...texts.keys],
    /**
     * Find the texts that have come into the page since the last call, and show them in a language.
     *
     * @param {string} language
     */
    find: (language) => {
      const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-t], [data-t-label]")]).filter((holder) => !holders.has(holder));
      for (const holder of found) {
        holders.add(holder);
        note(holder.getAttribute("data-t"), holder.textContent);
        note(holder.getAttribute("data-t-label"), holder.getAttribute("aria-label"));
      }
      if (language !== first) put(found, language);
    },
    /** @param {string} language the one to show all texts in */
    put: (language) => put(holders, language),
  };
}

/**
 * Replace each {name} in a text by its value.
 *
 * @param {string} words
 * @param {Record<string, string>} values by name
 */
export function fillIn(words, values) {
  return words.replace(/\{(\w+)\}/g, (name) => values[name.slice(1, -1)] ?? name);
}

/**
 * Set the accessible name of an element, and its tooltip if it has one.
 *
 * @param {HTMLElement} holder
 * @param {string} name
 */
export function label(holder, name) {
  holder.ariaLabel = name;
  if (holder.title) holder.title = name;
}

/**
 * Write a text into an element; if the text is in another language than the page, set `lang`.
 *
 * @param {HTMLElement} holder
 * @param {string} key
 * @param {(key: string) => string} text
 * @param {Record<string, string> | undefined} foreign language tags by key
 */
export function write(holder, key, text, foreign) {
  holder.textContent = text(key);
  const tag = foreign?.[key];
  if (tag) holder.lang = tag;
  else if (holder.hasAttribute("lang")) holder.removeAttribute("lang");
}

/**
 * Mark the current language in the title bar.
 *
 * @param {string} lang
 */
export function markLanguage(lang) {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lang]"))) {
    if (link.dataset.lang === lang) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
