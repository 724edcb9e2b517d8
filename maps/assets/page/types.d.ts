/** The data island of the page, as maps/payload.py writes it. Coordinates are lon/lat, WGS-84. */
export interface Payload {
  areas: Area[];
  backdrop: { scale: number; features: Feature[] };
  languages: { code: string; tag: string; name: string }[];
  /** `keys`, and by a language's code its texts in the same order; null: as the first, or in the page. */
  texts: Record<string, (string | null)[]>;
}

export interface Area {
  id: string;
  centre: [number, number];
  colour: string;
  /** How far the centre may be off, in metres. */
  off_m: number;
  surveyed: boolean;
}

export interface Feature {
  kind: string;
  /** Each a flat list of steps in 1/scale degree: first point, then differences. */
  parts: number[][];
  /** Given where its name is written: the texts' key is `place.` and the id. */
  id?: string;
  /** Where its name belongs, in 1/scale degree; without it at its only point. */
  at?: [number, number];
  /** Of points and of what has a name: 1 is shown first, 5 last. */
  rank?: number;
  schematic?: boolean;
  /** Metro that did not run yet on the day of the release. */
  later?: boolean;
}

/** What the address of the page says; null is the overview, or the reader's own language. */
export interface Address {
  area: string | null;
  lang: string | null;
}

declare global {
  /** Made by the script that folium writes, with `halo_0`, `footprint_0` and so on. */
  interface Window {
    map_zone: import("leaflet").Map;
    [halo: `halo_${number}`]: import("leaflet").Circle;
    [footprint: `footprint_${number}`]: import("leaflet").Polygon;
  }
}
