import { decoded } from "../text/address.js";

/**
 * Makes the page ready for paper and back again.
 *
 * @param {(isPaper: boolean) => void} change
 */
export function onPrint(change) {
  // The events come before the pages are counted; the media query also where a browser or a tool only shows the page as printed.
  addEventListener("beforeprint", () => change(true));
  addEventListener("afterprint", () => change(false));
  matchMedia("print").addEventListener("change", ({ matches }) => change(matches));
}

/**
 * Says on paper where the page is.
 *
 * @param {() => string} ending the part of the address after "#"
 */
export function writeAddressOnPaper(ending) {
  onPrint(() => {
    // A file's path is nobody else's business; its name says enough.
    const name = location.protocol === "file:" ? decoded(location.pathname.split("/").pop() ?? "") : location.href.split("#")[0];
    /** @type {HTMLElement} */ (document.querySelector(".here")).textContent = name + ending();
  });
}
