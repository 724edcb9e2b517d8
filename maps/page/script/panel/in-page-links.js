/**
 * Handle links within the page: change the language, open a fact or a panel, or move the reader to the target. The
 * browser does not follow them, since the address stores the page's state; only in a new tab does it open the page at
 * their target.
 *
 * @param {{openFact: (id: string) => void, setLanguage: (code: string) => void, whenRest: Promise<unknown>, panels: Record<string, () => void>, onLeave: () => void}} page
 *   `whenRest`: resolved once the rest of the page is set up; `panels`: functions that open a panel, by its id; `onLeave`:
 *   called before the reader is moved to another place in the page
 */
export function setUpInPageLinks({ openFact, setLanguage, whenRest, panels, onLeave }) {
  const moveTo = (/** @type {string} */ id) => {
    const target = /** @type {HTMLElement} */ (document.getElementById(id));
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  };
  /** Move the reader once the rest of the page is set up, unless the reader has gone elsewhere by then. */
  const afterRest = (/** @type {() => void} */ move) => {
    const focused = document.activeElement;
    void whenRest.then(() => focused === document.activeElement && move());
  };
  /** The links that the reader has followed, each with its target and the address where it was followed, oldest first. */
  const followed = /** @type {{opener: HTMLElement | null, target: Element | null, from: string}[]} */ ([]);
  const follow = (/** @type {() => void} */ move) => {
    const [opener, from] = [/** @type {HTMLElement | null} */ (document.activeElement), location.href];
    move();
    followed.push({ opener, target: document.activeElement, from });
  };
  const goTo = (/** @type {string} */ id) =>
    follow(() => {
      onLeave();
      moveTo(id);
    });
  // Back returns to the link, unless the reader has moved the focus.
  addEventListener("popstate", () => {
    if (followed[followed.length - 1]?.from !== location.href) return;
    const last = followed.pop();
    if (document.activeElement === last?.target) last?.opener?.focus({ preventScroll: true });
  });
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[href^='#']"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { lang } = link.dataset;
    const id = link.hash.slice(1);
    if (lang) setLanguage(lang);
    else if (id.startsWith("fact-")) follow(() => openFact(id.slice("fact-".length)));
    else if (Object.hasOwn(panels, id)) panels[id]();
    else if (document.getElementById(id)?.offsetParent) goTo(id);
    else afterRest(() => goTo(id));
  });
  const openingId = location.hash.slice(1);
  afterRest(() => {
    if (!document.querySelector(`a[href="#${CSS.escape(openingId)}"]`)) return;
    if (Object.hasOwn(panels, openingId)) panels[openingId]();
    else if (document.getElementById(openingId)?.matches("[tabindex]")) moveTo(openingId);
  });
}
