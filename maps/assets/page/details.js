/**
 * The details of one area at a time. Without this script all of them stand in the page.
 *
 * @param {{open: (id: string | null) => void, close: () => void}} page
 */
export function setUpDetails(page) {
  const holder = /** @type {HTMLElement} */ (document.getElementById("details"));
  const articles = /** @type {HTMLElement[]} */ ([...holder.querySelectorAll("[data-details]")]);
  const ids = articles.map((article) => /** @type {string} */ (article.dataset.details));
  articles.forEach((article, index) => {
    article.querySelector("[data-close]")?.addEventListener("click", page.close);
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll("[data-step]"))) {
      const next = ids[(index + Number(button.dataset.step) + ids.length) % ids.length];
      button.addEventListener("click", () => page.open(next));
    }
  });
  const isSheet = () => !holder.hidden && getComputedStyle(holder).position === "fixed";
  return {
    /** @param {string | null} id */
    show: (id) => {
      const shown = articles.filter((article) => article.dataset.details === id);
      if (holder.firstElementChild !== shown[0] || holder.childElementCount !== shown.length) {
        holder.replaceChildren(...shown);
        // Asked for only where there is something to scroll: it makes the browser lay the page out.
        if (shown.length > 0) holder.scrollTop = 0;
      }
      holder.hidden = shown.length === 0;
    },
    // Where the details lie over the map, moving the focus must not scroll the map away.
    focus: () => /** @type {HTMLElement | null} */ (holder.querySelector("h2"))?.focus({ preventScroll: isSheet() }),
    isSheet,
    /** How many pixels of `box` the details cover from below, as a sheet on a phone does. */
    covers: (/** @type {DOMRect} */ box) => (isSheet() ? Math.max(0, box.bottom - holder.getBoundingClientRect().top) : 0),
  };
}
