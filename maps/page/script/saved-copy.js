/** @typedef {[string, string[][], ...unknown[]]} Packed an element: name, attributes, content */

/**
 * Keep the page as it was before its script ran, and start a saved copy from that.
 *
 * A browser's "Save page as" stores the current state of the page: live map, details of one area, one language. The
 * original content is saved along with it and replaces it when the copy is opened (bootstrap.js has reset the rest). It
 * is kept as JSON, since browsers do not save templates.
 *
 * @returns `keepRest`: call it when the whole page has been parsed; `write`: puts the original content into the page;
 *   call it after the page is shown, as it takes time
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
      // The clone ends at the running script: add what was parsed after it. A saved copy clones the whole page.
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
      // This changes the policy of the saved copy only, which has to allow the styles that the script has set.
      const policy = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[content^=default-src]"));
      if (policy && !policy.content.includes("attr")) policy.content += "; style-src-attr 'unsafe-inline'";
    },
  };
}

/**
 * @param {Node} node
 * @returns {unknown} the text of a text node, or an element as Packed, without scripts
 */
function pack(node) {
  if (!(node instanceof Element)) return node.textContent;
  const content = [...node.childNodes].filter((part) => !(part instanceof HTMLScriptElement));
  return [node.localName, [...node.attributes].map(({ name, value }) => [name, value]), ...content.map(pack)];
}

/**
 * @param {unknown} packed
 * @param {string | null} around namespace of the parent
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
