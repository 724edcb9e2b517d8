/**
 * The facts: each can be asked what it concerns, which the map then shows with a note.
 *
 * @param {{ids: (id: string) => string[], open: (id: string | null) => void, close: () => void, back: (id: string) => void, text: (key: string) => string}} page
 *   `ids`: the areas that a fact concerns; none: the zone as a whole
 */
export function setUpFacts(page) {
  const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("button[data-fact]")]);
  const note = /** @type {HTMLElement} */ (document.querySelector(".fact-note"));
  const [label, statement] = /** @type {NodeListOf<HTMLElement>} */ (note.querySelectorAll(".fact-note-text > *"));
  const scope = /** @type {HTMLElement} */ (note.querySelector(".fact-note-scope"));
  /** @type {string | null} */
  let open = null;
  for (const button of buttons) {
    const id = button.dataset.fact ?? null;
    button.addEventListener("click", () => (id === open ? page.close() : page.open(id)));
  }
  note.querySelector("[data-back]")?.addEventListener("click", () => open && page.back(open));
  note.querySelector("[data-close]")?.addEventListener("click", page.close);

  /** @param {string} lens */
  const scopeText = (lens) => {
    if (open === null || page.ids(open).length === 0) return page.text("map.fact_zone");
    const key = lens === "estimate" ? "map.fact_areas" : "map.fact_unplaced";
    return page.text(key).replace("{areas}", () => page.text(`fact.${open}.scope`));
  };
  return {
    /**
     * @param {string | null} id
     * @param {string} lens
     */
    show: (id, lens) => {
      open = id;
      note.hidden = id === null;
      note.parentElement?.classList.toggle("with-note", id !== null);
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.fact === id));
      if (id === null) return;
      label.textContent = page.text(`fact.${id}.label`);
      statement.textContent = page.text(`fact.${id}.text`);
      scope.textContent = scopeText(lens);
    },
    /** What is told of the open fact to those who listen. */
    told: () => `${label.textContent}: ${statement.textContent} ${scope.textContent}`,
    button: (/** @type {string} */ id) => buttons.find((button) => button.dataset.fact === id),
    hasFocus: () => note.contains(document.activeElement),
  };
}
