import { wait } from "../waits.js";
import { runStoredScript } from "../run-text.js";

/**
 * Run the script of the live map, which takes the page's state and functions from a global. Return right after the
 * map stands or has failed.
 *
 * @param {object} zonePage
 */
export async function runLiveMap(zonePage) {
  Object.assign(globalThis, { zonePage });
  runStoredScript("map-script", "module");
  await new Promise((resolve) => {
    addEventListener("zone-map:live", resolve);
    addEventListener("error", resolve);
  });
  // Twice, so that input and timers that are due come first.
  for (let turn = 0; turn < 2; turn++) await wait(0);
}
