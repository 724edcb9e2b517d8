import { toLatLng } from "./lat-lng.js";
import { gcj02ToWgs84, wgs84ToGcj02 } from "./datum.js";

/** Pixels of tiles beyond the window's edge, where the shift is a little other than in its middle. */
const EDGE = 16;

/**
 * A layer of map tiles.
 *
 * @param {import("../types").OnlineLayer} layer
 * @param {number} maxZoom the closest that the map goes
 * @returns {import("leaflet").TileLayer}
 */
export function makeTiles({ url, datum, options }, maxZoom) {
  const common = { ...options, maxZoom };
  const Shifted = /** @type {any} */ (L.TileLayer.extend(SHIFTED));
  const layer = datum === "gcj02" ? new Shifted(url, common) : L.tileLayer(url, common);
  return layer.on("tileloadstart", fitTile);
}

/**
 * How far tiles overlap: where their edges fall between pixels of the screen, the ground would show through.
 *
 * @param {import("leaflet").Map} map
 */
export function overlapTiles(map) {
  const areEdgesSharp = Number.isInteger(map.getZoom()) && Number.isInteger(devicePixelRatio);
  map.getContainer().style.setProperty("--overlap", areEdgesSharp ? "0px" : "1px");
}

/**
 * For tiles drawn in GCJ-02: each is laid where its own corner is in WGS-84. Moving all of them as far as the middle
 * of the map is moved would not do: the shift changes by up to 3.5 m a kilometre, some 5 pixels in a large window.
 * Leaflet's methods for this are private. Its version is pinned, and a test measures where the tiles come to lie.
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
 * Makes a tile reach to where its neighbours begin: shifted ones by a pixel more or less than they are wide.
 *
 * @this {any}
 * @param {import("leaflet").TileEvent} event
 */
function fitTile({ tile, coords }) {
  const [from, right, below] = [[0, 0], [1, 0], [0, 1]].map((step) => this._getTilePos(coords.add(/** @type {[number, number]} */ (step))));
  tile.style.width = `calc(${right.x - from.x}px + var(--overlap))`;
  tile.style.height = `calc(${below.y - from.y}px + var(--overlap))`;
}
