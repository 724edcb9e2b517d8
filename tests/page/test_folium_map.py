"""folium in one package only, and the part of Leaflet that is used."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import folium
import pytest

from geodata import LANGUAGES, Zone
from geodata.model import Text
from geodata.vocabulary import REACH_BASES
from maps.page.folium_map import build_map, draw
from maps.page.folium_map.areas import lat_lon
from maps.page.leaflet_files import leaflet_script, leaflet_stylesheet

ROOT = Path(__file__).parents[2]


def modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("geodata", "maps", "scripts", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def imported_packages(tree: ast.Module) -> set[str]:
    """Return the packages that a module imports, anywhere in it, by name or as a string."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module"):
            found |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    return {name.partition(".")[0] for name in found}


def map_script(zone: Zone) -> str:
    return draw(build_map(zone), frozenset).script


def test_only_one_module_and_the_tests_of_layers_import_folium_and_branca() -> None:
    importing = [path for path, tree in modules() if imported_packages(tree) & {"folium", "branca"}]
    assert importing == [
        "maps/page/folium_map/library.py",
        "tests/added_layers.py",
        "tests/page/browser/test_added_layers.py",
        "tests/page/browser/test_restricted_browsers.py",
        "tests/page/test_added_layers.py",
        "tests/page/test_folium_map.py",
        "tests/test_notebook.py",
    ]


def test_folium_runs_text_as_a_template() -> None:
    """This is why no text goes through folium. If the test fails, folium has changed: see whether that rule can go."""
    a_map = folium.Map(tiles=None)
    folium.Marker([30, 104], popup=folium.Popup("{{ 7*7 }}")).add_to(a_map)
    page = a_map.get_root().render()
    assert "49" in re.sub(r"[0-9a-f]{32}", "", page)
    assert "7*7" not in page


def texts_in(record: Any) -> Iterator[str]:
    """Yield every string and text in a record."""
    if isinstance(record, Text):
        yield from (record[language] for language in LANGUAGES)
    elif isinstance(record, str):
        yield record
    elif isinstance(record, tuple):
        for member in record:
            yield from texts_in(member)
    elif is_dataclass(record):
        for field in fields(record):
            yield from texts_in(getattr(record, field.name))


def test_no_text_of_the_zone_goes_through_folium(chengdu: Zone) -> None:
    script = map_script(chengdu)
    # The basis of a reach is a word of the data format, like the names of shapes.
    texts = {text for text in texts_in(chengdu) if len(text) > 3} - set(REACH_BASES)
    assert len(texts) > 500
    # The name of a colour is not a text, although a text of the zone may be a part of it.
    bare = re.sub(r'"className": "[^"]*"', "", script)
    assert [text for text in texts if text in bare] == []
    assert set(script) < set(map(chr, range(128)))


def test_two_maps_of_a_zone_have_the_same_script(chengdu: Zone, lanhua: Zone) -> None:
    assert map_script(chengdu) == map_script(chengdu)
    assert not re.search(r"[0-9a-f]{16}", map_script(chengdu))
    names = re.findall(r"var (\w+) =", map_script(lanhua))
    assert names == ["map_zone", *(f"{kind}_{index}" for kind in ("reach", "footprint") for index in range(3))]


def test_the_map_links_to_nothing(chengdu: Zone) -> None:
    folium_map = build_map(chengdu)
    assert folium_map.default_js == folium_map.default_css == []
    assert not re.search(r"https?://|//cdn", map_script(chengdu))
    assert "<link" not in draw(folium_map, frozenset).html


def test_other_folium_maps_are_unaffected(chengdu: Zone) -> None:
    before = len(folium.Map.default_js), len(folium.Map.default_css)
    build_map(chengdu)
    other, another = folium.Map(), folium.Map()
    assert min(before) > 0
    assert (len(other.default_js), len(other.default_css)) == before
    assert len({other.get_name(), another.get_name(), "map_zone"}) == 3
    page = other.get_root().render()
    assert "cdn" in page
    assert "<!DOCTYPE html>" in page


def test_folium_accepts_frames_and_addresses_although_imported_without_their_libraries() -> None:
    script = """
import sys
from maps.page.folium_map import build_map
assert not {"pandas", "requests"} & set(sys.modules)
import folium
assert folium.PolyLine([(30, 104), (31, 105)]).locations == [[30, 104], [31, 105]]
import pandas
assert folium.PolyLine(pandas.DataFrame({"lat": [30, 31], "lon": [104, 105]})).locations == [[30, 104], [31, 105]]
try:
    folium.GeoJson("http://localhost:9/shapes.json")
except Exception as error:
    print(type(error).__module__)
"""
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "requests.exceptions\n"


def test_each_area_is_drawn_by_its_reach_and_footprint(chengdu: Zone, lanhua: Zone) -> None:
    for zone in (chengdu, lanhua):
        script = map_script(zone)
        for index, area in enumerate(zone.area_records):
            for name, shape in (("reach", area.reach), ("footprint", area.footprint)):
                rings, options = leaflet_call(script, f"{name}_{index}")
                corners = [(lat, lon) for lon, lat in shape.exterior.coords[:-1]]
                assert rings == [[pytest.approx(corner, abs=1e-5) for corner in corners]]
                classes = options["className"].split()
                assert (classes[0], classes[-1]) == (name, f"area-{index + 1}")
                assert ("surveyed" in classes) is (area.surveyed and name == "footprint")
                assert options["interactive"] is (name == "footprint")


def leaflet_call(script: str, name: str) -> tuple[Any, dict[str, Any]]:
    """Return the arguments that make a layer: its coordinates and the options."""
    match = re.search(rf"var {name} = L\.\w+\((.*?)\)\.addTo", script, re.DOTALL)
    assert match
    where, options = json.loads(f"[{match[1].strip().removesuffix(',')}]")
    return where, options


def test_the_map_has_a_maximum_zoom_and_leaves_resizing_to_the_page(chengdu: Zone) -> None:
    script = map_script(chengdu)
    assert '"maxZoom": 15' in script
    assert '"trackResize": false' in script
    # The minimum zoom depends on the window.
    assert "minZoom" not in script


def test_longitude_and_latitude_are_swapped_in_one_function() -> None:
    """No other function has a pair or list that begins with a latitude."""
    swapping = []
    for path, tree in modules():
        if path.startswith("tests/"):
            continue
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            pairs = [node.elts for node in ast.walk(function) if isinstance(node, (ast.Tuple, ast.List))]
            if any(len(pair) == 2 and is_latitude(pair[0]) and is_longitude(pair[1]) for pair in pairs):
                swapping.append(f"{path} {function.name}")
    assert swapping == ["maps/page/folium_map/areas.py lat_lon"]
    assert lat_lon([(104.123456, 30.5), (104, 31, 500)]) == [(30.5, 104.12346), (31, 104)]


def is_latitude(node: ast.expr) -> bool:
    return re.search(r"\blat|\.y\b|^y\b|\bnorth\b|\bsouth\b", ast.unparse(node)) is not None


def is_longitude(node: ast.expr) -> bool:
    return re.search(r"\blon|\.x\b|^x\b|\beast\b|\bwest\b", ast.unparse(node)) is not None


def test_leaflets_stylesheet_keeps_what_the_page_needs() -> None:
    style = leaflet_stylesheet(whole=False)
    rules = dict(re.findall(r"([^{}]+)\{([^{}]*)\}\n", style))
    needed = [".leaflet-pane", ".leaflet-container", ".leaflet-interactive", ".leaflet-grab", ".leaflet-zoom-animated"]
    assert [name for name in needed if not any(name in selectors.split(",") for selectors in rules)] == []
    pane = next(body for selectors, body in rules.items() if ".leaflet-pane" in selectors.split(","))
    assert "position: absolute" in pane
    touch = {
        ".leaflet-container.leaflet-touch-zoom": "pan-x pan-y",
        ".leaflet-container.leaflet-touch-drag": "pinch-zoom",
        ".leaflet-container.leaflet-touch-drag.leaflet-touch-zoom": "none",
    }
    for selector, action in touch.items():
        assert re.search(rf"(?<!-)touch-action: {action};", rules[selector]), selector
    assert rules[".leaflet-tile"].strip() == "visibility: hidden;"
    assert "visibility: inherit" in rules[".leaflet-tile-loaded"]
    assert "z-index: 200" in rules[".leaflet-tile-pane"]


def test_leaflets_stylesheet_requests_nothing_and_has_nothing_for_old_browsers() -> None:
    style = leaflet_stylesheet(whole=False)
    assert not re.search(r"url\(|@import|behavior|filter:|plus-lighter|/\*", style)
    assert style.count("{") == style.count("}")
    assert not re.search(r"popup|tooltip|marker|-(ms|moz)-", style)


def test_leaflets_script_is_whole_and_names_no_other_file() -> None:
    script = leaflet_script()
    assert "sourceMappingURL" not in script
    assert script.startswith("/*!\nBSD 2-Clause License\n")
    assert "/* @preserve\n * Leaflet 1.9" in script
    assert script.endswith("\n")
    assert len(script) > 100_000
    assert not re.search(r"</script|<!--", script, re.IGNORECASE)
