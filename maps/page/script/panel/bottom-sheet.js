import { label } from "../text/language.js";

/** Pixels; a shorter drag counts as a click. */
const SLACK = 8;

/**
 * Return the state in which a drag leaves the sheet.
 *
 * @param {number} height of the sheet after the drag, in pixels
 * @param {number} room height of the window
 * @returns {"full" | "half" | "closed"}
 */
export function settle(height, room) {
  if (height > 0.7 * room) return "full";
  return height < 0.28 * room ? "closed" : "half";
}

/**
 * Show the details as a sheet at the foot of a narrow window: half open or full.
 *
 * @param {HTMLElement} holder
 * @param {{close: () => void, text: (key: string) => string}} page
 */
export function setUpBottomSheet(holder, page) {
  const isSheet = () => !holder.hidden && getComputedStyle(holder).position === "fixed";
  const put = (/** @type {"half" | "full"} */ state) => {
    holder.dataset.sheet = state;
    for (const grip of /** @type {NodeListOf<HTMLElement>} */ (holder.querySelectorAll(".grip"))) {
      grip.setAttribute("aria-expanded", String(state === "full"));
      grip.dataset.tLabel = state === "full" ? "sheet.less" : "sheet.more";
      label(grip, page.text(grip.dataset.tLabel));
    }
  };
  let dragged = false;
  holder.addEventListener("pointerdown", (event) => {
    const head = /** @type {Element} */ (event.target).closest(".details-head");
    dragged = false;
    if (!head || !isSheet() || /** @type {Element} */ (event.target).closest(".steps")) return;
    const start = { y: event.clientY, height: holder.offsetHeight };
    const move = (/** @type {PointerEvent} */ { clientY }) => {
      if (!dragged && Math.abs(clientY - start.y) < SLACK) return;
      dragged = true;
      holder.dataset.dragging = "";
      holder.style.setProperty("--drag", `${Math.min(start.height + start.y - clientY, innerHeight)}px`);
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      const state = settle(holder.offsetHeight, innerHeight);
      delete holder.dataset.dragging;
      holder.style.removeProperty("--drag");
      if (!dragged) return;
      if (state === "closed") page.close();
      else put(state);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  });
  holder.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest(".grip")) || dragged) return;
    put(holder.dataset.sheet === "full" ? "half" : "full");
  });
  // A full sheet would hide an element outside it that has the focus.
  document.addEventListener("focusin", ({ target }) => {
    if (holder.dataset.sheet !== "full" || !isSheet() || holder.contains(/** @type {Node} */ (target))) return;
    put("half");
  });
  return {
    isSheet,
    half: () => put("half"),
  };
}
