import { decodeOrKeep } from "../text/address.js";

/**
 * Call a function before the page is printed, and again after that.
 *
 * @param {(isPaper: boolean) => void} handle
 */
export function onPrint(handle) {
  // The events fire before the pages are counted; the media query also covers browsers and tools that only emulate print.
  addEventListener("beforeprint", () => handle(true));
  addEventListener("afterprint", () => handle(false));
  matchMedia("print").addEventListener("change", ({ matches }) => handle(matches));
}

/**
 * Print the address of the page.
 *
 * @param {() => string} formatHash returns the part of the address after "#"
 */
export function writeAddressOnPaper(formatHash) {
  onPrint(() => {
    // The path of a local file may be private: print only its name.
    const name = location.protocol === "file:" ? decodeOrKeep(location.pathname.split("/").pop() ?? "") : location.href.split("#")[0];
    /** @type {HTMLElement} */ (document.querySelector(".here")).textContent = name + formatHash();
  });
}
