import { closeMenus } from "./menus.js";

/**
 * Let Escape close the innermost thing that is open, and nothing else.
 *
 * @param {{isOpen: () => boolean, close: () => void}[]} panels
 * @param {() => boolean} close closes the size, fact or area that was opened last, and returns whether one was open
 */
export function setUpEscape(panels, close) {
  document.addEventListener("keydown", ({ key }) => {
    // The browser itself closes dialogs and leaves full screen.
    if (key !== "Escape" || document.querySelector("dialog[open]") || document.fullscreenElement) return;
    const panel = panels.find(({ isOpen }) => isOpen());
    if (panel) panel.close();
    // If the browser window was already in full screen, Escape does not end the page's own full-screen layout: end it here.
    else if (!closeMenus() && !close()) leaveFullScreen();
  });
}

/** Show the page again if the map fills the screen. */
export function leaveFullScreen() {
  /** @type {HTMLElement | null} */ (document.querySelector("[data-full-screen][aria-pressed=true]"))?.click();
}
