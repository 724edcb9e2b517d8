const isEmbedded = () => "embed" in document.documentElement.dataset;

/** If the page is embedded in another page, open its links in new tabs. */
export function openLinksInNewTabs() {
  if (!isEmbedded()) return;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href^=http]"))) openInNewTab(link);
}

/**
 * If the page is embedded in another page, send that page its height, and make the link to the whole page open it, and
 * the links to facts too, as a frame shows none. In a notebook, which has no file of the whole page, these are plain text.
 *
 * @param {HTMLAnchorElement[]} chips links to facts
 * @param {(fact: string | undefined) => string} formatHash returns the part of the address after "#" that shows the same view in the whole page, or a fact
 */
export function setUpEmbed(chips, formatHash) {
  if (!isEmbedded()) return;
  const wholePage = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".whole-page:not([hidden]) a"));
  if (wholePage) for (const link of [wholePage, ...chips]) leadToWholePage(link, formatHash);
  else for (const chip of chips) chip.removeAttribute("href");
  new ResizeObserver(() => parent.postMessage({ type: "zone-map:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*")).observe(document.body);
}

/**
 * @param {HTMLAnchorElement} link
 * @param {(fact: string | undefined) => string} formatHash
 */
function leadToWholePage(link, formatHash) {
  const fact = /^#fact-(.+)/.exec(link.hash)?.[1];
  const update = () => (link.href = location.href.split(/[?#]/)[0] + formatHash(fact));
  for (const event of ["pointerdown", "focus"]) link.addEventListener(event, update);
  update();
  openInNewTab(link);
}

/** @param {HTMLAnchorElement} link */
function openInNewTab(link) {
  link.target = "_blank";
  link.rel = "noopener";
}
