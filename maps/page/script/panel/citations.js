/**
 * What is cited: the map itself, or a source that a fact stands in. Every text is on one line.
 *
 * @typedef {{id: string, type: "map" | "webpage", title: string, author: string, day: string, language: string,
 *   url: string, note: string}} Reference `day` as in ISO 8601, or empty
 */

const FOR_LATEX = { "\\": "textbackslash", "{": "textbraceleft", "}": "textbraceright", "`": "textasciigrave", "~": "textasciitilde", "^": "textasciicircum", "<": "textless", ">": "textgreater", "|": "textbar" };
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** @param {string} text so that LaTeX prints it as it is */
function forLatex(text) {
  return text.replace(/[\\{}`~^<>|$&#%_]/g, (sign) => {
    const name = FOR_LATEX[/** @type {keyof typeof FOR_LATEX} */ (sign)];
    return name ? `{\\${name}}` : `\\${sign}`;
  });
}

/**
 * The formats of bibliographies, by the end of a file's name.
 *
 * @type {Record<string, (references: Reference[]) => string>}
 */
export const FORMATS = {
  bib: (references) => references.map(bibtex).join("\n"),
  ris: (references) => references.map(ris).join(""),
  json: (references) => JSON.stringify(references.map(csl), null, 1),
};

/** @param {Reference} reference */
function bibtex({ id, type, title, author, day, url, note }) {
  const [year, month, date] = day.split("-");
  const fields = {
    author: `{{${forLatex(author)}}}`,
    title: `{{${forLatex(title)}}}`,
    year: day && `{${year}}`,
    month: day && MONTHS[Number(month) - 1],
    day: day && `{${Number(date)}}`,
    howpublished: type === "map" ? "{Map}" : "",
    url: url && `{${url.replace(/[\\{}]/g, encodeURIComponent)}}`,
    note: `{${forLatex(note)}}`,
  };
  const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = ${value},\n`);
  return `@misc{${id},\n${lines.join("")}}\n`;
}

/** @param {Reference} reference */
function ris({ id, type, title, author, day, language, url, note }) {
  // With a comma it would be taken for the last and first name of a person.
  const isName = !author.includes(",");
  const lines = [
    ["TY", type === "map" ? "MAP" : "ELEC"], ["ID", id], ["TI", title], [isName ? "AU" : "PB", author],
    ["PY", day.slice(0, 4)], ["DA", day && `${day.replaceAll("-", "/")}/`], ["LA", language], ["UR", url], ["N1", note],
  ];
  const written = lines.filter(([, value]) => value).map(([name, value]) => `${name}  - ${value}\r\n`);
  return `${written.join("")}ER  - \r\n`;
}

/** @param {Reference} reference */
function csl({ id, type, title, author, day, language, url, note }) {
  const issued = day ? { "date-parts": [day.split("-").map(Number)] } : undefined;
  return { id, type, title, author: [{ literal: author }], issued, language, URL: url || undefined, note };
}

/**
 * The map as a reference; its address is given where it is one that others can open.
 *
 * @param {import("../types").Payload} data
 * @param {string} title
 * @returns {Reference}
 */
export function citeMap({ zone, terms }, title) {
  const url = location.protocol === "file:" ? "" : location.href.split("#")[0];
  const note = `Version ${terms.version}. Licence: ${terms.licence}, ${terms.licence_url}`;
  return { id: `${zone.id}:map`, type: "map", title: oneLine(title), author: terms.author, day: terms.edition, language: document.documentElement.lang, url, note };
}

/**
 * The sources of a fact, as they stand in the page: the passage of the release, or texts from elsewhere.
 *
 * @param {Element} row of the table of facts
 * @param {string} id zone and fact, parted by a colon
 * @returns {Reference[]}
 */
export function citeFact(row, id) {
  const label = textIn(row, "dt");
  // A text whose only copy is on somebody else's page is named without a link.
  const named = /** @type {NodeListOf<HTMLAnchorElement>} */ (row.querySelectorAll("a[data-source], .outside-source [data-t^='source.']"));
  return [...named].map(({ dataset, textContent, lang, hreflang, href }) => {
    const source = dataset.source ?? (dataset.t ?? "").replace("source.", "");
    const entry = document.getElementById(`source-${source}`);
    return {
      id: `${id}:${source}`,
      type: "webpage",
      title: textIn(entry, "[data-t^='source.']"),
      author: textIn(entry, ".publisher"),
      day: entry?.querySelector("time")?.dateTime ?? "",
      language: lang || hreflang || (dataset.language ?? ""),
      url: href ?? "",
      note: dataset.source ? `§ ${dataset.place}: “${textContent}” (${label})` : label,
    };
  });
}

/**
 * @param {Element | null} element
 * @param {string} selector
 */
function textIn(element, selector) {
  return oneLine(element?.querySelector(selector)?.textContent ?? "");
}

/** @param {string} text with a plain space for any white space, as the formats are made of lines */
function oneLine(text) {
  return text.replace(/\s+/g, " ");
}

/**
 * A reference as a sentence for readers.
 *
 * @param {Reference} reference
 * @param {string} day in words
 */
export function inWords({ type, title, author, url, note }, day) {
  const told = [`${author}: ${title}`, day, type === "map" ? "" : note].filter(Boolean).join(", ");
  return `${told}. ${url}`.trim();
}
