/** Resolves when the whole page has been parsed. */
export const whenParsed = new Promise((resolve) => (document.readyState === "loading" ? document.addEventListener("readystatechange", resolve) : resolve(null)));
// A saved copy keeps its initial state at the end of the document, where some programs put the data too.
if ("copy" in document.documentElement.dataset) await whenParsed;
