import { showHint } from "./hint.js";

/**
 * Buttons, wheel and fingers: the page scrolls past the map, and only a wish to zoom moves it.
 *
 * @param {import("leaflet").Map} map
 * @param {{text: (key: string) => string, zoomBy: (step: number) => void, showAll: () => void, relabel: () => void}} page
 */
export function setUpControls(map, page) {
  const pane = /** @type {HTMLElement} */ (map.getContainer().closest(".map-pane"));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (pane.querySelectorAll("[data-zoom]"))) {
    button.addEventListener("click", () => page.zoomBy(Number(button.dataset.zoom)));
  }
  pane.querySelector("[data-fit]")?.addEventListener("click", page.showAll);
  // What is opened and closed over the map covers names.
  pane.addEventListener("toggle", page.relabel, { capture: true });
  const menus = /** @type {NodeListOf<HTMLDetailsElement>} */ (pane.querySelectorAll(".controls details"));
  // What one of the buttons has opened is closed by a press elsewhere on the map.
  pane.addEventListener("pointerdown", ({ target }) => {
    for (const menu of menus) if (!menu.contains(/** @type {Node} */ (target))) menu.open = false;
  });
  setUpFullScreen(/** @type {HTMLElement} */ (pane.querySelector("[data-full-screen]")));
  const network = /** @type {HTMLInputElement | null} */ (pane.querySelector("[data-network]"));
  // A map without metro lines that opened later has no such choice.
  network?.addEventListener("change", () => {
    // Without what opened later it is the network of the day of the release.
    map.getContainer().classList.toggle("network-at-release", !network.checked);
    page.relabel();
  });
  makeRoomForCredit(pane, page.relabel);
  holdTheWheel(map, pane, page.text);
  leaveOneFingerToThePage(map, pane, page.text);
}

/**
 * The credit may take several lines, as in large type or with that of an online layer: what stands above it moves up.
 *
 * @param {HTMLElement} pane
 * @param {() => void} relabel
 */
function makeRoomForCredit(pane, relabel) {
  const credit = /** @type {HTMLElement} */ (pane.querySelector(".credit"));
  const put = () => {
    const height = `${credit.offsetHeight}px`;
    if (pane.style.getPropertyValue("--credit") === height) return;
    pane.style.setProperty("--credit", height);
    relabel();
  };
  put();
  new ResizeObserver(put).observe(credit);
}

/**
 * For a projector: map and details take the whole window, and the window the whole screen, unless it does already.
 *
 * @param {HTMLElement} button
 */
function setUpFullScreen(button) {
  const root = document.documentElement;
  let y = 0;
  const put = (/** @type {boolean} */ isFull) => {
    if (isFull) y = scrollY;
    root.toggleAttribute("data-full", isFull);
    button.setAttribute("aria-pressed", String(isFull));
    scrollTo(0, isFull ? 0 : y);
  };
  button.addEventListener("click", () => {
    const isFull = !("full" in root.dataset);
    put(isFull);
    if (isFull) root.requestFullscreen().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen();
  });
  const leave = (/** @type {Event & {matches?: boolean}} */ { matches }) => {
    if (!matches && !document.fullscreenElement && "full" in root.dataset) put(false);
  };
  document.addEventListener("fullscreenchange", leave);
  // The browser's own full screen (F11), for the case that it gives the page none of its own.
  matchMedia("(display-mode: fullscreen)").addEventListener("change", leave);
}

/**
 * @param {import("leaflet").Map} map
 * @param {HTMLElement} pane
 * @param {(key: string) => string} text
 */
function holdTheWheel(map, pane, text) {
  map.scrollWheelZoom.enable();
  pane.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopPropagation();
      showHint(pane, text("map.hint"));
    },
    { capture: true, passive: true },
  );
}

/**
 * @param {import("leaflet").Map} map
 * @param {HTMLElement} pane
 * @param {(key: string) => string} text
 */
function leaveOneFingerToThePage(map, pane, text) {
  // By what is on the map now: a device may have a mouse and a touch screen.
  pane.addEventListener("pointerdown", ({ pointerType }) => (pointerType === "touch" ? map.dragging.disable() : map.dragging.enable()), {
    capture: true,
  });
  pane.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length === 1) showHint(pane, text("map.hint_touch"));
    },
    { passive: true },
  );
}
