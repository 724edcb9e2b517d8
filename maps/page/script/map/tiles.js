import { toLatLng } from "./lat-lng.js";
import { gcj02ToWgs84, wgs84ToGcj02 } from "./datum.js";

/** Pixels beyond the viewport for which tiles are loaded: at its edge the shift differs a little from that at its centre. */
const EDGE = 16;

/**
 * Return a layer of map tiles; tiles in GCJ-02 are shifted to WGS-84.
 *
 * @param {import("../types").OnlineLayer} layer
 * @param {number} maxZoom of the map
 * @returns {import("leaflet").TileLayer}
 */
export function makeTiles({ url, datum, options }, maxZoom) {
  const common = { ...options, maxZoom };
  const Shifted = /** @type {any} */ (L.TileLayer.extend(SHIFTED));
  const layer = datum === "gcj02" ? new Shifted(url, common) : L.tileLayer(url, common);
  return layer.on("tileloadstart", fitTile);
}

/**
 * Let tiles overlap by a pixel if their edges fall between pixels of the screen, where the ground would show through.
 *
 * @param {import("leaflet").Map} map
 */
export function overlapTiles(map) {
  const areEdgesSharp = Number.isInteger(map.getZoom()) && Number.isInteger(devicePixelRatio);
  map.getContainer().style.setProperty("--overlap", areEdgesSharp ? "0px" : "1px");
}

/**
 * Overrides for tiles in GCJ-02: place each tile where its own corner lies in WGS-84. One shift for all of them would
 * not do: the shift changes by up to 3.5 m per kilometre, some 5 pixels across a large window.
 * These methods of Leaflet are private. Its version is pinned, and a test measures where the tiles lie.
 */
const SHIFTED = {
  /**
   * @this {any}
   * @param {import("leaflet").LatLng} center
   */
  _getTiledPixelBounds(center) {
    const shifted = toLatLng(wgs84ToGcj02([center.lng, center.lat]));
    const { min, max } = /** @type {any} */ (L.TileLayer.prototype)._getTiledPixelBounds.call(this, shifted);
    return L.bounds(min.subtract([EDGE, EDGE]), max.add([EDGE, EDGE]));
  },
  /**
   * @this {any}
   * @param {import("leaflet").Coords} coords
   */
  _getTilePos(coords) {
    const corner = this._map.unproject(coords.scaleBy(this.getTileSize()), this._level.zoom);
    const place = toLatLng(gcj02ToWgs84([corner.lng, corner.lat]));
    return this._map.project(place, this._level.zoom).round().subtract(this._level.origin);
  },
};

/**
 * Stretch a tile to where its neighbours begin: shifted tiles may lie a pixel closer or farther apart than they are wide.
 *
 * @this {any}
 * @param {import("leaflet").TileEvent} event
 */
function fitTile({ tile, coords }) {
  const [from, right, below] = [[0, 0], [1, 0], [0, 1]].map((step) => this._getTilePos(coords.add(/** @type {[number, number]} */ (step))));
  tile.style.width = `calc(${right.x - from.x}px + var(--overlap))`;
  tile.style.height = `calc(${below.y - from.y}px + var(--overlap))`;
}
