import { announce } from "./announce.js";
import { copyByButton, copyText } from "./clipboard.js";
import { setUpPanel } from "./panels.js";
import { data } from "../data.js";
import { language, text } from "../text/texts.js";

/** Return whether others can open the page's address, unlike that of a local file or of a page in a program. */
const hasWebAddress = () => location.protocol.startsWith("http");

/**
 * Set up the panel with links to the view, in the language of the recipient, and with the frame for another page.
 *
 * @param {{area: () => string | null, hashFor: (target: string, lang: string | null) => string}} page `hashFor`: returns
 *   the part of an address after "#" that opens the "view", or the open "area" alone
 */
export function setUpShare(page) {
  const sharePanel = setUpPanel("share-button", () => fill());
  const { panel } = sharePanel;
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector));
  const [view, area, link, snippet, copyFrame, send] = ["#share-view", "#share-area", ".link", ".snippet", "[data-copy-frame]", "[data-send]"].map(find);
  /** Address at which others can open the page; empty for a file that is not published. */
  const base = hasWebAddress() ? location.href.split(/[?#]/)[0] : (data.zone.url ?? "");
  const formatLink = (/** @type {string} */ target, /** @type {string | null} */ lang) => base + page.hashFor(target, lang);
  function fill() {
    const openArea = page.area();
    find(".share-file").hidden = Boolean(base);
    find(".share-area").hidden = openArea === null;
    // Without an address of the page, offer only the part after "#".
    view.textContent = text(base ? "share.view" : "share.view_ending");
    area.textContent = text(base ? "share.area" : "share.area_ending", { area: text(`area.${openArea}`) });
    link.textContent = formatLink("view", null);
    snippet.textContent = formatFrame(base || (location.pathname.split("/").pop() ?? ""));
    send.hidden = !(hasWebAddress() && typeof navigator.share === "function");
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-link]"))) {
    const { link: target = "", language: lang = "" } = button.dataset;
    button.addEventListener("click", async () => {
      link.textContent = formatLink(target, lang);
      const what = `${(target === "view" ? view : area).textContent} (${button.textContent})`;
      announce((await copyText(link.textContent)) ? text("share.copied", { what }) : text("share.failed"), panel);
    });
  }
  copyFrame.addEventListener("click", () => copyByButton(copyFrame, snippet.textContent ?? "", text("share.embed"), panel));
  send.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.title, url: link.textContent ?? "" });
    } catch (error) {
      // Not a failure if the reader cancels.
      if (!(error instanceof DOMException) || error.name !== "AbortError") announce(text("share.failed"), panel);
    }
  });
  return sharePanel;
}

/**
 * Return the HTML with which authors embed the page in their own.
 *
 * @param {string} address
 */
function formatFrame(address) {
  const title = text("zone.title").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const allowed = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
  return `<iframe src="${address}?embed=1#lang=${language()}" title="${title}" loading="lazy" sandbox="${allowed}" style="width:100%;height:640px;border:0"></iframe>`;
}
