import { copyByButton } from "./clipboard.js";
import { barEdge, isInWindow } from "./in-window.js";
import { onPrint } from "./print.js";
import { setUpBottomSheet } from "./bottom-sheet.js";
import { text } from "../text/texts.js";

/**
 * Show the details of one area at a time. Without this script, and in print, the page shows those of all areas.
 *
 * @param {HTMLElement} pane of the map, which the details cover as a sheet
 * @param {{open: (id: string | null) => void, close: () => void}} page
 */
export function setUpDetails(pane, page) {
  const container = /** @type {HTMLElement} */ (document.getElementById("details"));
  const articles = /** @type {HTMLElement[]} */ ([...container.querySelectorAll("[data-details]")]);
  const ids = articles.map((article) => /** @type {string} */ (article.dataset.details));
  /** @type {string | null} */
  let openId = null;
  const sheet = setUpBottomSheet(container, page.close);
  articles.forEach((article, index) => setUpButtons(article, ids, index, page));

  /** @param {HTMLElement[]} visible */
  const setArticles = (visible) => {
    const isSame = container.firstElementChild === (visible[0] ?? null) && container.childElementCount === visible.length;
    if (!isSame) container.replaceChildren(...visible);
    container.hidden = visible.length === 0;
    // Only if there is something to scroll, as this forces a layout.
    if (!isSame && !container.hidden) container.scrollTop = 0;
    if (openId === null) container.removeAttribute("aria-labelledby");
    else container.setAttribute("aria-labelledby", `about-${openId}`);
    document.documentElement.toggleAttribute("data-details-open", visible.length > 0);
  };
  const hasFocus = () => container.contains(document.activeElement);
  // A sheet is always in the window, wherever the reader has gone to.
  const isInView = () => isInWindow(sheet.isSheet() ? pane : container);
  const showOpenArea = () => setArticles(articles.filter((article) => article.dataset.details === openId));
  onPrint((isPaper) => (isPaper ? setArticles(articles) : showOpenArea()));
  return {
    /** The links to facts in the details of all areas. */
    chips: /** @type {HTMLAnchorElement[]} */ (articles.flatMap((article) => [...article.querySelectorAll(".chip")])),
    /** @param {string | null} id */
    show: (id) => {
      openId = id;
      showOpenArea();
      sheet.open();
    },
    /** @param {boolean} scrolls whether to scroll the details into view; a sheet is in view anyway */
    focus: (scrolls) => {
      const heading = /** @type {HTMLElement} */ (container.querySelector("h2"));
      heading.focus({ preventScroll: true });
      if (!scrolls || sheet.isSheet()) return;
      const { top } = heading.getBoundingClientRect();
      if (top < barEdge() || container.getBoundingClientRect().bottom > innerHeight) container.scrollIntoView();
    },
    hasFocus,
    /** Return whether the focus is in the details or, as after a click on their text, nowhere while they are in view. */
    isBeingRead: () => hasFocus() || (openId !== null && document.activeElement === document.body && isInView()),
    isInView,
    /** Name, in the page's language, the pins that links show in other maps. */
    name: () => articles.forEach((article) => namePins(article, text(`area.${article.dataset.details}.pin`))),
    /** Scroll to the details of the open area, if any, or where they cover the map as a sheet, to the map. */
    reveal: () => {
      if (openId !== null) (sheet.isSheet() ? pane : container).scrollIntoView();
    },
  };
}

/**
 * @param {HTMLElement} article
 * @param {string[]} ids of all areas
 * @param {number} index of the article's area
 * @param {{open: (id: string | null) => void, close: () => void}} page
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
      copyByButton(copy, point, `${datum} ${point}`);
    });
  }
}

/**
 * @param {HTMLElement} article
 * @param {string} name
 */
function namePins(article, name) {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (article.querySelectorAll(".open-in [title]"))) {
    link.href = (link.getAttribute("href") ?? "").replace(encodeURIComponent(link.title), () => encodeURIComponent(name));
    link.title = name;
  }
}
