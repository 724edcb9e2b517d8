/**
 * In a page of others (?embed=1): links open beside it, and it is told how high the map and the details are.
 *
 * @param {() => string} address the part after "#" that leads to the same view in the whole page
 */
export function setUpEmbed(address) {
  if (!("embed" in document.documentElement.dataset)) return;
  const whole = /** @type {HTMLAnchorElement} */ (document.querySelector(".whole-page a"));
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href^=http], .whole-page a"))) {
    link.target = "_blank";
    link.rel = "noopener";
  }
  const lead = () => (whole.href = location.href.split(/[?#]/)[0] + address());
  for (const event of ["pointerdown", "focus"]) whole.addEventListener(event, lead);
  lead();
  new ResizeObserver(() => parent.postMessage({ type: "zone-map:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*")).observe(document.body);
}
