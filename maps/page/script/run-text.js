/**
 * Runs a script that the page holds as text.
 *
 * @param {string} id of its element
 * @param {string} type "module", or "" for a script of the old kind, which has run when this returns
 */
export function runText(id, type) {
  const held = /** @type {HTMLScriptElement} */ (document.getElementById(id));
  const made = document.createElement("script");
  let script = made;
  try {
    made.textContent = held.textContent;
  } catch {
    // Under Trusted Types without the page's policy (stand-ins.js): what came with the page is trusted as it is.
    script = held;
  }
  script.type = type;
  document.body.append(script);
  // It runs all the same, and in a saved copy it would do so too early.
  made.remove();
  held.type = "text/plain";
}
