import { announce } from "./announce.js";

/**
 * A panel below a button of the title bar: opened and closed by the button, closed by its own button and by a press
 * elsewhere. The reader is then in it, and after it back at the button.
 *
 * @param {string} buttonId
 * @param {() => void} fill what is put into the panel before it opens
 */
export function setUpPanel(buttonId, fill) {
  const button = /** @type {HTMLElement} */ (document.getElementById(buttonId));
  const panel = /** @type {HTMLElement} */ (document.getElementById(button.getAttribute("aria-controls") ?? ""));
  const show = (/** @type {boolean} */ isOpen) => {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const open = () => {
    /** @type {HTMLElement} */ (panel.querySelector(".panel-status")).textContent = "";
    fill();
    show(true);
    panel.focus({ preventScroll: true });
  };
  const close = () => {
    const hadFocus = panel.contains(document.activeElement);
    show(false);
    if (hadFocus) button.focus({ preventScroll: true });
  };
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  panel.querySelector("[data-close]")?.addEventListener("click", close);
  addEventListener("pointerdown", ({ target }) => {
    // A dialog that the panel has opened belongs to it.
    if (!panel.hidden && target instanceof Element && !panel.contains(target) && !button.contains(target) && !target.closest("dialog")) show(false);
  });
  return {
    open,
    close,
    panel,
    isOpen: () => !panel.hidden,
    /** @param {string} message told in the panel, to those who see and those who listen */
    tell: (message) => announce(message, panel),
  };
}
