/** Milliseconds of work after which the browser gets its turn. */
const TURN_MS = 8;

/** Ends the task, so that the browser can paint and answer before the next one. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Does a piece of work for each item and lets the browser paint and answer in between.
 *
 * @template T
 * @param {Iterable<T>} items
 * @param {(item: T) => void} work
 */
export async function forEachYielding(items, work) {
  let start = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - start < TURN_MS) continue;
    await pause();
    start = performance.now();
  }
}
