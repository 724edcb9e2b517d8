"""Text is never code: every text of the data stands on the page as exactly that text.

The page of a zone whose texts are tokens is the pattern. The page of the same zone with other texts must be the pattern
with those texts in place of the tokens, element for element.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import Zone
from geodata.model import LANGUAGES, Area, Fact, Locator, Quotation, Source, Text
from geodata.schema import is_visible_text
from geodata.tile_layers import Layer
from maps import build_page
from maps.page.links import service_links
from maps.text.page_texts import zone_texts
from maps.text.translator import Translator, fill
from tests import markup
from tests.markup import elements, find, name, one, parse, text, where

PLAIN_TEXTS = {
    Source: ("publisher", "publisher_names", "licence", "credit"),
    Locator: ("quote",),
    Quotation: ("quote",),
    Area: ("pinyin",),
    Fact: ("value",),
    Layer: ("credit",),
    Zone: ("author",),
}
"""Fields that hold a text, but not a `Text` in four languages."""
TOKEN = re.compile("\ue000(\\d+)\ue001")


def hostile_texts() -> list[str]:
    """Return texts that something between the data and the reader's eye might take for code."""
    return [
        *("</script>", "</script><script>alert(1)</script>", "</script x", "</SCRIPT\n/", "</title><b>"),
        *("<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "' autofocus onfocus='alert(1)", "</style>"),
        *(
            "<!--",
            "-->",
            "<!-- <script>",
            "<!--<script ",
            "]]>",
            "<![CDATA[",
            "<?php ?>",
            "<",
            "&",
            "&lt;script&gt;",
            "&#60;",
            "&amp",
        ),
        *("{{ 7*7 }}", "{% set x = 1 %}", "{# c #}", "{% raw %}", "{{ this.script.render() }}", "{{", "%}", "{", "}}"),
        *("{value}", "{total} {date} {outside}", "{name}{size}{off}", "{distance} {place}", "{n}", "{0}", "%s %(a)s"),
        *("`", "${x}", "${alert(1)}", "'", '"', "\\", "\\u003cscript\\u003e", "\\n", "//", "/*"),
        *("javascript:alert(1)", "-,&=#:~:text=a,-b", "?x=1#y", "%3Cscript%3E", "constructor", "__proto__", "null"),
        *("a\u2028b", "\u2029.\u2028", "\u202eright to left", "\u200f\u2066\u2067", "שלום", "\ufeffmark", "\u200d"),
        *("line\nline", "tab\ttab", " leading and trailing ", "  two  spaces ", ".\u00a0.", "\u00ad", "e\u0301"),
        *("😀👩\u200d👧", "中文、日本語", "𠮷", "x" * 10_000, "中<&" * 300),
    ]


def with_texts(record: Any, say: Callable[[str], str], path: str = "") -> Any:
    """Return the record with each text replaced by `say(path)`, where a path is such as "facts.0.label.de"."""
    if isinstance(record, Text):
        return Text(**{language: say(f"{path}.{language}") for language in LANGUAGES})
    if isinstance(record, tuple):
        return tuple(with_texts(member, say, f"{path}.{index}") for index, member in enumerate(record))
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changed = {}
    for key in (field.name for field in fields(record)):
        value, here = getattr(record, key), f"{path}.{key}".lstrip(".")
        plain = key in PLAIN_TEXTS.get(type(record), ())
        if plain and isinstance(value, dict):
            changed[key] = {language: say(f"{here}.{language}") for language in value}
        else:
            changed[key] = say(here) if plain and isinstance(value, str) else with_texts(value, say, here)
    return replace(record, **changed)


class Pattern:
    """The page with a token for each text, and what it should become with other texts."""

    def __init__(self, zone: Zone) -> None:
        self.places: dict[str, int] = {}
        self.zone = with_texts(zone, self._token)
        self.page = build_page(self.zone)
        self.tree = parse(self.page)
        self.values = [placeholder_values(self.zone, path) for path in self.places]

    def _token(self, path: str) -> str:
        return f"\ue000{self.places.setdefault(path, len(self.places))}\ue001"

    def zone_with(self, texts: list[str]) -> Zone:
        """Return the zone with these texts in turn."""
        zone = with_texts(self.zone, lambda path: texts[self.places[path] % len(texts)])
        assert isinstance(zone, Zone)
        return zone

    def fill(self, words: str, texts: list[str]) -> str:
        """Return a string of the pattern as it should be with these texts."""

        def text_at(match: re.Match[str]) -> str:
            place = int(match[1])
            values = {key: self.fill(value, texts) for key, value in self.values[place].items()}
            return fill(texts[place % len(texts)], **values)

        return TOKEN.sub(text_at, words)


def placeholder_values(zone: Zone, path: str) -> dict[str, str]:
    """Return the values that the page fills into the placeholders of the text at `path`."""
    kind, *rest = path.split(".")
    say = Translator(rest[-1]) if rest and rest[-1] in LANGUAGES else Translator("en")
    if kind in ("title", "standfirst", "location_statement"):
        date = {"date": say.date(zone.released)} if kind == "standfirst" else {}
        return date | {"total": say.area(zone.total_km2)}
    if kind == "facts" and rest[1] == "text":
        fact = zone.facts[int(rest[0])]
        return {"value": "" if fact.value is None else say.value(fact.value, fact.unit)}
    if kind == "area_records" and rest[1] in ("basis", "purpose"):
        area = zone.area_records[int(rest[0])]
        return {"size": say.area(area.size_km2), "off": say.length(area.uncertainty_m)}
    return {}


@pytest.fixture(scope="session")
def pattern(lanhua: Zone) -> Pattern:
    return Pattern(lanhua)


def outline(tree: Element) -> list[tuple[str, list[str]]]:
    return [(name(element), sorted(element.attrib)) for element in outside_drawing(tree)]


def strings(tree: Element) -> Iterator[str]:
    """Yield every attribute and every run of text, in order, except scripts and drawings."""
    for element in outside_drawing(tree):
        for key, value in sorted(element.attrib.items()):
            # The passage in a link is percent-encoded, and so is the name in a link to another map.
            yield unquote(value) if key == "href" else value
        if name(element) != "script":
            yield element.text or ""
        yield element.tail or ""


DRAWINGS = ("static-map", "close-up", "overview-map", "regional-context")
DRAWN_ELEMENTS = {"svg", "title", "g", "path", "circle", "rect", "text", "tspan"}
DRAWN_ATTRIBUTES = {
    *("viewBox", "class", "id", "role", "aria-label", "aria-labelledby", "transform", "text-anchor"),
    *("x", "y", "cx", "cy", "r", "d", "width", "height", "fill", "stroke"),
    *("data-t", "data-t-label", "data-in", "data-area", "data-areas", "data-bounds"),
    *("data-since", "data-only", "data-over-map"),
}


def drawings(tree: Element) -> list[Element]:
    return [svg for kind in DRAWINGS for svg in find(tree, where("svg", class_=kind))]


def outside_drawing(tree: Element) -> Iterator[Element]:
    drawn = {element for svg in drawings(tree) for element in elements(svg)}
    return (element for element in elements(tree) if element not in drawn)


def check(pattern: Pattern, texts: list[str]) -> None:
    """Check that the page with these texts is the pattern with them filled in."""
    tree = parse(build_page(pattern.zone_with(texts)))
    assert outline(tree) == outline(pattern.tree)
    assert list(strings(tree)) == [pattern.fill(words, texts) for words in strings(pattern.tree)]
    assert list(map(text, scripts(tree))) == list(map(text, scripts(pattern.tree)))
    assert list(linked_data(tree)) == [pattern.fill(words, texts) for words in linked_data(pattern.tree)]
    assert plain_data(tree) == fill_everywhere(plain_data(pattern.tree), pattern, texts)
    shown = markup.texts(tree)
    expected: dict[str, dict[str, str | None]] = fill_everywhere(markup.texts(pattern.tree), pattern, texts)
    assert without_place_ids(shown) == without_place_ids(expected)
    # Names in a drawing find room or not, and may need a leader line, so their positions differ.
    for svg, drawn in zip(drawings(tree), drawings(pattern.tree), strict=True):
        assert {name(e) for e in elements(svg)} <= DRAWN_ELEMENTS
        assert {key for e in elements(svg) for key in e.attrib} <= DRAWN_ATTRIBUTES
        assert count_shapes(svg) == count_shapes(drawn)
        for element in find(svg, where(data_t=None)):
            assert text(element) == shown["en"][element.attrib["data-t"]]


def scripts(tree: Element) -> list[Element]:
    data = ("application/json", "application/ld+json")
    return [script for script in find(tree, where("script")) if script.get("type") not in data]


def linked_data(tree: Element) -> Iterator[str]:
    """Yield the names in the JSON-LD."""
    graph = json.loads(text(one(tree, where("script", type="application/ld+json"))))["@graph"]
    return (node[key] for node in graph for key in ("name", "headline") if key in node)


def plain_data(tree: Element) -> dict[str, Any]:
    data = {key: value for key, value in markup.island(tree).items() if key != "texts"}
    # Only places that are named in the drawing have an id, and a long name may find no room there.
    for feature in data["backdrop"]["features"]:
        feature.pop("id", None)
    return data


def without_place_ids(texts: dict[str, dict[str, str | None]]) -> dict[str, list[tuple[str, str | None]]]:
    """Return keys and texts by language, the keys of places without their ids, for the same reason."""
    return {
        language: sorted(
            ((re.sub(r"^place\..*", "place", key), words) for key, words in own.items()), key=lambda pair: str(pair)
        )
        for language, own in texts.items()
    }


def decode_files(page: str) -> str:
    """Return the page with private-use characters decoded as in its packed files, where each takes three bytes."""
    runs = re.compile("[\uf780-\uf7ff]+")
    return runs.sub(lambda run: bytes(ord(letter) & 0xFF for letter in run[0]).decode("utf-8", "replace"), page)


def fill_everywhere(data: Any, pattern: Pattern, texts: list[str]) -> Any:
    if isinstance(data, dict):
        return {key: fill_everywhere(value, pattern, texts) for key, value in data.items()}
    if isinstance(data, list):
        return [fill_everywhere(value, pattern, texts) for value in data]
    return pattern.fill(data, texts) if isinstance(data, str) else data


def count_shapes(svg: Element) -> int:
    """Return the number of shapes in a drawing that do not depend on its names."""
    shapes = [element for element in elements(svg) if name(element) in ("circle", "path", "rect")]
    with_names = {"leader", "leader-dot", "dot", "city", "own-city"}
    return len([shape for shape in shapes if not with_names & set(shape.get("class", "").split())])


def test_every_text_of_the_data_reaches_the_page(pattern: Pattern) -> None:
    found = {int(place) for place in TOKEN.findall(unquote(decode_files(pattern.page)))}
    assert [path for path, place in pattern.places.items() if place not in found] == []
    kinds = {re.sub(r"\.\d+", "", path) for path in pattern.places if not path.endswith(LANGUAGES[1:])}
    assert kinds == {
        *(
            "name.en",
            "title.en",
            "standfirst.en",
            "location_statement.en",
            "facts.versions.quote",
            "differences.text.en",
            "not_stated.en",
            "backdrop.name.en",
            "backdrop.phrase.en",
            "centre_name.en",
            "author",
        ),
        *("facts.label.en", "facts.text.en", "facts.items.en", "facts.locator.quote", "facts.value"),
        *("sources.label.en", "sources.publisher", "sources.licence", "sources.credit"),
        *("layers.name.en", "layers.who.en", "layers.credit"),
        *("area_records.name.en", "area_records.basis.en", "area_records.purpose.en", "area_records.pinyin"),
    }


@pytest.mark.slow
@pytest.mark.parametrize("words", hostile_texts(), ids=lambda words: ascii(words)[1:25])
def test_text_in_every_field_comes_out_as_that_text(pattern: Pattern, words: str) -> None:
    check(pattern, [words])


ANY_TEXT = st.one_of(
    st.sampled_from([words for words in hostile_texts() if len(words) < 100]),
    # Line break controls are removed from texts, which test_page_texts.py checks.
    st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u200b\u2060")
        | st.sampled_from("\n\t<>&\"'`{}%#$\\/=-"),
        min_size=1,
    ),
).filter(is_visible_text)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=7))
def test_any_texts_come_out_as_they_are(pattern: Pattern, texts: list[str]) -> None:
    check(pattern, texts)


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(ANY_TEXT, min_size=2, max_size=5))
def test_texts_that_are_hostile_in_combination_come_out_as_they_are(pattern: Pattern, parts: list[str]) -> None:
    check(pattern, ["".join(parts), "".join(reversed(parts))])


@pytest.mark.parametrize(
    "address",
    [
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/'><script>alert(1)</script>",
        "https://example.org/{{7*7}}{%set%20x%}?a=1&lt;b&amp;c",
        "https://example.org/\u202e\\`${x}",
    ],
)
def test_an_address_comes_out_as_that_address(lanhua: Zone, address: str) -> None:
    zone = replace(lanhua, sources=tuple(replace(source, url=address) for source in lanhua.sources))
    tree = parse(build_page(zone))
    assert outline(tree) == outline(parse(build_page(lanhua)))
    names = zone_texts(zone)["en"]
    others = {link for area in zone.area_records for link in service_links(area, names[f"area.{area.id}.pin"]).values()}
    links = {a.attrib["href"].partition("#:~:")[0] for a in find(tree, where("a")) if a.attrib["href"] not in others}
    assert {link for link in links if link.startswith("http")} == {address}


@pytest.mark.parametrize("words", hostile_texts(), ids=lambda words: ascii(words)[1:25])
def test_the_loader_accepts_each_of_these_texts_unless_invisible_or_turning_what_follows(words: str) -> None:
    is_visible = any(unicodedata.category(letter) not in ("Cf", "Zs") for letter in words)
    assert is_visible_text(words) == (is_visible and words.count("\u202e") <= words.count("\u202c"))
