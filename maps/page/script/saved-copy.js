/** @typedef {[string, string[][], ...unknown[]]} Packed an element: its name, attributes and content */

/**
 * Keeps what the page was before its script began, and in a saved copy begins from that.
 *
 * A browser's "Save page as" writes down the page as it has become: live map, one area's details, one language. What is
 * kept is saved with it, and once the copy is opened takes the place of all that (bootstrap.js has let go of the rest).
 * It is kept as data, since browsers save no templates.
 *
 * @returns {() => void} puts what is kept into the page; that takes time, so it is for after the page is seen
 */
export function beginFromWritten() {
  const { body } = document;
  const saved = document.getElementById("written");
  const space = /** @type {string} */ (body.namespaceURI);
  if (saved) body.replaceChildren(...JSON.parse(saved.textContent ?? "").map((/** @type {Packed} */ part) => unpack(part, space)), ...body.querySelectorAll("script"));
  const parts = [...body.querySelectorAll("body > :not(script)")].map((part) => part.cloneNode(true));
  return () => {
    const written = saved ?? Object.assign(document.createElement("script"), { id: "written", type: "application/json" });
    written.textContent = JSON.stringify(parts.map(pack)).replaceAll("<", "\\u003c");
    body.append(written);
    // For this page its policy stands; a copy holds styles that the script has set, and is not to refuse them.
    const policy = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[content^=default-src]"));
    if (policy && !policy.content.includes("attr")) policy.content += "; style-src-attr 'unsafe-inline'";
  };
}

/**
 * @param {Node} node
 * @returns {unknown} its text, or what is Packed
 */
function pack(node) {
  return node instanceof Element ? [node.localName, [...node.attributes].map(({ name, value }) => [name, value]), ...[...node.childNodes].map(pack)] : node.textContent;
}

/**
 * @param {Packed} packed
 * @param {string} around namespace of the element that it stands in
 */
function unpack([name, attributes, ...content], around) {
  const space = name === "svg" ? "http://www.w3.org/2000/svg" : around;
  const element = document.createElementNS(space, name);
  for (const [key, value] of attributes) element.setAttribute(key, value);
  for (const part of content) element.append(typeof part === "string" ? part : unpack(/** @type {Packed} */ (part), space));
  return element;
}
