import { test } from "node:test";
import { equal } from "node:assert/strict";
import { formatDistance } from "../../maps/page/script/map/distance.js";

test("a distance is rounded to two digits before its unit is chosen", () => {
  const found = [11237, 8274, 999.6, 996, 853, 40].map((metres) => formatDistance(metres, "en"));
  equal(found.join(", "), "11 km, 8.3 km, 1 km, 1 km, 850 m, 40 m");
});
