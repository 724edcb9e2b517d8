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
 * The texts of the page, found once, also those that are taken out of it later. The first language
 * stands in the page and not in its data, so it is kept from there.
 *
 * @param {import("../types").Payload["texts"]} texts
 * @param {import("../types").Payload["foreign"]} foreign
 * @param {string} first code of the language that the page is written in
 */
export function findTexts(texts, foreign, first) {
  const places = new Map(texts.keys.map((key, place) => [key, place]));
  const holders = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-t]"));
  const labelled = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-t-label]"));
  /** @type {Record<string, string | null> | undefined} */
  let written;
  const keepWritten = () => {
    written = {};
    for (const holder of holders) written[holder.dataset.t ?? ""] = holder.textContent;
    for (const holder of labelled) written[holder.dataset.tLabel ?? ""] = holder.ariaLabel;
    return written;
  };
  const text = (/** @type {string} */ key, /** @type {string} */ language) => {
    const place = places.get(key) ?? -1;
    return texts[language][place] ?? texts[first][place] ?? (written ?? keepWritten())[key] ?? "";
  };
  return {
    text,
    /** @param {string} language the one whose texts are put in place */
    put: (language) => {
      written ??= keepWritten();
      for (const holder of holders) write(holder, holder.dataset.t ?? "", (key) => text(key, language), foreign[language]);
      for (const holder of labelled) holder.ariaLabel = text(holder.dataset.tLabel ?? "", language);
    },
  };
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
