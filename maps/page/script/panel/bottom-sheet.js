import { setLabel, text } from "../text/texts.js";

/** Pixels; a shorter drag counts as a click. */
const MIN_DRAG_PX = 8;
/** Share of the window's height above which a dragged sheet becomes full, and below which it closes. */
const FULL_SHARE = 0.7;
const CLOSED_SHARE = 0.28;

/**
 * Show the details as a sheet at the foot of a narrow window: half open or full.
 *
 * @param {HTMLElement} sheet
 * @param {() => void} close
 */
export function setUpBottomSheet(sheet, close) {
  const isSheet = () => !sheet.hidden && getComputedStyle(sheet).position === "fixed";
  const setState = (/** @type {"half" | "full"} */ state) => {
    sheet.dataset.sheet = state;
    for (const grip of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll(".grip"))) {
      grip.ariaExpanded = String(state === "full");
      grip.dataset.tLabel = state === "full" ? "sheet.less" : "sheet.more";
      setLabel(grip, text(grip.dataset.tLabel));
    }
  };
  let wasDragged = false;
  sheet.addEventListener("pointerdown", (event) => {
    const head = /** @type {Element} */ (event.target).closest(".details-head");
    wasDragged = false;
    if (!head || !isSheet() || /** @type {Element} */ (event.target).closest(".steps")) return;
    const start = { y: event.clientY, height: sheet.offsetHeight };
    const move = (/** @type {PointerEvent} */ { clientY }) => {
      if (!wasDragged && Math.abs(clientY - start.y) < MIN_DRAG_PX) return;
      wasDragged = true;
      sheet.dataset.dragging = "";
      sheet.style.setProperty("--drag", `${Math.min(start.height + start.y - clientY, innerHeight)}px`);
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      const share = sheet.offsetHeight / innerHeight;
      delete sheet.dataset.dragging;
      sheet.style.removeProperty("--drag");
      if (!wasDragged) return;
      if (share < CLOSED_SHARE) close();
      else setState(share > FULL_SHARE ? "full" : "half");
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  });
  sheet.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest(".grip")) || (wasDragged && event.detail > 0)) return;
    setState(sheet.dataset.sheet === "full" ? "half" : "full");
  });
  // A full sheet would hide an element outside it that has the focus.
  document.addEventListener("focusin", ({ target }) => {
    if (sheet.dataset.sheet !== "full" || !isSheet() || sheet.contains(/** @type {Node} */ (target))) return;
    setState("half");
  });
  return {
    isSheet,
    /** Open the sheet by half. */
    open: () => setState("half"),
  };
}
