import { announce } from "./announce.js";
import { citeFact, citeMap, FORMATS, inWords } from "./citations.js";
import { copyText, flashText } from "./clipboard.js";
import { picture } from "./picture.js";
import { DPI, pixels, printPicture } from "./print-picture.js";
import { areaRow, csv, factRow, geojson, kml } from "./export-formats.js";

const KINDS = { geojson: "application/geo+json", kml: "application/vnd.google-earth.kml+xml", csv: "text/csv", svg: "image/svg+xml", bib: "application/x-bibtex", ris: "application/x-research-info-systems", json: "application/vnd.citationstyles.csl+json" };
/** Decimals of a degree, as in the files of the export. */
const EXACT = 7;
/** Milliseconds after which a browser has taken a file over. */
const TAKEN = 60_000;

/** @typedef {{text: (key: string) => string, each: (key: string, language: string) => string, languages: string[], tag: () => string, area: () => string | null}} Page */

/**
 * The panel with all that a reader takes away; it is made here, when it is asked for.
 *
 * @param {import("../types").Payload} data
 * @param {Page} page
 * @param {{reach: import("leaflet").Polygon, footprint: import("leaflet").Polygon}[]} shapes of the areas, in their order
 */
export function setUpDownloads(data, page, shapes) {
  const panel = /** @type {HTMLElement} */ (document.getElementById("downloads"));
  const files = { ...dataFiles(data, page, shapes), ...pictures(data, page) };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-download]"))) {
    const name = button.dataset.download ?? "";
    button.addEventListener("click", async () => {
      if (!name.endsWith(".png")) return save(data, name, typed(name, files[name]()), page, panel);
      try {
        save(data, name, await printPicture(files[name.replace("png", "svg")](), page.text("zone.title")), page, panel);
      } catch {
        announce(page.text("download.no_picture"), panel);
      }
    });
  }
  panel.querySelector("[data-print]")?.addEventListener("click", () => print());
  setUpCitation(data, page);
  return { fill: () => fill(panel, files, page) };
}

/**
 * Puts into the panel which area there is a close-up of, and how large each file is.
 *
 * @param {HTMLElement} panel
 * @param {Record<string, () => string>} files
 * @param {Page} page
 */
function fill(panel, files, { tag, area }) {
  const open = area();
  const closeUp = /** @type {HTMLElement} */ (panel.querySelector(".close-up-files"));
  closeUp.hidden = open === null || !closeUpOf(open);
  const number = new Intl.NumberFormat(tag());
  const kilobytes = new Intl.NumberFormat(tag(), { style: "unit", unit: "kilobyte" });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-download]"))) {
    const name = button.dataset.download ?? "";
    if (closeUp.hidden && closeUp.contains(button)) continue;
    const content = files[name.replace("png", "svg")]();
    const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(content) ?? [];
    const size = name.endsWith(".png")
      ? `${pixels(Number(width), Number(height)).map((side) => number.format(side)).join(" × ")} px, ${DPI} dpi`
      : kilobytes.format(Math.ceil(new Blob([content]).size / 1000));
    /** @type {HTMLElement} */ (button.querySelector(".bytes")).textContent = size;
  }
}

/**
 * @param {string} name
 * @param {string} content
 */
function typed(name, content) {
  return new Blob([content], { type: `${KINDS[/** @type {keyof typeof KINDS} */ (name.split(".").pop())]};charset=utf-8` });
}

/**
 * Hands a file to the browser and tells of it.
 *
 * @param {import("../types").Payload} data
 * @param {string} name the end of its name
 * @param {Blob} content
 * @param {Page} page
 * @param {HTMLElement} dialog the panel or dialog that offers it
 */
function save(data, name, content, { text }, dialog) {
  const file = `${data.zone.id}-zone-${name}`;
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), TAKEN);
  announce(text("download.saved").replace("{file}", file), dialog);
}

/**
 * @param {import("../types").Payload} data
 * @param {Page} page
 * @param {{reach: import("leaflet").Polygon, footprint: import("leaflet").Polygon}[]} shapes
 * @returns {Record<string, () => string>} contents by the end of a file's name
 */
function dataFiles({ areas, facts, terms }, { text, each, languages }, shapes) {
  const rows = () => areas.map((area) => areaRow(area, languages, each));
  const footprints = () => shapes.map(({ footprint }) => footprint.toGeoJSON(EXACT).geometry);
  return {
    "areas.geojson": () => geojson(rows(), footprints(), terms),
    "areas.csv": () => csv(rows()),
    "facts.csv": () =>
      csv(facts.map((fact) => factRow(fact, languages, each, /** @type {Element} */ (document.getElementById(`fact-${fact.id}`)?.closest(".fact"))))),
    "areas.kml": () => {
      const palette = getComputedStyle(document.documentElement);
      const told = rows().map((row, index) => {
        const { id, colour } = areas[index];
        const lines = languages.flatMap((language) => ["", ".size", ".plus_minus", ".basis"].map((part) => each(`area.${id}${part}`, language)));
        const reach = shapes[index].reach.toGeoJSON(EXACT).geometry;
        return { row, lines, colour: palette.getPropertyValue(`--${colour}`), shape: footprints()[index], reach };
      });
      return kml(told, text("zone.title"), [text("sources.map"), `${terms.licence}: ${terms.licence_url}`, terms.credit].join(" "));
    },
  };
}

/**
 * The drawing from close by on which an area is, as the page has it for readers without script.
 *
 * @param {string} area
 */
function closeUpOf(area) {
  return /** @type {SVGSVGElement | null} */ (document.querySelector(`.close-up[data-areas~="${area}"]`));
}

/**
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

/**
 * @param {import("../types").Payload} data
 * @param {Page} page
 */
function setUpCitation(data, page) {
  const { text, tag } = page;
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector(".citation"));
  const words = /** @type {HTMLElement} */ (dialog.querySelector(".citation-text"));
  /** @type {{name: string, references: import("./citations.js").Reference[]}} */
  let cited = { name: "", references: [] };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-cite]"))) {
    button.addEventListener("click", () => {
      const id = button.dataset.cite ?? "";
      const row = button.closest(".fact");
      cited = { name: id || "map", references: row ? citeFact(row, `${data.zone.id}:${id}`) : [citeMap(data, text("zone.title"))] };
      const date = new Intl.DateTimeFormat(tag(), { dateStyle: "long", timeZone: "UTC" });
      const lines = cited.references.map((reference) =>
        inWords(reference, reference.type === "map" ? text("download.edition") : reference.day && date.format(new Date(reference.day))),
      );
      words.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
      /** @type {HTMLElement} */ (dialog.querySelector(".panel-status")).textContent = "";
      dialog.showModal();
    });
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll("[data-as]"))) {
    const kind = button.dataset.as ?? "";
    button.addEventListener("click", async () => {
      if (kind === "close") dialog.close();
      else if (kind === "copy") {
        const copied = await copyText([...words.children].map((line) => line.textContent).join("\n"));
        flashText(button, text(copied ? "share.done" : "share.failed"), () => text("details.copy"));
        announce(copied ? text("share.copied").replace("{what}", () => text("download.cite_heading")) : text("share.failed"), dialog);
      } else save(data, `${cited.name}.${kind}`, typed(kind, FORMATS[kind](cited.references)), page, dialog);
    });
  }
}
