import { decoded } from "../text/address.js";

/**
 * Call a function before and after the page is printed.
 *
 * @param {(isPaper: boolean) => void} change
 */
export function onPrint(change) {
  // The events fire before the pages are counted; the media query also covers browsers and tools that only emulate print.
  addEventListener("beforeprint", () => change(true));
  addEventListener("afterprint", () => change(false));
  matchMedia("print").addEventListener("change", ({ matches }) => change(matches));
}

/**
 * Print the address of the page.
 *
 * @param {() => string} ending the part of the address after "#"
 */
export function writeAddressOnPaper(ending) {
  onPrint(() => {
    // The path of a local file may be private: print only its name.
    const name = location.protocol === "file:" ? decoded(location.pathname.split("/").pop() ?? "") : location.href.split("#")[0];
    /** @type {HTMLElement} */ (document.querySelector(".here")).textContent = name + ending();
  });
}
