/** The page's data island, as maps/page/payload.py writes it. Coordinates are lon/lat in WGS-84. */
export interface Payload {
  areas: Area[];
  /** West, south, east, north of the drawing of the whole map. */
  home: [number, number, number, number];
  /** `zoom`: that at which the features are drawn, in whole pixels. */
  backdrop: { features: Feature[]; zoom: number };
  facts: Fact[];
  /** By language code: the keys of texts that are in another language, each with the tag of that language. */
  foreign: Record<string, Record<string, string>>;
  /** The places that the texts measure from, by id, each with what the overview has to show of it: nothing if it is far. */
  landmarks: Record<string, number[][]>;
  layers: OnlineLayer[];
  languages: { code: string; tag: string; name: string }[];
  /**
   * The sizes that can be laid on the map: `at`, where the circle first lies; `in_release`, whether the release gives
   * those of the areas; `km2`, by area id or "zone".
   */
  size_comparison: { at: [number, number]; in_release: boolean; km2: Record<string, number> };
  style: MapStyle;
  /** The credit that the map has to show, and the id of its licence. */
  terms: { credit: string; licence: string };
  /** `url`: where the page is published, if known. */
  zone: { id: string; url?: string };
  /**
   * The texts by language code: those in the page, in page order (left out for the first language); those of `keys`;
   * and the names of backdrop features. null: the same as in the first language.
   */
  texts: Record<string, (string | null)[]> & { keys: string[] };
}

export interface Area {
  id: string;
  centre: [number, number];
  colour: string;
  /** West, south, east, north of reach and footprint together. */
  extent: [number, number, number, number];
  surveyed: boolean;
  /** The centre in each of China's datums (lon, lat in degrees), for an area in China. */
  datums?: Record<string, [number, number]>;
  /** Corners of the convex hull (lon, lat in degrees), where the footprint has several parts. */
  hull?: [number, number][];
}

export interface Fact {
  id: string;
  /** Ids of the areas concerned; left out if the fact concerns the zone as a whole. */
  areas?: string[];
}

/** Constants of label placement, as in maps/drawing/style.py; lengths in CSS pixels. */
export interface LabelRules {
  max_letters: number;
  edge: number;
  gap: number;
  padding: number;
  ring_steps: number[];
  dot_steps: number;
  leader_step: number; leader_room: number; reorderings: number;
  inside_share: number;
  sample_step: number;
  max_bend: number;
  max_angle_deg: number;
  small_reach: number;
  overview_zooms: number;
  overview_min: number;
  overview_max: number;
}

/** Style of the map, as in maps/drawing/style.py; zooms are lists by rank, null for never. */
export interface MapStyle {
  /** The kinds in drawing order, from the bottom to the top. */
  order: string[];
  kinds: Record<string, KindStyle>;
  labels: LabelRules;
  /** Radius of the dot of a leader line, in pixels. */
  leader_dot: number;
  line_weight: { zoom: number; growth: number; min: number; max: number };
}

export interface KindStyle {
  /** The zoom from which the kind is drawn; left out if it is drawn at every zoom. */
  min_zoom?: (number | null)[];
  fill?: true;
  line?: true;
  casing?: true;
  /** Diameter of the dot in pixels. */
  dot?: number;
  /** The only stop of the lens that shows the kind, if there is one. */
  only_stop?: string;
  label?: {
    min_zoom: (number | null)[];
    max_zoom?: number;
    along?: true;
    /** Whether the label may fill up an overview below its own min_zoom; left out if it may. */
    overview?: false;
  };
}

export interface Feature {
  kind: string;
  /** From 1, the most important, to 5; left out for 1. */
  rank?: number;
  /** SVG path data in pixels from the north-west corner of `home`. */
  path: string;
  /** Anchor of the name, as lon/lat; left out if that is the only point, or if the name runs along the line. */
  at?: [number, number];
  /** Given for landmarks, and for features whose name is in the page too. */
  id?: string;
  /** Whether the feature has a name. Names come last in the texts of each language, in the order of the features. */
  named?: true;
  /** Metro that opened after the day of the release. */
  later?: true;
  /** Colour name of the area that the feature belongs to. */
  colour?: string;
}

/** Map tiles from a server; `options`: those that differ from Leaflet's defaults. */
export interface OnlineLayer {
  url: string;
  datum: "wgs84" | "gcj02";
  options: import("leaflet").TileLayerOptions;
  credit: string;
}

/** State of the page as its address gives it. null: nothing chosen or, for `lang`, the reader's own language. */
export interface Address {
  area: string | null;
  lang: string | null;
  /** A stop of the certainty lens. */
  lens: string;
  fact: string | null;
  /** The size laid on the map: "zone" or the id of an area. */
  size: string | null;
  /** Whether the page is embedded in another page. */
  embed?: boolean;
}

/**
 * The part of the state that the map shows. `lit`: the areas that the fact on the map concerns, none for the zone as a
 * whole; null without a fact.
 */
export interface View {
  area: string | null;
  lit: string[] | null;
  lens: string;
  size: string | null;
}

/** The map that replaces the drawing. */
export interface LiveMap {
  /** Label the map in the page's language. */
  name(): void;
  /** Show a view. If it is `byReader`, animate the move and focus the handle of a new size. */
  show(view: View, byReader: boolean): void;
  /** Describe the size that is laid on the map, for announcements. */
  describeSize(): string;
  /** Show in the open download panel how large each file is. */
  fillDownloads(): void;
  /** Fit the view again, as after a panel has changed its size, unless the reader has moved the map. */
  refit(): void;
  /** Highlight the area that the reader points at. */
  hover(area: string | null): void;
}

declare global {
  /** Created by folium's script, with a polygon of the class "reach" and one of the class "footprint" for each area. */
  const map_zone: import("leaflet").Map;
}
