import { copyByButton } from "./clipboard.js";
import { onPrint } from "./print.js";
import { setUpBottomSheet } from "./bottom-sheet.js";

/** Pixels at the top of the window that the title bar may cover. */
const UNDER_BAR = 48;

/**
 * Show the details of one area at a time. Without this script, and in print, the page shows those of all areas.
 *
 * @param {{open: (id: string | null) => void, close: () => void, text: (key: string) => string}} page
 */
export function setUpDetails(page) {
  const holder = /** @type {HTMLElement} */ (document.getElementById("details"));
  const articles = /** @type {HTMLElement[]} */ ([...holder.querySelectorAll("[data-details]")]);
  const ids = articles.map((article) => /** @type {string} */ (article.dataset.details));
  /** @type {string | null} */
  let open = null;
  const sheet = setUpBottomSheet(holder, page);
  articles.forEach((article, index) => setUpButtons(article, ids, index, page));

  /** @param {HTMLElement[]} shown */
  const put = (shown) => {
    if (holder.firstElementChild !== (shown[0] ?? null) || holder.childElementCount !== shown.length) {
      holder.replaceChildren(...shown);
      // Only if there is something to scroll, as this forces a layout.
      if (shown.length > 0) holder.scrollTop = 0;
    }
    holder.hidden = shown.length === 0;
    if (open === null) holder.removeAttribute("aria-labelledby");
    else holder.setAttribute("aria-labelledby", `about-${open}`);
    document.documentElement.toggleAttribute("data-details-open", shown.length > 0);
  };
  const showOpen = () => put(articles.filter((article) => article.dataset.details === open));
  onPrint((isPaper) => (isPaper ? put(articles) : showOpen()));
  return {
    /** The links to facts in the details of all areas. */
    chips: /** @type {HTMLAnchorElement[]} */ (articles.flatMap((article) => [...article.querySelectorAll(".chip")])),
    /** @param {string | null} id */
    show: (id) => {
      open = id;
      showOpen();
      sheet.half();
    },
    /** @param {boolean} leads whether to scroll the details into view; a sheet is in view anyway */
    focus: (leads) => {
      const heading = /** @type {HTMLElement} */ (holder.querySelector("h2"));
      heading.focus({ preventScroll: true });
      if (!leads || sheet.isSheet()) return;
      const { top, bottom } = heading.getBoundingClientRect();
      if (top < UNDER_BAR || bottom > innerHeight) holder.scrollIntoView();
    },
    hasFocus: () => holder.contains(document.activeElement),
    /** Set, in the page's language, the names of the pins that links show in other maps. */
    name: () => articles.forEach((article) => namePins(article, page.text(`area.${article.dataset.details}.pin`))),
    isSheet: sheet.isSheet,
  };
}

/**
 * @param {HTMLElement} article
 * @param {string[]} ids
 * @param {number} index
 * @param {{open: (id: string | null) => void, close: () => void, text: (key: string) => string}} page
 */
function setUpButtons(article, ids, index, page) {
  article.querySelector("[data-close]")?.addEventListener("click", page.close);
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll("[data-step]"))) {
    const next = ids[(index + Number(button.dataset.step) + ids.length) % ids.length];
    button.addEventListener("click", () => page.open(next));
  }
  for (const copy of /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll("[data-copy]"))) {
    copy.addEventListener("click", () => {
      const [datum, point] = /** @type {HTMLElement[]} */ ([...(copy.closest("p")?.children ?? [])]).map(({ textContent }) => textContent ?? "");
      copyByButton(copy, point, `${datum} ${point}`, page.text);
    });
  }
}

/**
 * @param {HTMLElement} article
 * @param {string} name
 */
function namePins(article, name) {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (article.querySelectorAll("[data-pin-link]"))) {
    link.href = (link.dataset.pinLink ?? "").replace("{pin}", () => encodeURIComponent(name));
    link.title = name;
  }
}
