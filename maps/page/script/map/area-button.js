/**
 * Make an area's shape a button, in the drawing or on the live map.
 *
 * @param {SVGElement} shape
 * @param {string} id of the area
 * @param {(id: string) => void} open
 */
export function makeAreaButton(shape, id, open) {
  shape.dataset.area = id;
  shape.role = "button";
  shape.tabIndex = 0;
  shape.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    open(id);
  });
}

/**
 * Mark a button as current if the details of its area are shown.
 *
 * @param {Element} button in the list or on the map
 * @param {string | null} openId
 */
export function markCurrent(button, openId) {
  button.ariaCurrent = /** @type {HTMLElement} */ (button).dataset.area === openId ? "true" : null;
}

/**
 * Set up an area's button in the list: it opens the area, and highlights it on the map.
 *
 * @param {HTMLElement} button
 * @param {{open: (id: string | null, click?: MouseEvent) => void, hover: (id: string | null) => void}} page
 */
export function setUpListButton(button, { open, hover }) {
  const id = button.dataset.area ?? null;
  button.addEventListener("click", (click) => open(id, click));
  button.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && hover(id));
  button.addEventListener("pointerleave", () => hover(null));
}

/**
 * Highlight the button of an area in the list, and no other.
 *
 * @param {string | null} area
 */
export function highlightListButton(area) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-area]"))) {
    button.classList.toggle("hovered", button.dataset.area === area);
  }
}
