/** @typedef {[string, string[][], ...unknown[]]} Packed an element: name, attributes, content */

/**
 * Preserve the page as it was before its script ran, and restore it in a saved copy.
 *
 * A browser's "Save page as" stores the current state of the page: live map, details of one area, one language. The
 * original content is saved along with it and replaces it when the copy is opened (bootstrap.js has reset the rest). It
 * is kept as JSON, since browsers do not save templates. A copy that was saved before has none: it does without script.
 *
 * @param {Promise<unknown>} whenParsed resolves when the whole page has been parsed
 * @returns `keep`: to be called before the script changes what a copy could not change again; `write`: puts the original
 *   content into the page. Both take time.
 */
export function preserveOriginal(whenParsed) {
  const { body, currentScript } = document;
  const savedOriginal = document.getElementById("written");
  if (savedOriginal) {
    const [, , ...content] = /** @type {Packed} */ (JSON.parse(savedOriginal.textContent ?? ""));
    body.replaceChildren(...content.map((part) => unpackNode(part, body.namespaceURI)), ...body.querySelectorAll("script"));
  } else if ("copy" in document.documentElement.dataset) throw Error("This copy was saved too early.");
  let clone = /** @type {Node} */ (body);
  /** Clone a node up to the running script, or wholly if it is not in there. */
  const cloneFirst = (/** @type {Node} */ node) => {
    if (!node.contains(currentScript)) return node.cloneNode(true);
    const copy = node.cloneNode(false);
    for (let child = node.firstChild; child; child = child.contains(currentScript) ? null : child.nextSibling) copy.appendChild(cloneFirst(child));
    return copy;
  };
  const keepRest = () => {
    let last = /** @type {Element} */ (clone);
    while (last.lastElementChild) last = last.lastElementChild;
    for (let node = /** @type {Element | null} */ (currentScript); node && node !== body; node = node.parentElement) {
      for (let next = node.nextSibling; next; next = next.nextSibling) last.parentElement?.append(next.cloneNode(true));
      last = /** @type {Element} */ (last.parentElement);
    }
  };
  return {
    keep: () => {
      clone = cloneFirst(body);
      void whenParsed.then(keepRest);
    },
    write: () => {
      const holder = savedOriginal ?? Object.assign(document.createElement("script"), { id: "written", type: "application/json" });
      holder.replaceChildren(JSON.stringify(packNode(clone)).replaceAll("<", "\\u003c"));
      body.append(holder);
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
function packNode(node) {
  if (!(node instanceof Element)) return node.textContent;
  const content = [...node.childNodes].filter((part) => !(part instanceof HTMLScriptElement));
  return [node.localName, [...node.attributes].map(({ name, value }) => [name, value]), ...content.map(packNode)];
}

/**
 * @param {unknown} packed
 * @param {string | null} parentNamespace
 * @returns {string | Element}
 */
function unpackNode(packed, parentNamespace) {
  if (typeof packed === "string") return packed;
  const [name, attributes, ...content] = /** @type {Packed} */ (packed);
  const namespace = name === "svg" ? "http://www.w3.org/2000/svg" : parentNamespace;
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of attributes) element.setAttribute(key, value);
  element.append(...content.map((part) => unpackNode(part, namespace)));
  return element;
}
