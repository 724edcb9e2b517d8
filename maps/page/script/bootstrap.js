// Runs in the head: from here on the page relies on its script, so the parts for readers without script are not laid
// out. If the script fails, the page falls back to them.
const page = document.documentElement;
// A copy saved by a browser starts afresh, at the address where the reader was and with the same metro (saved-copy.js).
if (page.dataset.ready) {
  if (!/[?&](area|lang|lens|fact|size)=/.test(location.search)) location.hash ||= page.dataset.address ?? "";
  for (const name of page.getAttributeNames()) if (!["lang", "data-network-at-release"].includes(name)) page.removeAttribute(name);
  page.dataset.copy = "";
}
// Older browsers lack too much to be polyfilled: they show the page without script.
if ("reportError" in self && "role" in Element.prototype) {
  page.className = "scripted";
  const style = /** @type {HTMLStyleElement} */ (document.querySelector("style"));
  // A server's Content Security Policy may block the style element: adopt the same rules, which are the page's own.
  if (!style.sheet) {
    document.adoptedStyleSheets = [new CSSStyleSheet()];
    document.adoptedStyleSheets[0].replaceSync(style.textContent ?? "");
  }
}
// Embedded in another page: show the map and the details, without the rest.
if (/[?&#]embed=1(&|#|$)/.test(location.search + location.hash)) page.dataset.embed = "";
document.addEventListener("readystatechange", () => {
  // The connection was lost, or the reader stopped it, before the script arrived.
  if (document.readyState === "complete" && !page.dataset.ready) page.className = "";
});
addEventListener("error", () => {
  // The page works without the live map: show the names of the drawing (map.css).
  page.className = "opened" in page.dataset ? "scripted whole" : "";
});
