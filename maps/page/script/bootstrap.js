// In the head: from here on the page counts on its script, so what only stands in for it is not laid out.
// Should the script fail, the page goes back to the one that needs none.
const page = document.documentElement;
// A copy that a browser has saved begins anew, where the reader was (saved-copy.js).
if (page.dataset.ready) {
  location.hash ||= page.dataset.address ?? "";
  for (const name of page.getAttributeNames()) page.removeAttribute(name);
  page.dataset.copy = "";
}
if ("noModule" in HTMLScriptElement.prototype) page.className = "scripted";
// In a page of others: the map and the details, without the rest.
if (/[?&#]embed=1(&|#|$)/.test(location.search + location.hash)) page.dataset.embed = "";
addEventListener("error", () => {
  if (!("parsed" in page.dataset)) page.className = "";
});
