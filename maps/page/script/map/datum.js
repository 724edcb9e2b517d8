// China's datum GCJ-02, as in geodata/datum.py. The formulas are public though not official (Wikipedia, "Restrictions on
// geographic data in China"), with the constants of the libraries gcoord and prcoords; the tests compare the results
// with those of gcoord. The formulas are valid in China only. Points are lon/lat in degrees.

/** Krasovsky's ellipsoid of 1940: semi-major axis in metres, and eccentricity squared. */
const AXIS_M = 6378245;
const ECCENTRICITY_SQUARED = 0.006693421622965943;
/** One degree in radians. */
const DEGREE = Math.PI / 180;
/** Iterations of the inverse; each reduces the error some 300 times, the second to less than a centimetre. */
const ITERATIONS = 2;
const { sin, cos, sqrt, abs } = Math;

/** @param {number} halfTurns */
const wave = (halfTurns) => sin(Math.PI * halfTurns);

/**
 * Convert WGS-84 to GCJ-02, the datum of China's street maps.
 *
 * @param {readonly [number, number]} point in WGS-84
 * @returns {[number, number]}
 */
export function wgs84ToGcj02([lon, lat]) {
  const [x, y] = [lon - 105, lat - 35];
  // Periodic terms in metres, to be multiplied by 2/3; this one is common to both axes.
  const ripple = 20 * wave(6 * x) + 20 * wave(2 * x);
  const northRipple = ripple + 20 * wave(y) + 40 * wave(y / 3) + 160 * wave(y / 12) + 320 * wave(y / 30);
  const eastRipple = ripple + 20 * wave(x) + 40 * wave(x / 3) + 150 * wave(x / 12) + 300 * wave(x / 30);
  const northM = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + (northRipple * 2) / 3;
  const eastM = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + (eastRipple * 2) / 3;
  const flat = 1 - ECCENTRICITY_SQUARED * sin(lat * DEGREE) ** 2;
  const degreeNorthM = (DEGREE * AXIS_M * (1 - ECCENTRICITY_SQUARED)) / flat ** 1.5;
  const degreeEastM = (DEGREE * AXIS_M * cos(lat * DEGREE)) / sqrt(flat);
  return [lon + eastM / degreeEastM, lat + northM / degreeNorthM];
}

/**
 * Convert GCJ-02 to WGS-84, by iteration as there is no formula for the inverse.
 *
 * @param {readonly [number, number]} point in GCJ-02
 * @returns {[number, number]}
 */
export function gcj02ToWgs84([lon, lat]) {
  /** @type {[number, number]} */
  let estimate = [lon, lat];
  for (let round = 0; round < ITERATIONS; round++) {
    const [x, y] = wgs84ToGcj02(estimate);
    estimate = [estimate[0] + lon - x, estimate[1] + lat - y];
  }
  return estimate;
}
