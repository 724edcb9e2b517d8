const isEmbedded = () => "embed" in document.documentElement.dataset;

/** If the page is embedded in another page, open its links in new tabs. */
export function openLinksInNewTabs() {
  if (!isEmbedded()) return;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href^=http]"))) openInNewTab(link);
}

/**
 * If the page is embedded in another page, tell that page its height, and open the whole page by the link to it and, as
 * a frame shows no facts, by those to facts. In a notebook, which has no file of the whole page, these are plain text.
 *
 * @param {HTMLAnchorElement[]} chips links to facts
 * @param {(fact: string | undefined) => string} formatHash returns the part of the address after "#" that shows the same view in the whole page, or a fact
 */
export function setUpEmbed(chips, formatHash) {
  if (!isEmbedded()) return;
  // In a notebook there is no file to lead to.
  const hasFile = document.querySelector(".whole-page[hidden]") === null;
  if (!hasFile) for (const chip of chips) chip.removeAttribute("href");
  for (const link of hasFile ? [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".whole-page a")), ...chips] : []) {
    const fact = /^#fact-(.+)/.exec(link.hash)?.[1];
    const updateLink = () => (link.href = location.href.split(/[?#]/)[0] + formatHash(fact));
    for (const event of ["pointerdown", "focus"]) link.addEventListener(event, updateLink);
    updateLink();
    openInNewTab(link);
  }
  new ResizeObserver(() => parent.postMessage({ type: "zone-map:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*")).observe(document.body);
}

/** @param {HTMLAnchorElement} link */
function openInNewTab(link) {
  link.target = "_blank";
  link.rel = "noopener";
}
