import { announce } from "./announce.js";
import { copyText, flashText } from "./clipboard.js";

/**
 * The button that hands on the view: by what the device has for it, else as a copied address.
 *
 * @param {HTMLElement} button
 * @param {(key: string) => string} text
 */
export function setUpShare(button, text) {
  button.addEventListener("click", async () => {
    // A device can share what others can open; a file of this one they cannot.
    if (typeof navigator.share === "function" && location.protocol.startsWith("http")) {
      try {
        await navigator.share({ title: document.title, url: location.href });
        return;
      } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") return;
      }
    }
    const message = text((await copyText(location.href)) ? "share.done" : "share.failed");
    flashText(button, message, () => text("share.button"));
    announce(message);
  });
}
