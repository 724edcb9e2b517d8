const REMEMBERED = "zone-map-language";

/**
 * The reader's language: the one chosen before, else the browser's, else the first.
 *
 * @param {string[]} languages those that the page has
 * @param {readonly string[]} wanted those of the browser, best first
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
  // A page opened from a file may have no storage at all.
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
    // Then it is asked for again next time.
  }
}

/**
 * The features of the backdrop that have a name, each with the key of that.
 *
 * @param {import("../types").Payload["backdrop"]} backdrop
 */
export function namedPlaces({ features }) {
  return features.filter(({ named }) => named).map((feature, index) => ({ feature, key: `place.${feature.id ?? index}` }));
}

/**
 * The texts of the page, also those that are taken out of it later. Those that stand in the page are not in the data in
 * the first language, so they are kept from there.
 *
 * @param {Pick<import("../types").Payload, "texts" | "foreign" | "backdrop">} data
 * @param {string[]} languages their codes, first that of the language that the page is written in
 */
export function findTexts({ texts, foreign, backdrop }, [first, ...others]) {
  /** The elements that hold a text or have one as their name. */
  const holders = /** @type {Set<HTMLElement>} */ (new Set());
  /** What stands in the page in the first language, by key, and the keys but for those of places in their order. */
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
    /** Those of all texts but the backdrop's names. */
    keys: () => [...shown, ...texts.keys],
    /**
     * Finds those that have come into the page since it was asked last.
     *
     * @param {string} language the one to put them in
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
    /** @param {string} language the one whose texts are put in place */
    put: (language) => put(holders, language),
  };
}

/**
 * @param {string} words
 * @param {Record<string, string>} values for each {name} in them
 */
export function fillIn(words, values) {
  return words.replace(/\{(\w+)\}/g, (name) => values[name.slice(1, -1)] ?? name);
}

/**
 * Names an element for those who listen, and a control that shows a sign only as a tooltip too.
 *
 * @param {HTMLElement} holder
 * @param {string} name
 */
export function label(holder, name) {
  holder.ariaLabel = name;
  if (holder.title) holder.title = name;
}

/**
 * Puts a text in its place; a name of another language than the page's says which.
 *
 * @param {HTMLElement} holder
 * @param {string} key
 * @param {(key: string) => string} text
 * @param {Record<string, string> | undefined} foreign tags by key
 */
export function write(holder, key, text, foreign) {
  holder.textContent = text(key);
  const tag = foreign?.[key];
  if (tag) holder.lang = tag;
  else if (holder.hasAttribute("lang")) holder.removeAttribute("lang");
}
