import assert from "node:assert/strict";
import test from "node:test";
import gcoord from "gcoord";
import { gcj02ToWgs84, wgs84ToGcj02 } from "../../maps/page/script/map/datum.js";

/**
 * Points near the three areas, Tianfu Square and the metro station at Tianfu Airport: lon/lat in WGS-84, then in GCJ-02
 * as computed by gcoord 1.0.7.
 */
const KNOWN_POINTS = /** @type {[number, number, number, number][]} */ ([
  [104.05, 30.56, 104.05246772, 30.5575124],
  [104.09, 30.55, 104.09253316, 30.54755881],
  [104.42, 30.37, 104.42265135, 30.36751276],
  [104.06372, 30.65986, 104.06622361, 30.65743636],
  [104.44258, 30.31537, 104.44520938, 30.31284624],
]);
/** Points of Sichuan, in steps that share no divisor with the formulas' waves, so that each point meets them at another phase. */
const SICHUAN = Array.from({ length: 2000 }, (_, n) => /** @type {[number, number]} */ ([97.3 + ((n * 0.61803) % 11.3), 26 + ((n * 0.41421) % 8.4)]));

/**
 * Return the distance of two points in metres, accurate enough for short distances near Chengdu.
 *
 * @param {readonly number[]} a lon/lat in degrees
 * @param {readonly number[]} b
 */
const distanceM = (a, b) => Math.hypot((a[0] - b[0]) * 111320 * Math.cos((a[1] * Math.PI) / 180), (a[1] - b[1]) * 110900);

test("known points are converted to within two centimetres", () => {
  for (const [lon, lat, ...gcj02] of KNOWN_POINTS) assert.ok(distanceM(wgs84ToGcj02([lon, lat]), gcj02) < 0.02, `${lon} ${lat}`);
});

test("any point of Sichuan is converted as by another library", () => {
  for (const point of SICHUAN) {
    const gcj02 = gcoord.transform(point, gcoord.WGS84, gcoord.GCJ02);
    assert.ok(distanceM(wgs84ToGcj02(point), gcj02) < 0.001, String(point));
  }
});

test("any point of Sichuan is converted back to within a centimetre", () => {
  for (const point of SICHUAN) assert.ok(distanceM(gcj02ToWgs84(wgs84ToGcj02(point)), point) < 0.01, String(point));
});
