/** WGS-84: half the major axis in metres, and the square of the eccentricity. */
const [WGS84_AXIS_M, WGS84_ECCENTRICITY] = [6378137, 0.00669437999014];
const CORNERS = 96;

/**
 * A round polygon whose area on the ground is right wherever it lies: Web Mercator, which draws the
 * same size larger the further from the equator, has no part in it.
 *
 * @param {number[]} centre lon/lat in degrees
 * @param {number} km2
 * @returns {[number, number][]} lon/lat
 */
export function equalAreaCircle([lon, lat], km2) {
  const turn = (2 * Math.PI) / CORNERS;
  // Of a circle around the polygon's corners, which is a little larger than the polygon.
  const radius = Math.sqrt((2e6 * km2) / (CORNERS * Math.sin(turn)));
  const degree = Math.PI / 180;
  const flat = 1 - WGS84_ECCENTRICITY * Math.sin(lat * degree) ** 2;
  // The radii of curvature of the ellipsoid there, along the meridian and across it.
  const [along, across] = [(WGS84_AXIS_M * (1 - WGS84_ECCENTRICITY)) / flat ** 1.5, WGS84_AXIS_M / flat ** 0.5];
  return Array.from({ length: CORNERS }, (_, corner) => {
    const y = lat + (radius * Math.cos(corner * turn)) / along / degree;
    return [lon + (radius * Math.sin(corner * turn)) / across / Math.cos(y * degree) / degree, y];
  });
}
