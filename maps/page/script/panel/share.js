import { copyByButton, copyText } from "./clipboard.js";
import { setUpPanel } from "./panels.js";
import { fillIn } from "../text/language.js";

/** Addresses that others can open; of a file, or of what a program shows, they can not. */
const isOnline = () => location.protocol.startsWith("http");

/**
 * The panel that hands on the view, in the language of whoever gets it, and the frame for a page of one's own.
 *
 * @typedef {{text: (key: string) => string, area: () => string | null, published: string | undefined,
 *   ending: (target: string, language: string | null) => string}} Page
 *   `ending`: the part of the address after "#" for the "view", or for the open "area" alone
 * @param {Page} page
 */
export function setUpShare(page) {
  const opened = setUpPanel("share-button", () => fill());
  const { panel, isOpen, tell } = opened;
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector));
  const [view, area, link, snippet, copyFrame, send] = ["#share-view", "#share-area", ".link", ".snippet", "[data-copy-frame]", "[data-send]"].map(part);
  /** Where the page can be opened by others; empty for a file. */
  const base = isOnline() ? location.href.split(/[?#]/)[0] : (page.published ?? "");
  const address = (/** @type {string} */ target, /** @type {string | null} */ language) => base + page.ending(target, language);
  function fill() {
    const open = page.area();
    part(".share-file").hidden = Boolean(base);
    part(".share-area").hidden = open === null;
    // Without an address of the page there is only what comes after it.
    view.textContent = page.text(base ? "share.view" : "share.view_ending");
    area.textContent = fillIn(page.text(base ? "share.area" : "share.area_ending"), { area: page.text(`area.${open}`) });
    link.textContent = address("view", null);
    snippet.textContent = frame(base || (location.pathname.split("/").pop() ?? ""), page.text("zone.title"));
    send.hidden = !(isOnline() && typeof navigator.share === "function");
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-link]"))) {
    const { link: target = "", in: language = "" } = button.dataset;
    button.addEventListener("click", async () => {
      link.textContent = address(target, language);
      const what = `${(target === "view" ? view : area).textContent} (${button.textContent})`;
      tell((await copyText(link.textContent)) ? fillIn(page.text("share.copied"), { what }) : page.text("share.failed"));
    });
  }
  copyFrame.addEventListener("click", () => copyByButton(copyFrame, snippet.textContent ?? "", page.text("download.embed"), page.text, panel));
  send.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.title, url: link.textContent ?? "" });
    } catch (error) {
      // To change one's mind is no failure.
      if (!(error instanceof DOMException) || error.name !== "AbortError") tell(page.text("share.failed"));
    }
  });
  return { ...opened, name: () => isOpen() && fill() };
}

/**
 * What an author puts into a page of his own.
 *
 * @param {string} address
 * @param {string} title
 */
function frame(address, title) {
  const escaped = title.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const allowed = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
  const language = document.documentElement.lang.split("-")[0];
  return `<iframe src="${address}?embed=1#lang=${language}" title="${escaped}" loading="lazy" sandbox="${allowed}" style="width:100%;height:640px;border:0"></iframe>`;
}
