"""From a `Zone` to the page: one HTML text with everything in it."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby

import rcssmin
import rjsmin
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from geodata.model import GROUPS, LANGUAGES, Zone
from maps import leaflet, theme
from maps.payload import fragment_link, island, payload
from maps.staticmap import static_map
from maps.texts import TAGS

IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<name>[\w-]+)\.js";\n', re.MULTILINE)
"""How one module of the page names another: nothing else, so that they can be joined."""


def build_page(zone: Zone) -> str:
    """The whole page, the same bytes for the same zone; it asks for nothing when opened."""
    data = payload(zone)
    language = LANGUAGES[0]
    texts = data["texts"][language]
    return leaflet.render(
        zone,
        page_template(),
        data=data,
        evidence_links=_evidence_links(zone),
        differences=_differences(zone),
        early_script=Markup(_minified("early")),
        groups=_groups(zone),
        island=lambda body: Markup(island(data, body)),
        lang=TAGS[language],
        leaflet_script=Markup(leaflet.leaflet_script()),
        live_script=Markup(page_scripts()[1]),
        page_script=Markup(page_scripts()[0]),
        static_map=Markup(static_map(zone, texts)),
        stylesheet=Markup(stylesheet()),
        tags=TAGS,
        texts=texts,
        zone=zone,
    )


@cache
def page_template() -> Template:
    """maps/assets/page.html, with text escaped unless it is marked as made by us."""
    environment = Environment(
        loader=PackageLoader("maps", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["contains"] = lambda collection, member: member in collection
    environment.filters["csp_hash"] = csp_hash
    environment.filters["jsmin"] = lambda script: Markup(rjsmin.jsmin(script))
    return environment.get_template("page.html")


def csp_hash(text: str) -> Markup:
    """The hash source of the Content Security Policy for an inline script or style (CSP 3, 2.3.1)."""
    return Markup("'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'")


def stylesheet() -> str:
    """Leaflet's rules, the palette and the page's own, in this order and without comments."""
    own = _asset("page.css")
    return str(rcssmin.cssmin(leaflet.leaflet_stylesheet() + theme.stylesheet() + own))


@cache
def page_scripts() -> tuple[str, str]:
    """What runs before Leaflet and what runs after it: the page's modules without comments, each after
    those that it imports."""
    joined: dict[str, str] = {}
    _join("main", joined, ())
    before = len(joined)
    _join("live", joined, ())
    modules = list(joined.values())
    return rjsmin.jsmin("".join(modules[:before])) + "\n", rjsmin.jsmin("".join(modules[before:])) + "\n"


def _minified(name: str) -> str:
    return str(rjsmin.jsmin(_asset(f"page/{name}.js")))


def _join(name: str, joined: dict[str, str], path: tuple[str, ...]) -> None:
    if name in path:
        raise ValueError(f"page/{name}.js imports itself by way of {' > '.join(path)}")
    if name in joined:
        return
    source = _asset(f"page/{name}.js")
    for match in IMPORT.finditer(source):
        _join(match["name"], joined, (*path, name))
    joined[name] = re.sub(r"^export ", "", IMPORT.sub("", source), flags=re.MULTILINE)


def _asset(name: str) -> str:
    return files("maps").joinpath("assets").joinpath(name).read_text("utf-8")


def _groups(zone: Zone) -> list[tuple[str, list[str]]]:
    """Ids of the facts by the question they answer, in the order of `GROUPS`."""
    facts = sorted(zone.facts, key=lambda fact: GROUPS.index(fact.group))
    return [(name, [fact.id for fact in group]) for name, group in groupby(facts, key=lambda f: f.group)]


def _differences(zone: Zone) -> dict[str, list[int]]:
    """For each fact the numbers of the notes on how the language versions differ there."""
    found: dict[str, list[int]] = {}
    for index, difference in enumerate(zone.differences):
        found.setdefault(difference.fact, []).append(index)
    return found


def _evidence_links(zone: Zone) -> dict[str, str]:
    """For each fact of a release the address that opens the published text at its quote."""
    return {
        fact.id: fragment_link(zone.source(fact.locator.source).url, fact.locator.quote)
        for fact in zone.facts
        if fact.locator
    }
