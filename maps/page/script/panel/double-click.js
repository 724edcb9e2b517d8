/** Milliseconds and pixels up to which a second tap counts as part of a double tap. */
const [DOUBLE_MS, DOUBLE_PX] = [350, 20];

let first = /** @type {MouseEvent | null} */ (null);

for (const type of /** @type {const} */ (["mousedown", "click", "dblclick"])) addEventListener(type, ignoreSecond, { capture: true });

/**
 * Ignore the second click or tap if this one is the first of two: it would go to what has moved under the pointer by then.
 *
 * @param {MouseEvent} click
 */
export function ignoreSecondClick(click) {
  first = click;
}

/** @param {MouseEvent & {pointerType?: string}} event */
function ignoreSecond(event) {
  if (!first) return;
  const isNear = Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) <= DOUBLE_PX;
  // Not all browsers count taps.
  const isQuickTap = event.pointerType === "touch" && event.timeStamp - first.timeStamp < DOUBLE_MS;
  if (isNear && (event.detail > 1 || isQuickTap)) {
    event.preventDefault();
    event.stopPropagation();
  } else if (event.type === "click") first = null;
}
