import { announce } from "./announce.js";
import { text } from "../text/texts.js";

/** Milliseconds for which a button shows whether the text was copied. */
const RESULT_MS = 1800;

/**
 * Copy text to the clipboard; if the browser does not allow that, as old ones do not for a local file, copy a selection.
 *
 * @param {string} content
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = content;
    field.className = "unseen";
    const focusedElement = /** @type {HTMLElement | null} */ (document.activeElement);
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    focusedElement?.focus({ preventScroll: true });
    return isCopied;
  }
}

/**
 * Copy, announce the result, and show it on the button for a moment. Restore the button's own words in the language
 * current by then.
 *
 * @param {HTMLElement} button
 * @param {string} content
 * @param {string} subject name of what is copied
 * @param {Element} [dialog] that contains the button
 */
export async function copyByButton(button, content, subject, dialog) {
  const isCopied = await copyText(content);
  button.textContent = text(isCopied ? "share.done" : "share.failed");
  setTimeout(() => (button.textContent = text("page.copy")), RESULT_MS);
  announce(isCopied ? text("share.copied", { what: subject }) : text("share.failed"), dialog);
}
