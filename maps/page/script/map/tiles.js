import { toLatLng } from "./lat-lng.js";
import { gcj02ToWgs84, wgs84ToGcj02 } from "./datum.js";
import { container, map } from "./map.js";

/** Pixels beyond the viewport for which tiles are loaded, since the shift at its edge differs a little from that at its centre. */
const EXTRA_PX = 16;

/**
 * Return a layer of map tiles; tiles in GCJ-02 are shifted to WGS-84.
 *
 * @param {import("../types").OnlineLayer} layer
 * @param {number} maxZoom of the map
 * @returns {import("leaflet").TileLayer}
 */
export function makeTileLayer({ url, datum, options }, maxZoom) {
  const common = { ...options, maxZoom };
  const Shifted = /** @type {any} */ (L.TileLayer.extend(SHIFTED_METHODS));
  const layer = datum === "gcj02" ? new Shifted(url, common) : L.tileLayer(url, common);
  return layer.on("tileloadstart", stretchTile);
}

/** Let tiles overlap by a pixel if their edges fall between pixels of the screen: otherwise the ground would show through. */
export function setTileOverlap() {
  const areEdgesSharp = Number.isInteger(map.getZoom()) && Number.isInteger(devicePixelRatio);
  container.style.setProperty("--overlap", areEdgesSharp ? "0px" : "1px");
}

/**
 * Overrides of Leaflet's methods for tiles in GCJ-02: place each tile where its own corner lies in WGS-84. A common shift
 * would be inaccurate, as the shift changes by up to 3.5 m per kilometre, some 5 pixels across a large window.
 * These methods are private, but Leaflet's version is pinned, and a test measures where the tiles lie.
 */
const SHIFTED_METHODS = {
  /**
   * @this {any}
   * @param {import("leaflet").LatLng} center
   */
  _getTiledPixelBounds(center) {
    const shifted = toLatLng(wgs84ToGcj02([center.lng, center.lat]));
    const { min, max } = /** @type {any} */ (L.TileLayer.prototype)._getTiledPixelBounds.call(this, shifted);
    return L.bounds(min.subtract([EXTRA_PX, EXTRA_PX]), max.add([EXTRA_PX, EXTRA_PX]));
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
function stretchTile({ tile, coords }) {
  const [corner, right, below] = [[0, 0], [1, 0], [0, 1]].map((step) => this._getTilePos(coords.add(/** @type {[number, number]} */ (step))));
  tile.style.width = `calc(${right.x - corner.x}px + var(--overlap))`;
  tile.style.height = `calc(${below.y - corner.y}px + var(--overlap))`;
}
