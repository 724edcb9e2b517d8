import { announce } from "./announce.js";
import { fillIn } from "../text/language.js";
import { carriedFiles } from "./carried-files.js";
import { setUpCitation } from "./citation.js";
import { picture } from "./picture.js";
import { DPI, pixels, printPicture } from "./print-picture.js";

const KINDS = {
  geojson: "application/geo+json",
  kml: "application/vnd.google-earth.kml+xml",
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  svg: "image/svg+xml",
  bib: "application/x-bibtex",
  ris: "application/x-research-info-systems",
  json: "application/vnd.citationstyles.csl+json",
};
/** Milliseconds after which the browser no longer needs the URL of a saved file. */
const URL_LIFETIME_MS = 60_000;

/** @typedef {import("./carried-files.js").Page} Page */

/**
 * Set up the panel with everything that a reader can download.
 *
 * @param {import("../types").Payload} data
 * @param {Page} page
 * @param {import("./carried-files.js").Shapes} shapes
 */
export function setUpDownloads(data, page, shapes) {
  const panel = /** @type {HTMLElement} */ (document.getElementById("downloads"));
  /** @type {ReturnType<typeof carriedFiles> | undefined} */
  let made;
  const carried = () => (made ??= carriedFiles(page, data.facts.map(({ id }) => id), shapes));
  const drawn = pictures(data, page);
  const file = (/** @type {string} */ name) => toBlob(name, drawn[name]?.() ?? carried().content(name));
  const save = (/** @type {string} */ name, /** @type {HTMLElement} */ dialog, content = file(name)) => handOver(`${data.zone.id}-zone-${name}`, content, page, dialog);
  for (const button of buttons(panel)) {
    const name = button.dataset.download ?? "";
    button.addEventListener("click", async () => {
      if (!name.endsWith(".png")) return save(name, panel);
      try {
        save(name, panel, await printPicture(drawn[name.replace("png", "svg")](), page.text("zone.title")));
      } catch {
        announce(page.text("download.no_picture"), panel);
      }
    });
  }
  panel.querySelector("[data-print]")?.addEventListener("click", () => print());
  setUpCitation(page, (id) => carried().citation(id), save);
  return { fill: () => fill(panel, drawn, file, page) };
}

/**
 * @param {HTMLElement} panel
 * @returns {NodeListOf<HTMLElement>}
 */
function buttons(panel) {
  return panel.querySelectorAll("[data-download]");
}

/**
 * Show how large each file is, and offer the close-up if there is one of the open area.
 *
 * @param {HTMLElement} panel
 * @param {Record<string, () => string>} drawn
 * @param {(name: string) => Blob} file
 * @param {Page} page
 */
function fill(panel, drawn, file, { tag, area }) {
  const open = area();
  const closeUp = /** @type {HTMLElement} */ (panel.querySelector(".close-up-files"));
  closeUp.hidden = open === null || !closeUpOf(open);
  const number = new Intl.NumberFormat(tag());
  const kilobytes = new Intl.NumberFormat(tag(), { style: "unit", unit: "kilobyte" });
  for (const button of buttons(panel)) {
    const name = button.dataset.download ?? "";
    if (closeUp.hidden && closeUp.contains(button)) continue;
    /** @type {HTMLElement} */ (button.querySelector(".bytes")).textContent = name.endsWith(".png") ? dimensions(drawn[name.replace("png", "svg")]()) : kilobytes.format(Math.ceil(file(name).size / 1000));
  }
  /** @param {string} svg */
  function dimensions(svg) {
    const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    return `${pixels(Number(width), Number(height)).map((side) => number.format(side)).join(" × ")} px, ${DPI} dpi`;
  }
}

/**
 * Return a file whose media type fits the ending of its name.
 *
 * @param {string} name
 * @param {BlobPart | BlobPart[]} content
 */
function toBlob(name, content) {
  return new Blob([content].flat(), { type: `${KINDS[/** @type {keyof typeof KINDS} */ (name.split(".").pop())]};charset=utf-8` });
}

/**
 * Hand a file to the browser and announce it.
 *
 * @param {string} file name
 * @param {Blob} content
 * @param {Page} page
 * @param {HTMLElement} dialog the panel or dialog that offers it
 */
function handOver(file, content, { text }, dialog) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), URL_LIFETIME_MS);
  announce(fillIn(text("download.saved"), { file }), dialog);
}

/**
 * Return the close-up on which an area is shown; the page has it for readers without script.
 *
 * @param {string} area
 */
function closeUpOf(area) {
  return /** @type {SVGSVGElement | null} */ (document.querySelector(`.close-up[data-areas~="${area}"]`));
}

/**
 * Return by file name the functions that draw the pictures.
 *
 * @param {import("../types").Payload} data
 * @param {Page} page
 * @returns {Record<string, () => string>}
 */
function pictures({ terms }, { text, area }) {
  const root = document.documentElement;
  const words = () => ({
    title: text(root.dataset.lens === "release" ? "lens.title" : "zone.title"),
    note: text(`lens.${root.dataset.lens}_note`),
    credit: `${text("zone.name")} · ${text("page.eyebrow")} · ${terms.credit} · ${terms.licence}`,
  });
  return {
    "whole.svg": () => picture(/** @type {SVGSVGElement} */ (document.querySelector(".static-map")), words()),
    "closeup.svg": () => picture(/** @type {SVGSVGElement} */ (closeUpOf(area() ?? "")), words()),
  };
}
