import { showHint } from "./hint.js";
import { map, pane } from "./map.js";
import { closeMenus } from "../panel/menus.js";
import { text } from "../text/texts.js";

/**
 * Set up buttons, wheel and touch: wheel and one finger scroll the page past the map; the wheel with Ctrl or ⌘, and two
 * fingers, move the map.
 *
 * @param {{zoomBy: (step: number) => void, showAll: () => void, relabel: () => void}} page
 */
export function setUpControls(page) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (pane.querySelectorAll("[data-zoom]"))) {
    button.addEventListener("click", () => page.zoomBy(Number(button.dataset.zoom)));
  }
  pane.querySelector("[data-fit]")?.addEventListener("click", page.showAll);
  // Whatever opens over the map covers names.
  addEventListener("toggle", page.relabel, { capture: true });
  // A press elsewhere on the map closes an open menu, and so does another menu that opens: they would overlap.
  pane.addEventListener("pointerdown", ({ target }) => closeMenus(/** @type {Node} */ (target)));
  for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (pane.querySelectorAll(".controls details"))) {
    menu.addEventListener("toggle", () => menu.open && closeMenus(menu));
  }
  setUpFullScreen(/** @type {HTMLElement} */ (pane.querySelector("[data-full-screen]")));
  const network = /** @type {HTMLInputElement | null} */ (pane.querySelector("[data-network]"));
  // Without metro lines that opened after the release there is no such choice.
  const showNetwork = () => {
    // Unchecked, the map shows the network of the day of the release.
    document.documentElement.toggleAttribute("data-network-at-release", network?.checked === false);
    page.relabel();
  };
  network?.addEventListener("change", showNetwork);
  // The reader may have unchecked it before the map was live, or in the page of which this is a saved copy.
  if (network && isNetworkAtRelease()) network.checked = false;
  showNetwork();
  makeRoomForCredit(page.relabel);
  requireKeyForWheel();
  leaveOneFingerToThePage();
}

/** Return whether the map shows the metro of the day of the release. */
export function isNetworkAtRelease() {
  return "networkAtRelease" in document.documentElement.dataset;
}

/**
 * Pass the height of the credit to the stylesheet, so that everything above it moves up: the credit may take several
 * lines, as in large type or with an online layer.
 *
 * @param {() => void} relabel
 */
function makeRoomForCredit(relabel) {
  const credit = /** @type {HTMLElement} */ (pane.querySelector(".credit"));
  const update = () => {
    const height = `${pane.clientHeight - credit.offsetTop}px`;
    if (pane.style.getPropertyValue("--credit") === height) return;
    pane.style.setProperty("--credit", height);
    relabel();
  };
  update();
  new ResizeObserver(update).observe(credit);
}

/**
 * Set up full screen, as for a projector: map and details fill the window, and the window fills the screen.
 *
 * @param {HTMLElement} button
 */
function setUpFullScreen(button) {
  const root = document.documentElement;
  let pageScroll = 0;
  const setFull = (/** @type {boolean} */ isFull) => {
    if (isFull) pageScroll = scrollY;
    root.toggleAttribute("data-full", isFull);
    button.ariaPressed = String(isFull);
    scrollTo(0, isFull ? 0 : pageScroll);
  };
  button.addEventListener("click", () => {
    const isFull = !("full" in root.dataset);
    setFull(isFull);
    if (isFull) root.requestFullscreen().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen();
  });
  const leave = (/** @type {Event & {matches?: boolean}} */ { matches }) => {
    if (!matches && !document.fullscreenElement && "full" in root.dataset) setFull(false);
  };
  document.addEventListener("fullscreenchange", leave);
  // For the browser's own full screen (F11), which readers may use if the page is not allowed to enter it.
  matchMedia("(display-mode: fullscreen)").addEventListener("change", leave);
}

/** Let the wheel zoom only with Ctrl or ⌘; without these the page scrolls, and a hint appears. */
function requireKeyForWheel() {
  map.scrollWheelZoom.enable();
  pane.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopPropagation();
      showHint(text("map.hint"));
    },
    { capture: true, passive: true },
  );
}

/** Let one finger scroll the page, with a hint. */
function leaveOneFingerToThePage() {
  // Decide at each press: a device may have both a mouse and a touch screen.
  pane.addEventListener("pointerdown", ({ pointerType }) => (pointerType === "touch" ? map.dragging.disable() : map.dragging.enable()), {
    capture: true,
  });
  pane.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length === 1) showHint(text("map.hint_touch"));
    },
    { passive: true },
  );
}
