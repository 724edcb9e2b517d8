"""The page requests nothing, runs only its own script, and is the same for every build."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest

from geodata import Zone
from geodata.model import LANGUAGES
from geodata.vocabulary import CONFIDENCES, GROUPS, UNITS
from maps import build_page
from maps.export.pictures.context import SCHEMES
from maps.export.pictures.layouts import FORMATS
from maps.page.build import JUMP_GROUPS, LENSES
from maps.page.bundle import minify_script
from maps.page.links import SERVICES
from maps.text.cases import IF
from maps.text.translator import messages
from tests import markup
from tests.markup import elements, find, name, one, parse, text, where

ROOT = Path(__file__).parents[2]
REQUEST_ATTRIBUTES = {
    *("src", "srcset", "imagesrcset", "poster", "data", "background", "action", "formaction", "ping", "manifest"),
    *("cite", "longdesc", "codebase", "archive", "profile", "classid", "dynsrc", "lowsrc"),
}
"""Attributes that make a browser request something, or once did."""
UNUSED_ELEMENTS = {
    *("base", "iframe", "frame", "object", "embed", "applet", "img", "image", "feimage", "video", "audio", "source"),
    *("track", "form", "portal", "use", "foreignobject", "template", "animate", "set"),
}
"""Elements that the page does not use."""


TILE_HOSTS = {
    "chengdu": ["server.arcgisonline.com", *(f"webrd0{number}.is.autonavi.com" for number in (1, 2, 3, 4))],
    "lanhua": [f"{letter}.tile.opentopomap.org" for letter in "abc"],
    "no-layers": [],
}
"""The servers of each zone's online layers: pictures may come from them, over https, and nothing else may."""


@pytest.fixture(scope="session", params=TILE_HOSTS)
def zone_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def tree(request: pytest.FixtureRequest, zone_name: str) -> Element:
    if zone_name == "no-layers":
        return parse(build_page(replace(request.getfixturevalue("lanhua"), layers=())))
    zone = request.getfixturevalue(zone_name)
    assert isinstance(zone, Zone)
    return parse(build_page(zone))


def stylesheet(tree: Element) -> str:
    return text(one(tree, where("style")))


def policy(tree: Element) -> dict[str, list[str]]:
    meta = one(tree, where("meta", http_equiv="Content-Security-Policy"))
    directives = [part.split() for part in meta.attrib["content"].split(";")]
    assert len({key for key, *_ in directives}) == len(directives)
    return {key: values for key, *values in directives}


def hash_source(element: Element) -> str:
    return f"'sha256-{b64encode(sha256(text(element).encode()).digest()).decode()}'"


def test_no_element_or_attribute_requests_anything(tree: Element) -> None:
    for element in elements(tree):
        assert name(element).lower() not in UNUSED_ELEMENTS
        assert name(element) != "input" or element.get("type") in ("radio", "checkbox")
        for key, value in element.attrib.items():
            assert key.lower() not in REQUEST_ATTRIBUTES, (name(element), key)
            assert key.rpartition("}")[2] != "href" or name(element) in ("a", "link"), (name(element), value)
            assert all(part.startswith("#") for part in re.findall(r"url\(\s*['\"]?([^)]*)", value)), value
    links = find(tree, where("link"))
    # Links that a browser fetches by itself, unlike those to other languages and to the name of a vocabulary.
    fetched = [link for link in links if link.attrib["rel"] not in ("alternate", "canonical", "schema.DC")]
    assert [(link.attrib["rel"], link.attrib["href"]) for link in fetched] == [("icon", "data:,")]
    assert [meta for meta in find(tree, where("meta", http_equiv="refresh"))] == []


def test_links_lead_to_the_web_a_map_app_or_the_page_itself(tree: Element) -> None:
    links = [a.attrib["href"] for a in find(tree, where("a"))]
    assert {urlsplit(link).scheme if link[0] != "#" else "#" for link in links} == {"http", "https", "geo", "#"}


def test_the_stylesheet_requests_nothing(tree: Element) -> None:
    style = stylesheet(tree)
    assert [address for address in re.findall(r"url\(([^)]*)\)", style) if not address.startswith("#")] == []
    assert not re.search(
        r"@import|@font-face|image-set\(|(?<![\w-])(src|image|element|cross-fade)\(|expression\(", style
    )


def test_the_policy_allows_only_the_page_itself_and_pictures_of_its_layers(tree: Element, zone_name: str) -> None:
    found = policy(tree)
    assert found["default-src"] == ["'none'"]
    assert found["img-src"] == ["data:", *(f"https://{host}" for host in TILE_HOSTS[zone_name])]
    assert found["base-uri"] == found["form-action"] == ["'none'"]
    # From disk this allows nothing; on a server it lets an audit of the page request its robots.txt.
    assert found["connect-src"] == ["'self'"]
    assert set(found) == {
        *("default-src", "script-src", "style-src", "img-src", "connect-src"),
        *("base-uri", "form-action"),
    }
    assert not any("unsafe" in value or "*" in value for values in found.values() for value in values)


def test_the_policy_names_each_script_and_style_by_its_hash(tree: Element) -> None:
    found = policy(tree)
    scripts = [
        s for s in find(tree, where("script")) if s.get("type") not in ("application/json", "application/ld+json")
    ]
    assert [script.get("type") for script in scripts] == [None, None, "text/plain", "text/plain"]
    assert found["script-src"] == [hash_source(script) for script in scripts]
    assert found["style-src"] == [hash_source(style) for style in find(tree, where("style"))]
    assert all(set(script.attrib) <= {"type", "id"} for script in find(tree, where("script")))


def test_the_policy_precedes_everything_that_it_governs(tree: Element) -> None:
    order = [e.get("http-equiv") or name(e) for e in elements(tree) if name(e) in ("meta", "style", "script", "link")]
    # Only the encoding may come before it.
    assert order[:2] == ["meta", "Content-Security-Policy"]


def test_no_style_and_no_code_stands_in_an_attribute(tree: Element) -> None:
    keys = {key.lower() for element in elements(tree) for key in element.attrib}
    assert [key for key in keys if key == "style" or key == "srcdoc" or key.startswith("on")] == []


def test_a_reader_may_zoom(tree: Element) -> None:
    [content] = [meta.attrib["content"] for meta in find(tree, where("meta", name="viewport"))]
    settings = dict(part.split("=") for part in content.replace(" ", "").split(","))
    assert settings["width"] == "device-width"
    assert not {"user-scalable", "maximum-scale", "minimum-scale"} & set(settings)
    assert not re.search(r"(?<![-\w])user-zoom", stylesheet(tree))


def page_scripts() -> str:
    """Return the page's own modules, without their comments."""
    modules = sorted((ROOT / "maps/page/script").rglob("*.js"))
    return "".join(minify_script(module.read_text("utf-8")) for module in modules)


def test_the_script_makes_neither_markup_nor_code_from_text() -> None:
    found = re.findall(
        r"(?:inner|outer)HTML|insertAdjacentHTML|createContextualFragment|DOMParser|document\.write|srcdoc"
        r"|\beval\b|new Function|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\bimport\(",
        page_scripts(),
    )
    assert found == []


def test_the_minifier_keeps_the_order_of_dependent_declarations() -> None:
    code = "function f(b) {\n  const c = b.d;\n  const [a] = /** @type {any} */ (c.e());\n  return [a, c];\n}"
    short = minify_script(code)
    assert short.index(".d") < short.index(".e()")


def test_every_text_that_the_script_uses_exists(island: dict[str, Any]) -> None:
    looked_up = set(re.findall(r'\btext\("([\w.]+)"\)', page_scripts()))
    assert len(looked_up) >= 4
    assert looked_up <= set(island["texts"]["keys"])


def test_the_licence_of_leaflet_is_in_the_page(page: str) -> None:
    """The licence requires its notice, its conditions and its disclaimer in every copy."""
    [carried] = re.findall(r"/\*!\n(BSD 2-Clause License\n.+?)\*/", page, re.DOTALL)
    assert carried == (ROOT / "node_modules/leaflet/LICENSE").read_text("utf-8")
    assert "Copyright (c) 2010-2022, Vladimir Agafonkin" in carried
    assert page.count(carried) == 1


def test_the_page_is_no_more_than_165_kb_gzipped(page: str) -> None:
    size = len(gzip.compress(page.encode(), mtime=0))
    assert size <= 165_000


def test_the_backdrop_is_no_more_than_60_kb_gzipped(page: str, document: Element) -> None:
    """It is: lines in the data, names in four languages, and drawings."""
    data = markup.island(document)
    names = [key for key in data["texts"]["keys"] if key.startswith("place.")]
    rows = [data["texts"][language][data["texts"]["keys"].index(key)] for key in names for language in LANGUAGES]
    drawn = re.findall(r'<svg [^>]*class="(?:drawn|overview-map|regional-context)\b.*?</svg>', page, re.DOTALL)
    assert len(drawn) == 5
    backdrop = json.dumps([data["backdrop"], names, rows], ensure_ascii=False) + "".join(drawn)
    assert len(gzip.compress(backdrop.encode(), mtime=0)) <= 60_000


def test_the_page_has_unix_line_endings_and_no_byte_order_mark(page: str) -> None:
    assert page.startswith("<!DOCTYPE html>\n<html ")
    assert "\r" not in page
    assert page.endswith("</html>\n")


BUILD_AT_ANOTHER_TIME = """
import sys, time
real = time.time
time.time = lambda: real() + float(sys.argv[1])
from maps.cli import main
sys.exit(main(["build", "--out", sys.argv[2]]))
"""


def test_two_builds_give_the_same_bytes_in_any_environment(tmp_path: Path, page: str) -> None:
    environments = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "0"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ]
    for number, environment in enumerate(environments):
        out = tmp_path / f"{number}.html"
        shift = str(number * 40_000_000)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
        command = [sys.executable, "-c", BUILD_AT_ANOTHER_TIME, shift, str(out)]
        subprocess.run(command, check=True, cwd=ROOT, env=kept | environment, stdout=subprocess.DEVNULL)
        assert out.read_bytes() == page.encode()


def test_every_message_is_used(chengdu: Zone) -> None:
    """A key stands in full in a source file, or is composed there of a known prefix and ending."""
    families = {
        "each.confidence.": set(CONFIDENCES),
        "each.direction.": set(map(str, range(8))),
        "each.station_": {"then", "later", "closed"},
        # Babel writes square kilometres, and money has no singular.
        "each.value.": {
            "RMB",
            *(f"{unit}{form}" for unit in UNITS if unit not in ("km2", "RMB") for form in ("", ".one")),
        },
        "group.": set(GROUPS),
        "jump.": {"label", "areas", *JUMP_GROUPS, "unstated", "data"},
        "lens.": {
            *LENSES,
            *(f"{stop}_note" for stop in LENSES),
            *(f"{stop}_intro" for stop in LENSES),
            "label",
            "title",
        },
        "open.": {key for service in SERVICES for key in (service, f"{service}.what")},
        "licence.": {source.licence for source in chengdu.sources} - {"ODbL-1.0", "facts-only"},
        "picture.form.": {form.id for form in FORMATS},
        "picture.scheme.": set(SCHEMES),
        "picture.captions.": {"heading", "title", "caption", "alt", "credit", "pictures"},
    }
    paths = [path for kind in ("py", "js", "html") for path in (ROOT / "maps").rglob(f"*.{kind}")]
    sources = "".join(path.read_text("utf-8") for path in paths)
    alone, cased = [], [key.partition(IF) for key in messages() if IF in key]
    assert {general for general, _, _ in cased} <= set(messages()), "a message without a case"
    conditions = re.findall(r'"(\w+)": ', (ROOT / "maps/text/cases.py").read_text("utf-8"))
    possible = {"_".join(case) for count in (1, 2, 3) for case in combinations(conditions, count)}
    assert {case for _, _, case in cased} <= possible
    plain = [key for key in messages() if IF not in key]
    for key in plain:
        family = next((prefix for prefix in families if key.startswith(prefix)), None)
        if family is None:
            alone.append(key)
    for prefix, endings in families.items():
        assert {key.removeprefix(prefix) for key in plain if key.startswith(prefix)} == endings, prefix
        assert re.search(rf"""["'`]{re.escape(prefix)}(\{{|\$|["'] ~)""", sources), prefix
    assert {key for key in alone if not re.search(rf"""["']{re.escape(key)}["']""", sources)} == set()
