import { formatAddress, parseAddress } from "./address.js";

/** Marks history entries that the page has made, unlike addresses that the reader types or pastes. */
const SHOWN = "shown";

/**
 * Keep the reader's way through the page in the browser's history.
 *
 * @typedef {import("../types").Address} Address
 * @param {Parameters<typeof parseAddress>[1]} known
 * @param {{language: () => string, moved: (isEntered: boolean) => void}} page `language`: the current one; `moved`: called
 *   when the reader goes back or forward, or enters an address
 */
export function setUpHistory(known, page) {
  /** The part of the address after "#", kept here if the page, as in a frame, may not change its address. */
  let kept = /** @type {string | null} */ (null);
  const hash = () => kept ?? location.hash;
  const read = () => parseAddress(hash(), known, location.search);
  const write = (/** @type {"pushState" | "replaceState"} */ method, /** @type {string} */ next) => {
    try {
      history[method](SHOWN, "", location.href.split("#")[0] + next);
    } catch {
      kept = next;
    }
  };
  addEventListener("popstate", ({ state }) => {
    const address = read();
    // The chosen language applies to every place visited before; only an address that the reader enters changes it.
    const isStale = state === SHOWN && address.lang !== null && address.lang !== page.language();
    write("replaceState", isStale ? formatAddress({ ...address, lang: page.language() }) : hash());
    page.moved(state !== SHOWN);
  });
  // What stands before the "#" counts if nothing follows it.
  const asked = formatAddress({ ...parseAddress(location.search, known), embed: false });
  write("replaceState", hash() || (asked === "#" ? "" : asked));
  return {
    read,
    /**
     * Change the address.
     *
     * @param {Address} address
     * @param {boolean} isPlace whether to add a history entry, from which Back leads away; otherwise replace the current one
     */
    go: (address, isPlace) => {
      const next = formatAddress(address);
      if (next !== hash()) write(isPlace ? "pushState" : "replaceState", next);
    },
  };
}
