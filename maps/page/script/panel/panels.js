/**
 * Set up a panel below a button of the title bar, which opens and closes it. The panel's own button closes it too, as do
 * a press elsewhere and a move of the focus elsewhere, which the panel might cover. The focus moves into the open panel,
 * and back to the button, or to the link that opened it, when it closes.
 *
 * @param {string} buttonId
 * @param {() => void} fill called before the panel opens, and to refresh it
 */
export function setUpPanel(buttonId, fill) {
  const button = /** @type {HTMLElement} */ (document.getElementById(buttonId));
  const panel = /** @type {HTMLElement} */ (document.getElementById(button.getAttribute("aria-controls") ?? ""));
  const setOpen = (/** @type {boolean} */ isOpen) => {
    panel.hidden = !isOpen;
    button.ariaExpanded = String(isOpen);
    // Fire the event of a `details` element, on which the names on the map make room (controls.js).
    panel.dispatchEvent(new Event("toggle"));
  };
  /** What had the focus when the panel opened. */
  let opener = /** @type {HTMLElement | null} */ (null);
  const open = () => {
    opener = /** @type {HTMLElement | null} */ (document.activeElement);
    /** @type {HTMLElement} */ (panel.querySelector(".panel-status")).textContent = "";
    fill();
    setOpen(true);
    panel.focus({ preventScroll: true });
    // In a low window the title bar, and the panel below it, scroll with the page.
    if (panel.getBoundingClientRect().top < 0) panel.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    const hadFocus = panel.contains(document.activeElement);
    setOpen(false);
    if (!hadFocus) return;
    // A link below may have opened the panel; scroll back to it if it is out of view.
    if (opener?.matches("a")) opener.focus();
    else button.focus({ preventScroll: true });
  };
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  panel.querySelector("[data-close]")?.addEventListener("click", close);
  for (const leave of ["pointerdown", "focusin"]) {
    addEventListener(leave, ({ target }) => {
      // A dialog opened from the panel counts as part of it, and so does the field from which it copies.
      if (!panel.hidden && target instanceof Element && !panel.contains(target) && !button.contains(target) && !target.closest("dialog, textarea")) setOpen(false);
    });
  }
  return {
    open,
    close,
    panel,
    isOpen: () => !panel.hidden,
    /** Bring the panel, if it is open, up to date with the page. */
    refresh: () => {
      if (!panel.hidden) fill();
    },
  };
}
