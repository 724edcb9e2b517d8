import { setLabel, text } from "../text/texts.js";

/** Pixels; a shorter drag counts as a click. */
const MIN_DRAG_PX = 8;
/** Share of the window's height above which a dragged sheet becomes full, and below which it closes. */
const FULL_SHARE = 0.7;
const CLOSED_SHARE = 0.28;
/** Pixels per millisecond above which the end of a drag is a flick, and milliseconds over which the speed is measured. */
const [FLICK_SPEED, FLICK_MS] = [0.5, 100];
/** Pixels from which a drag can be a flick: a shorter one is a tap to browsers, whose click would go to what the sheet uncovers. */
const MIN_FLICK_PX = 24;

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
  sheet.addEventListener("pointerdown", (press) => {
    const target = /** @type {Element} */ (press.target);
    wasDragged = false;
    if (!target.closest(".details-head") || !isSheet() || target.closest(".steps")) return;
    const [height, trail] = [sheet.offsetHeight, [press]];
    const move = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== press.pointerId) return;
      trail.push(event);
      const rise = press.clientY - event.clientY;
      if (!wasDragged && Math.abs(rise) < MIN_DRAG_PX) return;
      wasDragged = true;
      sheet.dataset.dragging = "";
      sheet.style.setProperty("--drag", `${Math.min(height + rise, innerHeight)}px`);
    };
    const end = (/** @type {PointerEvent} */ { pointerId, timeStamp, type }) => {
      if (pointerId !== press.pointerId) return;
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      const share = sheet.offsetHeight / innerHeight;
      delete sheet.dataset.dragging;
      sheet.style.removeProperty("--drag");
      if (!wasDragged || type === "pointercancel") return;
      const speed = measureSpeed(trail, timeStamp);
      if (speed > FLICK_SPEED || (speed > -FLICK_SPEED && share > FULL_SHARE)) setState("full");
      else if (share < CLOSED_SHARE || (speed < -FLICK_SPEED && sheet.dataset.sheet === "half")) close();
      else setState("half");
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

/**
 * Return the speed of a drag at its end, in pixels per millisecond; it is positive upwards, and 0 for a short drag.
 *
 * @param {PointerEvent[]} trail
 * @param {number} end when the drag ended
 */
function measureSpeed(trail, end) {
  const latest = trail.filter(({ timeStamp }) => end - timeStamp < FLICK_MS);
  const [first, last] = [latest[0], latest[latest.length - 1]];
  return first && Math.abs(last.clientY - trail[0].clientY) >= MIN_FLICK_PX ? (first.clientY - last.clientY) / Math.max(1, last.timeStamp - first.timeStamp) : 0;
}
