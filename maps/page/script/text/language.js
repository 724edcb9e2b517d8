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
