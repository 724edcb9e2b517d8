/**
 * Rows of the areas and of the facts, under the names that `zone-map export` gives their columns.
 *
 * @typedef {Record<string, string | number | boolean | null | undefined>} Row
 * @typedef {(key: string, language: string) => string} Say
 */

/** Seven decimals of a degree are a centimetre. */
const rounded = (/** @type {number} */ degrees) => Number(degrees.toFixed(7));

/**
 * A text in every language, such as name_en.
 *
 * @param {string} name
 * @param {string} key
 * @param {string[]} languages
 * @param {Say} say
 */
const inEach = (name, key, languages, say) => languages.map((language) => [`${name}_${language}`, say(key, language)]);

/**
 * @param {import("../types").Area} area
 * @param {string[]} languages
 * @param {Say} say
 * @returns {Row}
 */
export function areaRow(area, languages, say) {
  const key = `area.${area.id}`;
  return Object.fromEntries([
    ["id", area.id],
    ...inEach("name", key, languages, say),
    ["size_km2", area.size_km2],
    ["uncertainty_m", area.uncertainty_m],
    ["confidence", area.confidence],
    ["surveyed", area.surveyed],
    ["longitude", rounded(area.centre[0])],
    ["latitude", rounded(area.centre[1])],
    ["geo", area.geo],
    ...inEach("purpose", `${key}.purpose`, languages, say),
    ...inEach("basis", `${key}.basis`, languages, say),
  ]);
}

/**
 * A fact with its place in the release, which stands in the page.
 *
 * @param {import("../types").Fact} fact
 * @param {string[]} languages
 * @param {Say} say
 * @param {Element} article the fact in the page
 * @returns {Row}
 */
export function factRow(fact, languages, say, article) {
  const key = `fact.${fact.id}`;
  const { textContent, href, dataset } = /** @type {Partial<HTMLAnchorElement>} */ (article.querySelector("a[data-source]") ?? {});
  const [paragraph, sentence] = dataset?.place?.split(".") ?? [];
  return Object.fromEntries([
    ["id", fact.id],
    ["in_release", !article.matches(".from-outside")],
    ...inEach("label", `${key}.label`, languages, say),
    ["value", fact.value],
    ["unit", fact.unit],
    ["areas", fact.areas?.join("; ")],
    ...inEach("text", `${key}.text`, languages, say),
    ["stands_in", dataset?.source],
    ["paragraph", paragraph],
    ["sentence", sentence],
    ["quote", textContent],
    ["link", href],
  ]);
}

/**
 * Comma-separated values (RFC 4180), with the mark at the front by which Excel knows UTF-8.
 *
 * @param {Row[]} rows with the same keys
 */
export function csv(rows) {
  const cell = (/** @type {Row[string]} */ value) => {
    const written = String(value ?? "");
    return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  };
  const lines = [Object.keys(rows[0]), ...rows.map(Object.values)].map((cells) => cells.map(cell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/**
 * GeoJSON (RFC 7946): outer rings counter-clockwise.
 *
 * @param {Row[]} rows
 * @param {import("geojson").Geometry[]} shapes one for each row, lon/lat
 * @param {import("../types").Payload["terms"]} terms
 */
export function geojson(rows, shapes, { author, licence, credit }) {
  const features = rows.map((row, index) => ({ type: "Feature", id: row.id, properties: row, geometry: wound(shapes[index]) }));
  return JSON.stringify({ type: "FeatureCollection", author, licence, credit, features }, null, 1);
}

/**
 * @param {any} geometry
 */
function wound(geometry) {
  const turn = (/** @type {number[][][]} */ rings) => rings.map((ring, index) => (isClockwise(ring) === index > 0 ? ring : [...ring].reverse()));
  const { type, coordinates } = geometry;
  return { type, coordinates: type === "MultiPolygon" ? coordinates.map(turn) : turn(coordinates) };
}

/** @param {number[][]} ring closed */
function isClockwise(ring) {
  const [x, y] = ring[0];
  const twice = ring.slice(1).reduce((sum, [bx, by], i) => sum + (ring[i][0] - x) * (by - y) - (bx - x) * (ring[i][1] - y), 0);
  return twice < 0;
}

/**
 * KML 2.2: the areas with their reaches and centres, told in every language.
 *
 * @param {{row: Row, colour: string, shape: any, reach: any, lines: string[]}[]} areas `colour` as #rrggbb
 * @param {string} name
 * @param {string} about
 */
export function kml(areas, name, about) {
  const marks = areas.flatMap(({ row, colour, shape, reach, lines }) => {
    const [, red, green, blue] = /^#(..)(..)(..)$/.exec(colour) ?? [];
    const line = `<LineStyle><color>ff${blue}${green}${red}</color><width>1.5</width></LineStyle>`;
    const fill = `<color>59${blue}${green}${red}</color><outline>${Number(row.surveyed)}</outline>`;
    const paragraphs = lines.map((text) => `<p>${escaped(text)}</p>`).join("");
    const told = `<description>${escaped(paragraphs)}</description>`;
    const mark = (/** @type {string} */ style, /** @type {string} */ geometry) =>
      `<Placemark><name>${escaped(String(row.name_en))}</name>${told}<Style>${style}</Style>${geometry}</Placemark>`;
    const { type, coordinates } = wound(shape);
    const polygons = (type === "MultiPolygon" ? coordinates : [coordinates]).map(polygon).join("");
    return [
      mark(`${line}<PolyStyle>${fill}</PolyStyle>`, type === "MultiPolygon" ? `<MultiGeometry>${polygons}</MultiGeometry>` : polygons),
      mark(`${line}<PolyStyle><fill>0</fill></PolyStyle>`, polygon(wound(reach).coordinates)),
      mark("", `<Point><coordinates>${row.longitude},${row.latitude}</coordinates></Point>`),
    ];
  });
  const head = `<name>${escaped(name)}</name><description>${escaped(about)}</description>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${head}\n${marks.join("\n")}\n</Document></kml>\n`;
}

/** @param {number[][][]} rings */
function polygon(rings) {
  const written = rings.map((ring, index) => {
    const side = index === 0 ? "outerBoundaryIs" : "innerBoundaryIs";
    return `<${side}><LinearRing><coordinates>${ring.map((point) => point.join()).join(" ")}</coordinates></LinearRing></${side}>`;
  });
  return `<Polygon>${written.join("")}</Polygon>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
