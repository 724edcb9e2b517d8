/** Resolves when the whole page has been parsed. */
export const whenParsed = new Promise((resolve) => (document.readyState === "loading" ? document.addEventListener("readystatechange", resolve) : resolve(null)));
// A saved copy has its initial state, and may have the data, at the end of the document.
if ("copy" in document.documentElement.dataset) await whenParsed;
