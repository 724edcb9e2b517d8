const SMALL_FROM = 11.5;
const WEIGHTS = [[9, 0.7], [11, 1], [12, 1.5], [13, 2.2], [14, 3], [15, 4]];

/**
 * A part's steps back to points.
 *
 * @param {number[]} steps
 * @param {number} scale
 * @returns {[number, number][]} lon/lat
 */
export function unpack(steps, scale) {
  let [lon, lat] = [0, 0];
  /** @type {[number, number][]} */
  const points = [];
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    points.push([lon / scale, lat / scale]);
  }
  return points;
}

/**
 * Where a feature's name belongs.
 *
 * @param {import("./types").Feature} feature
 * @param {number} scale
 */
export function labelPlace(feature, scale) {
  return L.GeoJSON.coordsToLatLng(unpack(feature.at ?? feature.parts[0], scale)[0]);
}

/**
 * How much wider than at zoom 11 a line is drawn.
 *
 * @param {number} zoom
 */
export function lineWeight(zoom) {
  return WEIGHTS.reduce((weight, [from, value]) => (zoom >= from ? value : weight), WEIGHTS[0][1]);
}

/**
 * Draws water, roads, metro and places under the areas; colours and widths are the stylesheet's.
 *
 * @param {import("leaflet").Map} map
 * @param {import("./types").Payload["backdrop"]} backdrop in the order of drawing
 */
export function drawBackdrop(map, backdrop) {
  map.createPane("backdrop").style.zIndex = "350";
  const renderer = L.svg({ pane: "backdrop", padding: 0.3 });
  const common = { renderer, pane: "backdrop", interactive: false };
  const cases = L.layerGroup().addTo(map);
  const lines = L.layerGroup().addTo(map);
  const small = L.layerGroup();
  for (const feature of backdrop.features) {
    const points = feature.parts.map((part) => L.GeoJSON.coordsToLatLngs(unpack(part, backdrop.scale)));
    const className = [feature.kind, feature.later && "later", feature.schematic && "schematic"].filter(Boolean).join(" ");
    const style = { ...common, className };
    if (feature.kind === "airport" || feature.kind === "district") continue;
    if (points[0].length === 1) L.circleMarker(points[0][0], { ...style, radius: 3.5 }).addTo((feature.rank ?? 5) > 2 ? small : lines);
    else if (["municipality", "lake", "outline"].includes(feature.kind)) L.polygon(points, { ...style, fill: feature.kind !== "outline" }).addTo(lines);
    else {
      if (["road", "expressway", "ring"].includes(feature.kind)) L.polyline(points, { ...style, className: `case ${className}` }).addTo(cases);
      L.polyline(points, style).addTo(lines);
    }
  }
  const followZoom = () => {
    map.getContainer().style.setProperty("--weight", String(lineWeight(map.getZoom())));
    if (map.getZoom() >= SMALL_FROM) small.addTo(map);
    else small.remove();
  };
  map.on("zoomend", followZoom);
  followZoom();
}
