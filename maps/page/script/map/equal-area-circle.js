/** WGS-84: semi-major axis in metres, and eccentricity squared. */
const [WGS84_AXIS_M, WGS84_ECCENTRICITY_SQUARED] = [6378137, 0.00669437999014];
const CORNERS = 96;

/**
 * Return a circle as a polygon with a given area on the ground, at any latitude. It is computed on the ellipsoid, since
 * Web Mercator enlarges areas away from the equator.
 *
 * @param {number[]} centre lon/lat in degrees
 * @param {number} km2 area in square kilometres
 * @returns {[number, number][]} lon/lat in degrees, the northernmost corner first
 */
export function equalAreaCircle([lon, lat], km2) {
  const step = (2 * Math.PI) / CORNERS;
  // Circumradius of the regular polygon with this area, in metres.
  const radius = Math.sqrt((2e6 * km2) / (CORNERS * Math.sin(step)));
  const degree = Math.PI / 180;
  const flat = 1 - WGS84_ECCENTRICITY_SQUARED * Math.sin(lat * degree) ** 2;
  // Radii of curvature of the ellipsoid at this latitude, along the meridian and across it, in metres.
  const [meridional, transverse] = [(WGS84_AXIS_M * (1 - WGS84_ECCENTRICITY_SQUARED)) / flat ** 1.5, WGS84_AXIS_M / flat ** 0.5];
  return Array.from({ length: CORNERS }, (_, corner) => {
    const y = lat + (radius * Math.cos(corner * step)) / meridional / degree;
    return [lon + (radius * Math.sin(corner * step)) / transverse / Math.cos(y * degree) / degree, y];
  });
}
