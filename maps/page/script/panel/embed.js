const isEmbedded = () => "embed" in document.documentElement.dataset;

/** If the page is embedded in another page, open its links in new tabs. */
export function openLinksInNewTabs() {
  if (!isEmbedded()) return;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href^=http], .whole-page a"))) {
    link.target = "_blank";
    link.rel = "noopener";
  }
}

/**
 * If the page is embedded in another page, tell that page its height, and link to the whole page.
 *
 * @param {() => string} formatHash returns the part of the address after "#" that shows the same view in the whole page
 */
export function setUpEmbed(formatHash) {
  if (!isEmbedded()) return;
  const link = /** @type {HTMLAnchorElement} */ (document.querySelector(".whole-page a"));
  const updateLink = () => (link.href = location.href.split(/[?#]/)[0] + formatHash());
  for (const event of ["pointerdown", "focus"]) link.addEventListener(event, updateLink);
  updateLink();
  new ResizeObserver(() => parent.postMessage({ type: "zone-map:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*")).observe(document.body);
}
