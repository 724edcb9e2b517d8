import { afterFirstPaint } from "../waits.js";
import { runStoredScript } from "../run-text.js";

/**
 * Run the script of the live map, which takes the page's state and functions from a global. Return once the map has
 * been painted or has failed.
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
  await afterFirstPaint();
}
