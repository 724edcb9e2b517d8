import { listNamedFeatures } from "../text/language.js";
import { toLatLng, toLatLngs } from "./lat-lng.js";
import { decodePath, getMinZoom } from "./backdrop.js";
/** @import { LatLng, LatLngBounds } from "leaflet" */

/**
 * The kinds of backdrop features that a stop of the lens shows in place of the areas. The first is its subject, which is
 * always named there.
 *
 * @type {Record<string, string[] | undefined>}
 */
export const LENS_KINDS = { release: ["parent-zone"], sources: ["outline", "parent-zone"] };

const AREA_DEFAULTS = { rank: 0, lines: [], bounds: null, labelZoom: 0, maxZoom: Infinity, minZoom: 0, dot: 0, fills: true, later: false, onlyStop: undefined, isLandmark: false };

/**
 * A name on the map.
 *
 * @typedef {{
 *   key: string, className: string, kind: string, rank: number, at: LatLng, lines: LatLng[][], bounds: LatLngBounds | null,
 *   labelZoom: number, maxZoom: number, minZoom: number, dot: number, fills: boolean, later: boolean, onlyStop: string | undefined, area: string | null, isLandmark: boolean,
 * }} MapName
 *   `key`: of its text; `lines`: the lines that it runs along, with their `bounds`; `labelZoom`, `maxZoom`: the zooms
 *   from which and below which it is written; `minZoom`: the zoom from which its feature is drawn; `dot`: the diameter
 *   of its dot in pixels, or 0; `fills`: whether it may fill up an overview; `onlyStop`: the only stop of the lens that shows it, if there is one; `area`: the id of the area that it names
 * @typedef {{lens: string, area: string | null, lit: string[] | null, atRelease: boolean, isOverview: boolean, zoom: number}} Situation
 *   `area`: the open one; `lit`: those that the fact on the map concerns, if any; `atRelease`: whether the metro of the day of the release is shown
 * @typedef {NonNullable<import("../types").KindStyle["label"]>} LabelStyle
 */

/**
 * Return all names that the map may show: those of the areas, then those of the backdrop.
 *
 * @param {import("../types").Payload} data
 * @returns {MapName[]}
 */
export function listNames(data) {
  return [
    ...data.areas.map(({ id, colour, centre }) => ({ ...AREA_DEFAULTS, key: `area.${id}`, className: `area ${colour}`, kind: "area", at: toLatLng(centre), area: id })),
    ...listNamedFeatures(data.backdrop).map(({ feature, key }) => toMapName(feature, key, data)),
  ];
}

/**
 * @param {import("../types").Feature} feature
 * @param {string} key
 * @param {import("../types").Payload} data
 * @returns {MapName}
 */
function toMapName(feature, key, data) {
  const { kind, rank = 1, later = false } = feature;
  const isLandmark = (feature.id ?? "") in data.landmarks;
  const { dot = 0, label, only_stop: onlyStop } = { label: { min_zoom: [] }, ...data.style.kinds[kind] };
  const { min_zoom: zooms, max_zoom: maxZoom = Infinity, along, overview: fills = true } = /** @type {LabelStyle} */ (label);
  let at = /** @type {LatLng | null} */ (null);
  let lines = /** @type {LatLng[][] | null} */ (along ? null : []);
  let bounds = /** @type {LatLngBounds | null} */ (null);
  return {
    key,
    className: [along ? "along" : "", kind, feature.colour, isLandmark ? "landmark-name" : ""].filter(Boolean).join(" "),
    kind,
    rank,
    // Most features are named at closer zooms only: decode them when they are needed.
    get at() {
      return (at ??= toLatLng(feature.at ?? decodePath(feature.path, data)[0][0]));
    },
    get lines() {
      return (lines ??= decodePath(feature.path, data).map(toLatLngs));
    },
    get bounds() {
      return along ? (bounds ??= L.latLngBounds(this.lines.flat())) : null;
    },
    labelZoom: isLandmark ? 0 : (zooms[rank - 1] ?? Infinity),
    maxZoom,
    minZoom: getMinZoom(feature, data.style),
    dot,
    fills,
    later,
    onlyStop,
    area: null,
    isLandmark,
  };
}

/**
 * Return the names that may be written now, the most important first: the highlighted areas, the other areas, the other
 * required names, then by rank.
 *
 * @param {MapName[]} names
 * @param {Situation} situation
 * @param {number} overviewZooms zoom levels below its minimum zoom at which a name may still be added to an overview
 */
export function selectNames(names, situation, overviewZooms) {
  const highlighted = situation.lit ?? [situation.area];
  const order = (/** @type {MapName} */ name) => (isRequired(name, situation) ? (name.area === null ? 2 : Number(!highlighted.includes(name.area))) : 2 + name.rank);
  return names
    .filter((name) => isIncluded(name, situation) && situation.zoom < name.maxZoom)
    // Without its feature a name would not show where the place is.
    .filter((name) => isRequired(name, situation) || situation.zoom >= name.minZoom)
    .filter((name) => isRequired(name, situation) || missingZoom(name, situation) <= (situation.isOverview && name.fills ? overviewZooms : 0))
    .sort((a, b) => order(a) - order(b) || a.labelZoom - b.labelZoom);
}

/**
 * Return whether a name is required wherever its place is in view: that of an area, of a landmark that the texts measure
 * from, or of the subject of the lens.
 *
 * @param {MapName} name
 * @param {Situation} situation
 */
export function isRequired(name, { lens }) {
  return name.area !== null || name.isLandmark || isSubject(name, lens);
}

/**
 * Return whether the name is that of the subject of a stop of the lens.
 *
 * @param {MapName} name
 * @param {string} lens
 */
export function isSubject({ kind }, lens) {
  return LENS_KINDS[lens]?.[0] === kind;
}

/**
 * Return how many zoom levels are missing until a name may be written.
 *
 * @param {MapName} name
 * @param {Situation} situation
 */
export function missingZoom(name, { area, zoom }) {
  return (area === null ? name.labelZoom : detailZoom(name)) - zoom;
}

/**
 * Return the zoom from which a name may be written while an area is open: as soon as the dot, if any, is drawn.
 *
 * @param {MapName} name
 */
export function detailZoom({ labelZoom, minZoom, dot }) {
  return dot > 0 ? Math.min(labelZoom, minZoom) : labelZoom;
}

/**
 * Return whether the name belongs to the stop of the lens and to the chosen metro network.
 *
 * @param {MapName} name
 * @param {Situation} situation
 */
function isIncluded({ area, later, onlyStop }, { lens, atRelease }) {
  if (area !== null) return lens === "estimate";
  if (onlyStop) return lens === onlyStop;
  return !(later && atRelease);
}
