import { letOthersRun, wait, yieldToBrowser } from "../waits.js";
import { runStoredScript } from "../run-text.js";

/** Milliseconds between two checks whether the scripts have been parsed. */
const POLL_MS = 20;

/**
 * Run Leaflet, then the script of the live map, which shares the modules of the page's script (bundle.py). Resolve as
 * soon as the map is live or has failed.
 */
export async function runLiveMap() {
  // The two scripts follow this one in the page, which may load slowly.
  while (document.readyState === "loading" && !document.getElementById("leaflet-script")?.nextSibling) await wait(POLL_MS);
  const whenLive = new Promise((resolve) => {
    addEventListener("zone-map:live", resolve);
    addEventListener("error", resolve);
  });
  // Leave time for input between the long steps.
  await yieldToBrowser();
  runStoredScript("leaflet-script", "");
  await yieldToBrowser();
  runStoredScript("map-script", "module");
  await whenLive;
  await letOthersRun();
}
