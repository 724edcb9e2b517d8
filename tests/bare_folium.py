"""The folium map that the benchmark compares the page with: plain folium, its links served from the same disk."""

from __future__ import annotations

import re
import sys
from math import pi, sqrt
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = ROOT / "node_modules"
LINKS = [
    "leaflet/dist/leaflet.js",
    "leaflet/dist/leaflet.css",
    "jquery/dist/jquery.min.js",
    "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap/dist/css/bootstrap.min.css",
    "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "@fortawesome/fontawesome-free/css/all.min.css",
]
EMPTY = ("bootstrap-glyphicons.css", "leaflet.awesome.rotate.min.css")
"""No npm package contains these. Empty files stand in for them, in favour of the folium map."""
BARE_SCRIPT = """
import folium
m = folium.Map([30.48, 104.2], zoom_start=10)
for lat, lon, radius, name in {areas!r}:
    folium.Circle([lat, lon], radius=radius, popup=name, tooltip=name, fill=True).add_to(m)
m.save({out!r})
"""


def bare_areas() -> list[tuple[float, float, float, str]]:
    # Otherwise Python would take the folder tests/geodata, beside this file, for the package.
    sys.path.insert(0, str(ROOT))
    from geodata import load_zone

    return [
        (area.centre.y, area.centre.x, sqrt(area.size_km2 * 1e6 / pi), area.name.en)
        for area in load_zone().area_records
    ]


def serve_links_from_disk(page: Path) -> None:
    sources = {name.rpartition("/")[2]: MODULES / name for name in LINKS} | dict.fromkeys(EMPTY)
    text = page.read_text("utf-8")
    for link in re.findall(r'(?:src|href)="(https://[^"]+)"', text):
        # folium has the version in the file name of jQuery.
        name = re.sub(r"-[\d.]+(?=\.min)", "", link.rpartition("/")[2])
        if name not in sources:
            raise SystemExit(f"folium links {link}, expected {sorted(sources)}")
        source = sources.pop(name)
        page.with_name(name).write_bytes(source.read_bytes() if source else b"")
        text = text.replace(link, name)
    if sources:
        raise SystemExit(f"folium does not link {sorted(sources)}")
    page.write_text(text, "utf-8")
