import { text } from "../text/texts.js";
import { map } from "./map.js";

/** Keep the scale bar true at the centre of the map; its length is a round number, labelled in the page's language. */
export function setUpScaleBar() {
  const holder = /** @type {HTMLElement} */ (document.querySelector(".live-scale"));
  const line = holder.appendChild(document.createElement("div"));
  line.className = "leaflet-control-scale-line";
  const widest = holder.clientWidth;
  const update = () => {
    const { y } = map.getSize().divideBy(2);
    const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([widest, y]));
    const power = 10 ** Math.floor(Math.log10(metres));
    const length = power * ([5, 2].find((digit) => digit * power <= metres) ?? 1);
    line.style.width = `${Math.round((widest * length) / metres)}px`;
    // Not by Intl, which is slow on first use.
    line.textContent = text(length < 1000 ? "map.metres" : "map.kilometres", { length: `${length < 1000 ? length : length / 1000}` });
  };
  map.on("move resize", update);
  return { /** Label the bar in another language. */ name: update };
}
