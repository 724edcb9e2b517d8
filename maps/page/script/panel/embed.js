const isEmbedded = () => "embed" in document.documentElement.dataset;

/** In a page of others links open beside it. */
export function openLinksBeside() {
  if (!isEmbedded()) return;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href^=http], .whole-page a"))) {
    link.target = "_blank";
    link.rel = "noopener";
  }
}

/**
 * Tells a page of others how high the map and the details are, and leads from there to the whole page.
 *
 * @param {() => string} address the part after "#" that leads to the same view in the whole page
 */
export function setUpEmbed(address) {
  if (!isEmbedded()) return;
  const whole = /** @type {HTMLAnchorElement} */ (document.querySelector(".whole-page a"));
  const lead = () => (whole.href = location.href.split(/[?#]/)[0] + address());
  for (const event of ["pointerdown", "focus"]) whole.addEventListener(event, lead);
  lead();
  new ResizeObserver(() => parent.postMessage({ type: "zone-map:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*")).observe(document.body);
}
