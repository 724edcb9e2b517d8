// In the head: from here on the page counts on its script, so what only stands in for it is not laid out.
// Should the script fail, the page goes back to the one that needs none.
const page = document.documentElement;
// A copy that a browser has saved begins anew, where the reader was (saved-copy.js).
if (page.dataset.ready) {
  location.hash ||= page.dataset.address ?? "";
  for (const name of page.getAttributeNames()) page.removeAttribute(name);
  page.dataset.copy = "";
}
// Older browsers get the page that needs no script: they lack more than can be made up for.
if ("reportError" in self) {
  page.className = "scripted";
  const style = /** @type {HTMLStyleElement} */ (document.querySelector("style"));
  // A server's own policy may refuse the style, which is the page's own and can be no other.
  if (!style.sheet) {
    document.adoptedStyleSheets = [new CSSStyleSheet()];
    document.adoptedStyleSheets[0].replaceSync(style.textContent ?? "");
  }
}
// In a page of others: the map and the details, without the rest.
if (/[?&#]embed=1(&|#|$)/.test(location.search + location.hash)) page.dataset.embed = "";
addEventListener("error", () => {
  if (!("parsed" in page.dataset)) page.className = "";
});
