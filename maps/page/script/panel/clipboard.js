import { announce } from "./announce.js";
import { fillIn } from "../text/language.js";

const SHOWN_MS = 1800;

/**
 * Puts text on the clipboard; where the browser keeps it closed, as an old one may do for a file, by way of a selection.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there now
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    return copied;
  }
}

/**
 * Copies, and says how it went: to those who listen, and for a moment on the button. Its own words come back in the
 * language of then.
 *
 * @param {HTMLElement} button
 * @param {string} content
 * @param {string} what it is called
 * @param {(key: string) => string} text
 * @param {Element} [dialog] that it stands in
 */
export async function copyByButton(button, content, what, text, dialog) {
  const copied = await copyText(content);
  button.textContent = text(copied ? "share.done" : "share.failed");
  setTimeout(() => (button.textContent = text("details.copy")), SHOWN_MS);
  announce(copied ? fillIn(text("share.copied"), { what }) : text("share.failed"), dialog);
}
