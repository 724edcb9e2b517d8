import { announce } from "./announce.js";
import { data } from "../data.js";
import { page } from "../main.js";
import { languageTag, text } from "../text/texts.js";
import { readCarriedFiles } from "./carried-files.js";
import { setUpCitation } from "./citation.js";
import { makePicture } from "./picture.js";
import { DPI, makePrintPicture, toPrintPixels } from "./print-picture.js";

/** Milliseconds after which the browser no longer needs the URL of a saved file. */
const URL_LIFETIME_MS = 60_000;

/**
 * Set up the panel with everything that a reader can download.
 *
 * @param {import("./carried-files.js").Shapes} shapes of the areas, in their order
 */
export function setUpDownloads(shapes) {
  const panel = /** @type {HTMLElement} */ (document.getElementById("downloads"));
  /** @type {ReturnType<typeof readCarriedFiles> | undefined} */
  let cachedFiles;
  const getCarriedFiles = () => (cachedFiles ??= readCarriedFiles(shapes));
  const captionTexts = () => ({
    // The headline, which says no more than the stop of the lens.
    title: document.querySelector("h1")?.textContent ?? "",
    note: text(`lens.${document.documentElement.dataset.lens}_note`),
    credit: `${text("zone.name")} · ${text("page.byline")} · ${data.terms.credit} · ${data.terms.licence}`,
  });
  /** Draw the picture of the whole map or, by any other name, the close-up of the open area. */
  const draw = (/** @type {string} */ name) => makePicture(/** @type {SVGSVGElement} */ (name.startsWith("whole.") ? document.querySelector(".static-map") : findCloseUp(page.area())), captionTexts());
  const makeFile = (/** @type {string} */ name) => new Blob(name.endsWith(".svg") ? [draw(name)] : getCarriedFiles().content(name), { type: getCarriedFiles().mediaType(name) });
  const save = (/** @type {string} */ name, /** @type {HTMLElement} */ dialog, content = makeFile(name)) => saveFile(`${data.zone.id}-zone-${name}`, content, dialog);
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-download]"));
  for (const button of buttons) {
    const name = button.dataset.download ?? "";
    button.addEventListener("click", async () => {
      if (!name.endsWith(".png")) return save(name, panel);
      try {
        save(name, panel, await makePrintPicture(draw(name), captionTexts()));
      } catch {
        announce(text("download.no_picture"), panel);
      }
    });
  }
  panel.querySelector("[data-print]")?.addEventListener("click", () => print());
  setUpCitation((id) => getCarriedFiles().citation(id), save);
  /** Show how large each file is, and offer the close-up if there is one of the open area. */
  const fill = () => {
    const closeUp = /** @type {HTMLElement} */ (panel.querySelector(".close-up-files"));
    closeUp.hidden = !findCloseUp(page.area());
    const sizeFormat = new Intl.NumberFormat(languageTag(), { style: "unit", unit: "kilobyte" });
    for (const button of buttons) {
      const name = button.dataset.download ?? "";
      if (closeUp.hidden && closeUp.contains(button)) continue;
      /** @type {HTMLElement} */ (button.querySelector(".bytes")).textContent = name.endsWith(".png") ? formatDimensions(draw(name)) : sizeFormat.format(Math.ceil(makeFile(name).size / 1000));
    }
  };
  return { fill };
}

/**
 * Return the size in print of a picture.
 *
 * @param {string} svg
 */
function formatDimensions(svg) {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const numberFormat = new Intl.NumberFormat(languageTag());
  return `${toPrintPixels(Number(width), Number(height)).map((side) => numberFormat.format(side)).join(" × ")} px, ${DPI} dpi`;
}

/**
 * Let the browser save a file, and announce it.
 *
 * @param {string} file its name
 * @param {Blob} content
 * @param {HTMLElement} dialog the panel or dialog that offers it
 */
function saveFile(file, content, dialog) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), URL_LIFETIME_MS);
  announce(text("download.saved", { file }), dialog);
}

/**
 * Return the close-up that shows an area, if there is one; the page has it for readers without script.
 *
 * @param {string | null} area
 */
function findCloseUp(area) {
  return document.querySelector(`.close-up[data-areas~="${area}"]`);
}
