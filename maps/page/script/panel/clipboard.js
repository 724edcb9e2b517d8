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
 * Says on a button for a moment how it went; its own words come back in the language of then.
 *
 * @param {HTMLElement} button
 * @param {string} message
 * @param {() => string} words
 */
export function flashText(button, message, words) {
  button.textContent = message;
  setTimeout(() => (button.textContent = words()), SHOWN_MS);
}
