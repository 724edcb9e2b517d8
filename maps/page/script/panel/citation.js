import { copyByButton } from "./clipboard.js";
import { text } from "../text/texts.js";

/**
 * Set up the dialog with a citation: a text to copy and, for the map, also files.
 *
 * @param {(id: string) => string[]} citation returns the lines for a fact or, for an empty id, for the map
 * @param {(name: string, dialog: HTMLElement) => void} save
 */
export function setUpCitation(citation, save) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector(".citation"));
  const citationText = /** @type {HTMLElement} */ (dialog.querySelector(".citation-text"));
  const [copy, ...files] = /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll("[data-as]:not([data-as=close])"));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-cite]"))) {
    button.addEventListener("click", () => {
      const id = button.dataset.cite ?? "";
      citationText.replaceChildren(...citation(id).map((line) => Object.assign(document.createElement("p"), { textContent: line })));
      for (const file of files) file.hidden = id !== "";
      /** @type {HTMLElement} */ (dialog.querySelector(".panel-status")).textContent = "";
      dialog.showModal();
    });
  }
  dialog.querySelector("[data-as=close]")?.addEventListener("click", () => dialog.close());
  copy.addEventListener("click", () => {
    const lines = [...citationText.children].map((line) => line.textContent);
    copyByButton(copy, lines.join("\n"), text("download.cite_heading"), dialog);
  });
  for (const button of files) button.addEventListener("click", () => save(`map.${button.dataset.as}`, dialog));
}
