// Web Mercator (EPSG:3857), scaled so that the world is 1 wide and high; x to the right, y down.

const TILE_PX = 256;

/**
 * Project a place.
 *
 * @param {number[]} place lon/lat in degrees
 * @returns {[number, number]}
 */
export function toMercator([lon, lat]) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/**
 * Return the place at a projected point.
 *
 * @param {[number, number]} point
 * @returns {[number, number]} lon/lat in degrees
 */
export function fromMercator([x, y]) {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

/**
 * Return the width of the world in pixels.
 *
 * @param {number} zoom
 */
export function worldPixels(zoom) {
  return TILE_PX * 2 ** zoom;
}
