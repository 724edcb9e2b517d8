/** Milliseconds and pixels up to which a second click counts as part of a double click. */
const [DOUBLE_MS, DOUBLE_PX] = [600, 20];

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

/** @param {MouseEvent} event */
function ignoreSecond(event) {
  // Keys and screen readers click without a place.
  if (!first || event.detail === 0) return;
  const isFar = Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) > DOUBLE_PX;
  // Not all browsers count taps.
  if (isFar || (event.detail === 1 && event.timeStamp - first.timeStamp > DOUBLE_MS)) first = null;
  else {
    event.preventDefault();
    event.stopPropagation();
  }
}
