/**
 * Links within the page. The address says what is shown, so it stays: a link opens a fact or a panel, or moves the reader.
 *
 * @param {{openFact: (id: string) => void, panels: Record<string, () => void>}} page `panels`: what opens each, by its id
 */
export function setUpInPageLinks({ openFact, panels }) {
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[href^='#']"));
    if (!link || link.dataset.lang) return;
    event.preventDefault();
    const id = link.hash.slice(1);
    if (id.startsWith("fact-")) openFact(id.slice("fact-".length));
    else if (Object.hasOwn(panels, id)) panels[id]();
    else moveTo(/** @type {HTMLElement} */ (document.getElementById(id)));
  });
}

/** @param {HTMLElement} target */
function moveTo(target) {
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
}
