/**
 * Run a script that the page stores as text.
 *
 * @param {string} id of the element that contains it
 * @param {string} type "module", or "" for a classic script, which has run when this function returns
 */
export function runStoredScript(id, type) {
  const stored = /** @type {HTMLScriptElement} */ (document.getElementById(id));
  const copy = document.createElement("script");
  let script = copy;
  try {
    copy.textContent = stored.textContent;
  } catch {
    // Trusted Types without the page's policy (polyfills.js) refuse a new script, but trust the one parsed with the page.
    script = stored;
  }
  script.type = type;
  document.body.append(script);
  // Removing the script does not stop it; a saved copy would run it too early.
  copy.remove();
  stored.type = "text/plain";
}
