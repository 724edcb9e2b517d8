/** The data island of the page, as maps/payload.py writes it. Coordinates are lon/lat, WGS-84. */
export interface Payload {
  areas: Area[];
  /** West, south, east, north: what the drawing of the whole map shows. */
  home: [number, number, number, number];
  backdrop: { scale: number; features: Feature[] };
  facts: Fact[];
  /** By a language's code the keys of texts that are in another language, with the tag of that. */
  foreign: Record<string, Record<string, string>>;
  /** The places that the texts measure from, by id; they are always seen and named in the overview. */
  landmarks: Record<string, [number, number]>;
  layers: OnlineLayer[];
  languages: { code: string; tag: string; name: string }[];
  /**
   * The sizes that can be laid on the map, by area and "zone"; where they are laid at first; and by language the id
   * of the source for what they compare with.
   */
  size_comparison: { at: [number, number]; km2: Record<string, number>; sources: Record<string, string> };
  style: MapStyle;
  /** On what terms the map may be shown. */
  terms: { credit: string; licence: string };
  /** `url`: where the page is published, if that is known. */
  zone: { id: string; url?: string };
  /**
   * By a language's code its texts: those that stand in the page, in their order there (not of the first
   * language); those of `keys`; and the names of the backdrop. null: as in the first language.
   */
  texts: Record<string, (string | null)[]> & { keys: string[] };
}

export interface Area {
  id: string;
  centre: [number, number];
  colour: string;
  /** West, south, east, north of its reach and footprint. */
  extent: [number, number, number, number];
  surveyed: boolean;
}

export interface Fact {
  id: string;
  /** Ids of the areas concerned; left out for the zone as a whole. */
  areas?: string[];
}

/** Constants of label placement, as maps/drawing/style.py has them; lengths in CSS pixels. */
export interface LabelRules {
  edge: number;
  gap: number;
  padding: number;
  ring_steps: number[];
  dot_steps: number;
  leader_step: number; leader_room: number;
  inside_share: number;
  sample_step: number;
  max_bend: number;
  max_angle_deg: number;
  overview_min: number;
  overview_max: number;
}

/** How the map is drawn, as maps/drawing/style.py has it; zooms are lists by rank, null for never. */
export interface MapStyle {
  /** The kinds from the bottom to the top. */
  order: string[];
  kinds: Record<string, KindStyle>;
  labels: LabelRules;
  /** Radius of the dot of a leader line, in pixels. */
  leader_dot: number;
}

export interface KindStyle {
  /** From which it is drawn; left out where that is any. */
  min_zoom?: (number | null)[];
  fill?: true;
  line?: true;
  casing?: true;
  /** Pixels across its dot. */
  dot?: number;
  label?: {
    min_zoom: (number | null)[];
    max_zoom?: number;
    along?: true;
    /** Whether it may fill up an overview before its zoom has come; left out where it may. */
    overview?: false;
  };
}

export interface Feature {
  kind: string;
  /** From 1, the most important, to 5; 1 is left out. */
  rank?: number;
  /** Each a flat list of steps in 1/scale degree: first point, then differences. */
  parts: number[][];
  /** Where its name belongs, in 1/scale degree; without it at its only point, or along its line. */
  at?: [number, number];
  /** Its id, where the page has its name too or measures from it. */
  id?: string;
  /** Whether it has a name: the names come last in the texts of each language, in the order of the features. */
  named?: true;
  /** Metro that did not run yet on the day of the release. */
  later?: true;
  /** Name of the colour of the area that it belongs to. */
  colour?: string;
}

/** Map tiles from a server; in `options` what differs from Leaflet's own. */
export interface OnlineLayer {
  url: string;
  datum: "wgs84" | "gcj02";
  options: import("leaflet").TileLayerOptions;
  credit: string;
}

/** What the address of the page says; null is none, or the reader's own language. */
export interface Address {
  area: string | null;
  lang: string | null;
  /** A stop of the certainty lens. */
  lens: string;
  fact: string | null;
  /** The size laid on the map: "zone" or an area's id. */
  size: string | null;
  /** Whether it asks for the page as it is in a page of others. */
  embed?: boolean;
}

/** What the map is to show of it: `lit` are the areas that an open fact concerns, null without one. */
export interface View {
  area: string | null;
  lit: string[] | null;
  lens: string;
  size: string | null;
}

/** The map that takes the drawing's place. */
export interface LiveMap {
  /** Puts names in the page's language. */
  name(): void;
  show(view: View, gently: boolean): void;
  /** Puts into the open panel of downloads how large each is. */
  fillDownloads(): void;
  /** Fits anew what is shown, where panels have another size, unless the reader has moved the map. */
  refit(): void;
  /** Lights up the area that the reader points at. */
  hover(area: string | null): void;
}

declare global {
  /** Made by the script that folium writes, with polygons of the classes "reach" and "footprint" for each area. */
  const map_zone: import("leaflet").Map;
}
