import { announce } from "./announce.js";
import { citeFact, citeMap, FORMATS, inWords } from "./citations.js";
import { copyText, flashText } from "./clipboard.js";
import { picture, png, wholeMap } from "./picture.js";
import { areaRow, csv, factRow, geojson, kml } from "./export-formats.js";

const KINDS = { geojson: "application/geo+json", kml: "application/vnd.google-earth.kml+xml", csv: "text/csv", svg: "image/svg+xml", bib: "application/x-bibtex", ris: "application/x-research-info-systems", json: "application/vnd.citationstyles.csl+json" };
/** Decimals of a degree, as in the files of the export. */
const EXACT = 7;
/** Milliseconds after which a browser has taken a file over. */
const TAKEN = 60_000;

/** @typedef {{text: (key: string) => string, each: (key: string, language: string) => string, languages: string[], tag: () => string}} Page */

/**
 * The buttons with which a reader takes something away; all of it is made here.
 *
 * @param {import("../types").Payload} data
 * @param {Page} page
 * @param {{reach: import("leaflet").Polygon, footprint: import("leaflet").Polygon}[]} shapes of the areas, in their order
 */
export function setUpDownloads(data, page, shapes) {
  const files = { ...dataFiles(data, page, shapes), ...pictures(data, page) };
  const save = (/** @type {string} */ name, /** @type {Blob} */ content) => {
    const file = `${data.zone.id}-zone-${name}`;
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), TAKEN);
    announce(page.text("download.saved").replace("{file}", file));
  };
  const typed = (/** @type {string} */ name, /** @type {string} */ content) =>
    save(name, new Blob([content], { type: `${KINDS[/** @type {keyof typeof KINDS} */ (name.split(".").pop())]};charset=utf-8` }));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-download]"))) {
    const name = button.dataset.download ?? "";
    const words = () => (button.dataset.t ? page.text(button.dataset.t) : name.split(".")[1].toUpperCase());
    button.addEventListener("click", async () => {
      if (name === "print") print();
      else if (name === "snippet") flashText(button, page.text((await copyText(snippet(page))) ? "share.done" : "share.failed"), words);
      else if (name.endsWith(".png")) {
        try {
          save(name, await png(files[name.replace("png", "svg")]()));
        } catch {
          announce(page.text("download.no_picture"));
          flashText(button, page.text("download.no_picture"), words);
        }
      } else typed(name, files[name]());
    });
  }
  setUpCitation(data, page, typed);
  return { name: () => (/** @type {HTMLElement} */ (document.querySelector(".snippet")).textContent = snippet(page)) };
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
 * @param {import("../types").Payload} data
 * @param {Page} page
 * @returns {Record<string, () => string>}
 */
function pictures({ terms }, { text }) {
  const root = document.documentElement;
  const words = () => ({
    title: text(root.dataset.lens === "release" ? "lens.title" : "zone.title"),
    note: text(`lens.${root.dataset.lens}_note`),
    credit: `${text("zone.name")} · ${text("page.eyebrow")} · ${terms.credit} · ${terms.licence}`,
  });
  return {
    "whole.svg": () => {
      root.classList.add("picturing");
      const made = picture(wholeMap(/** @type {SVGSVGElement} */ (document.querySelector(".static-map"))), words());
      root.classList.remove("picturing");
      return made;
    },
  };
}

/**
 * What an author puts into a page of his own.
 *
 * @param {Page} page
 */
function snippet({ text, tag }) {
  const address = location.protocol === "file:" ? (location.pathname.split("/").pop() ?? "") : location.href.split(/[?#]/)[0];
  const title = text("zone.title").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const allowed = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
  return `<iframe src="${address}?embed=1#lang=${tag().split("-")[0]}" title="${title}" loading="lazy" sandbox="${allowed}" style="width:100%;height:640px;border:0"></iframe>`;
}

/**
 * @param {import("../types").Payload} data
 * @param {Page} page
 * @param {(name: string, content: string) => void} save
 */
function setUpCitation(data, { text, tag }, save) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector(".citation"));
  const words = /** @type {HTMLElement} */ (dialog.querySelector(".citation-text"));
  /** @type {{name: string, references: import("./citations.js").Reference[]}} */
  let cited = { name: "", references: [] };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-cite]"))) {
    button.addEventListener("click", () => {
      const id = button.dataset.cite ?? "";
      const article = button.closest(".fact");
      cited = { name: id || "map", references: article ? citeFact(article, `${data.zone.id}:${id}`) : [citeMap(data, text("zone.title"))] };
      const date = new Intl.DateTimeFormat(tag(), { dateStyle: "long", timeZone: "UTC" });
      const lines = cited.references.map((reference) =>
        inWords(reference, reference.type === "map" ? text("download.edition") : reference.day && date.format(new Date(reference.day))),
      );
      words.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
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
      } else save(`${cited.name}.${kind}`, FORMATS[kind](cited.references));
    });
  }
}
