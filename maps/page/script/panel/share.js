import { copyByButton, copyText } from "./clipboard.js";
import { setUpPanel } from "./panels.js";
import { fillIn } from "../text/language.js";

/** Return whether others can open the page's address, unlike that of a local file or of a page shown by a program. */
const isOnline = () => location.protocol.startsWith("http");

/**
 * Set up the panel with links to the view, in the language of the recipient, and with the frame for another page.
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
  /** Address at which others can open the page; empty for a file that is not published. */
  const base = isOnline() ? location.href.split(/[?#]/)[0] : (page.published ?? "");
  const address = (/** @type {string} */ target, /** @type {string | null} */ language) => base + page.ending(target, language);
  function fill() {
    const open = page.area();
    part(".share-file").hidden = Boolean(base);
    part(".share-area").hidden = open === null;
    // Without an address of the page, offer only the part after "#".
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
      // Not a failure if the reader cancels.
      if (!(error instanceof DOMException) || error.name !== "AbortError") tell(page.text("share.failed"));
    }
  });
  return { ...opened, name: () => isOpen() && fill() };
}

/**
 * Return the HTML with which authors embed the page in a page of their own.
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
