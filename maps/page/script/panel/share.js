import { announce } from "./announce.js";
import { copyByButton, copyText } from "./clipboard.js";
import { setUpPanel } from "./panels.js";
import { fillIn } from "../text/language.js";

/** Return whether others can open the page's address, unlike that of a local file or of a page in a program. */
const hasWebAddress = () => location.protocol.startsWith("http");

/**
 * Set up the panel with links to the view, in the language of the recipient, and with the frame for another page.
 *
 * @typedef {{text: (key: string) => string, language: () => string, area: () => string | null, url: string | undefined,
 *   hashFor: (target: string, language: string | null) => string}} Page
 *   `url`: where the page is published; `hashFor`: the part of an address after "#" that opens the "view", or the open
 *   "area" alone
 * @param {Page} page
 */
export function setUpShare(page) {
  const sharePanel = setUpPanel("share-button", () => fill());
  const { panel } = sharePanel;
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector));
  const [view, area, link, snippet, copyFrame, send] = ["#share-view", "#share-area", ".link", ".snippet", "[data-copy-frame]", "[data-send]"].map(find);
  /** Address at which others can open the page; empty for a file that is not published. */
  const base = hasWebAddress() ? location.href.split(/[?#]/)[0] : (page.url ?? "");
  const formatLink = (/** @type {string} */ target, /** @type {string | null} */ language) => base + page.hashFor(target, language);
  function fill() {
    const openArea = page.area();
    find(".share-file").hidden = Boolean(base);
    find(".share-area").hidden = openArea === null;
    // Without an address of the page, offer only the part after "#".
    view.textContent = page.text(base ? "share.view" : "share.view_ending");
    area.textContent = fillIn(page.text(base ? "share.area" : "share.area_ending"), { area: page.text(`area.${openArea}`) });
    link.textContent = formatLink("view", null);
    snippet.textContent = formatFrame(base || (location.pathname.split("/").pop() ?? ""), page.text("zone.title"), page.language());
    send.hidden = !(hasWebAddress() && typeof navigator.share === "function");
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-link]"))) {
    const { link: target = "", in: language = "" } = button.dataset;
    button.addEventListener("click", async () => {
      link.textContent = formatLink(target, language);
      const what = `${(target === "view" ? view : area).textContent} (${button.textContent})`;
      announce((await copyText(link.textContent)) ? fillIn(page.text("share.copied"), { what }) : page.text("share.failed"), panel);
    });
  }
  copyFrame.addEventListener("click", () => copyByButton(copyFrame, snippet.textContent ?? "", page.text("share.embed"), page.text, panel));
  send.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.title, url: link.textContent ?? "" });
    } catch (error) {
      // Not a failure if the reader cancels.
      if (!(error instanceof DOMException) || error.name !== "AbortError") announce(page.text("share.failed"), panel);
    }
  });
  return sharePanel;
}

/**
 * Return the HTML with which authors embed the page in a page of their own.
 *
 * @param {string} address
 * @param {string} title
 * @param {string} language
 */
function formatFrame(address, title, language) {
  const escaped = title.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const allowed = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
  return `<iframe src="${address}?embed=1#lang=${language}" title="${escaped}" loading="lazy" sandbox="${allowed}" style="width:100%;height:640px;border:0"></iframe>`;
}
