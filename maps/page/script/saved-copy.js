/** @typedef {[string, string[][], ...unknown[]]} Packed an element: its name, attributes and content */

/**
 * Keeps what the page was before its script began, and in a saved copy begins from that.
 *
 * A browser's "Save page as" writes down the page as it has become: live map, one area's details, one language. What is
 * kept is saved with it, and once the copy is opened takes the place of all that (bootstrap.js has let go of the rest).
 * It is kept as data, since browsers save no templates.
 *
 * @returns `keepRest` is for the moment at which the whole page has been read; `write` puts what is kept into the page,
 *   which takes time, so it is for after the page is seen
 */
export function beginFromWritten() {
  const { body, currentScript } = document;
  const saved = document.getElementById("written");
  if (saved) {
    const [, , ...content] = /** @type {Packed} */ (JSON.parse(saved.textContent ?? ""));
    body.replaceChildren(...content.map((part) => unpack(part, body.namespaceURI)), ...body.querySelectorAll("script"));
  }
  const copy = /** @type {HTMLElement} */ (body.cloneNode(true));
  return {
    keepRest: () => {
      // The script that is running was the last of what had been read; a copy runs it when all has.
      let last = /** @type {Element} */ (copy);
      while (last.lastElementChild) last = last.lastElementChild;
      for (let node = /** @type {Element | null} */ (currentScript); node && node !== body; node = node.parentElement) {
        for (let next = node.nextSibling; next; next = next.nextSibling) last.parentElement?.append(next.cloneNode(true));
        last = /** @type {Element} */ (last.parentElement);
      }
    },
    write: () => {
      const written = saved ?? Object.assign(document.createElement("script"), { id: "written", type: "application/json" });
      written.replaceChildren(JSON.stringify(pack(copy)).replaceAll("<", "\\u003c"));
      body.append(written);
      // For this page its policy stands; a copy holds styles that the script has set, and is not to refuse them.
      const policy = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[content^=default-src]"));
      if (policy && !policy.content.includes("attr")) policy.content += "; style-src-attr 'unsafe-inline'";
    },
  };
}

/**
 * @param {Node} node
 * @returns {unknown} its text, or what is Packed, without scripts
 */
function pack(node) {
  if (!(node instanceof Element)) return node.textContent;
  const content = [...node.childNodes].filter((part) => !(part instanceof HTMLScriptElement));
  return [node.localName, [...node.attributes].map(({ name, value }) => [name, value]), ...content.map(pack)];
}

/**
 * @param {unknown} packed
 * @param {string | null} around namespace of the element that it stands in
 * @returns {string | Element}
 */
function unpack(packed, around) {
  if (typeof packed === "string") return packed;
  const [name, attributes, ...content] = /** @type {Packed} */ (packed);
  const space = name === "svg" ? "http://www.w3.org/2000/svg" : around;
  const element = document.createElementNS(space, name);
  for (const [key, value] of attributes) element.setAttribute(key, value);
  element.append(...content.map((part) => unpack(part, space)));
  return element;
}
