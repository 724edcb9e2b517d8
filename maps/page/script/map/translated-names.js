/** Move the small maps' names in further languages from the end of the page into these maps. */
export function insertTranslatedNames() {
  for (const names of /** @type {NodeListOf<SVGElement>} */ (document.querySelectorAll("[data-for]"))) {
    document.querySelector(`.${names.dataset.for}`)?.append(names);
  }
}
