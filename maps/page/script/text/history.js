import { formatAddress, parseAddress } from "./address.js";

/** Marks what the page has shown in the browser's history, against addresses that the reader types or pastes. */
const SHOWN = "shown";

/**
 * The reader's way through the page, as the browser's history keeps it.
 *
 * @typedef {import("../types").Address} Address
 * @param {Parameters<typeof parseAddress>[1]} known
 * @param {{language: () => string, moved: () => void}} page `language`: the one that is shown; `moved`: told when the reader goes back or forward, or to an address that he types
 */
export function setUpHistory(known, page) {
  /** The part of the address after "#", where a page in a frame may not change it. */
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
    // A language is the reader's choice for every place where he has been; only an address of its own brings another.
    const isStale = state === SHOWN && address.lang !== null && address.lang !== page.language();
    write("replaceState", isStale ? formatAddress({ ...address, lang: page.language() }) : hash());
    page.moved();
  });
  write("replaceState", hash());
  return {
    read,
    /**
     * @param {Address} address
     * @param {boolean} isPlace whether Back is to lead away from there; else the reader is where he was
     */
    go: (address, isPlace) => {
      const next = formatAddress(address);
      if (next !== hash()) write(isPlace ? "pushState" : "replaceState", next);
    },
  };
}
