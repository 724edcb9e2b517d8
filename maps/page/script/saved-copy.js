/**
 * Keeps what the page was before its script began, as text, and in a saved copy begins from that.
 *
 * A browser's "Save page as" writes down the page as it has become, live map and all. In such a copy bootstrap.js lets
 * the parser take all that for the text of a script that is none, up to the end of what is kept here; the scripts after
 * it run as they always do.
 */
export function beginFromWritten() {
  const saved = document.getElementById("written");
  const written = saved ?? Object.assign(document.createElement("script"), { id: "written", type: "text/plain" });
  if (saved) {
    saved.textContent = saved.textContent?.split(/<script[^>]*>/).pop() ?? "";
    const { body } = new DOMParser().parseFromString(saved.textContent, "text/html");
    // The scripts after that, as they were, so that a copy of this copy can be read too.
    document.body.append(...body.childNodes, ...document.querySelectorAll("#written ~ script"));
    // eslint-disable-next-line no-restricted-properties -- it is read
  } else written.textContent = [...document.querySelectorAll("body > :not(script)")].map(({ outerHTML }) => outerHTML).join("\n");
  document.getElementById("zone-data")?.before(written);
}
