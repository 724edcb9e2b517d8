import { announce } from "./announce.js";
import { fillIn } from "../text/language.js";

const SHOWN_MS = 1800;

/**
 * Copy text to the clipboard; if the browser does not allow that, as old ones may not for a file, copy a selection.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it was copied
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
 * Copy, announce the result, and show it on the button for a moment. Restore the button's own words in the language
 * current by then.
 *
 * @param {HTMLElement} button
 * @param {string} content
 * @param {string} what name of what is copied
 * @param {(key: string) => string} text
 * @param {Element} [dialog] that contains the button
 */
export async function copyByButton(button, content, what, text, dialog) {
  const copied = await copyText(content);
  button.textContent = text(copied ? "share.done" : "share.failed");
  setTimeout(() => (button.textContent = text("details.copy")), SHOWN_MS);
  announce(copied ? fillIn(text("share.copied"), { what }) : text("share.failed"), dialog);
}
