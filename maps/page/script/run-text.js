/**
 * Run a script that the page holds as text.
 *
 * @param {string} id of its element
 * @param {string} type "module", or "" for a classic script, which has run when this function returns
 */
export function runText(id, type) {
  const held = /** @type {HTMLScriptElement} */ (document.getElementById(id));
  const made = document.createElement("script");
  let script = made;
  try {
    made.textContent = held.textContent;
  } catch {
    // Trusted Types without the page's policy (stand-ins.js) refuse a new script, but trust the one parsed with the page.
    script = held;
  }
  script.type = type;
  document.body.append(script);
  // Removing the script does not stop it; a saved copy would run it too early.
  made.remove();
  held.type = "text/plain";
}
