const isEmbedded = () => "embed" in document.documentElement.dataset;

/** If the page is embedded in another page, let its links open a new tab. */
export function openLinksBeside() {
  if (!isEmbedded()) return;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href^=http], .whole-page a"))) {
    link.target = "_blank";
    link.rel = "noopener";
  }
}

/**
 * If the page is embedded in another page, tell that page its height, and link to the whole page.
 *
 * @param {() => string} address the part after "#" that shows the same view in the whole page
 */
export function setUpEmbed(address) {
  if (!isEmbedded()) return;
  const whole = /** @type {HTMLAnchorElement} */ (document.querySelector(".whole-page a"));
  const lead = () => (whole.href = location.href.split(/[?#]/)[0] + address());
  for (const event of ["pointerdown", "focus"]) whole.addEventListener(event, lead);
  lead();
  new ResizeObserver(() => parent.postMessage({ type: "zone-map:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*")).observe(document.body);
}
