import { data } from "../data.js";
import { formatAddress, listKnownValues, parseAddress } from "./address.js";
import { chooseLanguage, readStoredLanguage } from "./language.js";
import { language } from "./texts.js";
/** @import { Address } from "../types" */

/** State of the history entries that the page makes; an address that the reader types or pastes has none. */
const PAGE_STATE = "shown";
const known = listKnownValues(data, [...document.querySelectorAll("[name=lens]")].map((lens) => /** @type {HTMLInputElement} */ (lens).value));

/** Return the address at which the page opens; if that has no language, use the reader's preference. */
export function readOpeningAddress() {
  const address = parseAddress(location.hash || location.search, known, location.search);
  return { ...address, lang: address.lang ?? chooseLanguage(known.languages, navigator.languages, readStoredLanguage()) };
}

/**
 * Keep the reader's path through the page in the browser's history.
 *
 * @param {(isEntered: boolean) => void} onNavigate called when the reader goes back or forward, or enters an address
 */
export function setUpHistory(onNavigate) {
  /** The part of the address after "#", kept here if the page, as in a frame, may not change its address. */
  let fallbackHash = /** @type {string | null} */ (null);
  const currentHash = () => fallbackHash ?? location.hash;
  const read = () => parseAddress(currentHash(), known, location.search);
  const setHash = (/** @type {"pushState" | "replaceState"} */ method, /** @type {string} */ hash) => {
    try {
      history[method](PAGE_STATE, "", location.href.split("#")[0] + hash);
    } catch {
      fallbackHash = hash;
    }
  };
  addEventListener("popstate", ({ state }) => {
    const address = read();
    // The chosen language applies to every place visited before; only an address that the reader enters changes it.
    const isStale = state === PAGE_STATE && address.lang !== null && address.lang !== language();
    setHash("replaceState", isStale ? formatAddress({ ...address, lang: language() }) : currentHash());
    onNavigate(state !== PAGE_STATE);
  });
  // Without a part after "#", the query counts.
  const queryHash = formatAddress({ ...parseAddress(location.search, known), embed: false });
  if (!currentHash() && queryHash !== "#") setHash("replaceState", queryHash);
  /** Mark the entry at which the page opened as one of its own. */
  const markEntry = () => history.state ?? setHash("replaceState", currentHash());
  return {
    read,
    markEntry,
    /** Add an entry for the same state, so that Back returns to the place in the page where the reader is now. */
    addPlace: () => {
      markEntry();
      setHash("pushState", currentHash());
    },
    /**
     * Change the address.
     *
     * @param {Address} address
     * @param {boolean} addsEntry whether to add a history entry, from which Back leads away; otherwise replace the current one
     */
    go: (address, addsEntry) => {
      const hash = formatAddress(address);
      markEntry();
      if (hash !== currentHash()) setHash(addsEntry ? "pushState" : "replaceState", hash);
    },
  };
}
