"""What a reader finds on the page, looked up in the parsed page and not in its text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest

from geodata import Zone
from geodata.model import Fact
from maps import build_page
from maps.page.release_thumbnail import LINE, WIDTH
from maps.text.translator import Translator, fill
from tests.markup import elements, find, name, one, parse, spaced, text, where

EN = Translator("en")


@pytest.fixture(scope="session", params=["chengdu", "lanhua"])
def zone(request: pytest.FixtureRequest) -> Zone:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Zone)
    return found


@pytest.fixture(scope="session")
def tree(zone: Zone) -> Element:
    return parse(build_page(zone))


def words(template: str, **values: str) -> str:
    return " ".join(fill(template, **values).split())


def article_of(tree: Element, fact: Fact) -> Element:
    [found] = [
        article
        for article in find(tree, where("article", class_="fact"))
        if find(article, where("h4", data_t=f"fact.{fact.id}.label"))
    ]
    return found


def test_it_has_a_title_a_language_and_one_headline(zone: Zone, tree: Element) -> None:
    title = words(zone.title.en, total=EN.area(zone.total_km2))
    assert tree.get("lang") == "en"
    assert spaced(one(one(tree, where("head")), where("title"))) == title
    assert spaced(one(tree, where("h1"))) == title
    assert one(tree, where("meta", name="description")).attrib["content"]


def test_headings_go_down_one_step_at_a_time(tree: Element) -> None:
    levels = [int(name(element)[1]) for element in elements(tree) if re.fullmatch("h[1-6]", name(element))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert all(spaced(heading) for heading in find(tree, lambda e: re.fullmatch("h[1-6]", name(e)) is not None))


def test_it_has_landmarks_with_names(tree: Element) -> None:
    header, main = one(tree, where("header")), one(tree, where("main"))
    assert find(header, where("h1"))
    for section in find(tree, where("section")):
        heading = section.get("aria-labelledby")
        if section.get("id") == "details":
            # Its parts are named: an article for each area, headed by the area's name.
            assert all(find(article, where("h2")) for article in find(section, where("article")))
        elif heading:
            assert spaced(one(section, where(id=heading)))
        else:
            assert section.get("aria-label")
    assert all(nav.get("aria-label") for nav in find(tree, where("nav")))
    regions = [*find(main, where("section")), *find(one(tree, where("footer")), where("section"))]
    assert [e for e in find(tree, where("section")) if e not in regions] == []


def test_the_names_that_others_rely_on(zone: Zone, tree: Element) -> None:
    ids = [area.id for area in zone.area_records]
    assert [button.attrib["data-area"] for button in find(tree, where("button", data_area=None))] == ids
    assert one(tree, where("script", id="zone-data")).get("type") == "application/json"
    assert name(one(tree, where(id="details"))) == "section"
    links = find(tree, where("a", data_lang=None))
    assert [(a.get("data-lang"), a.get("href")) for a in links] == [(c, f"#lang={c}") for c in ("en", "de", "zh", "ja")]
    assert [a.get("lang") for a in links] == ["en", "de", "zh-Hans", "ja"]


def test_the_areas_of_chengdu_have_their_agreed_ids(document: Element) -> None:
    ids = [button.attrib["data-area"] for button in find(document, where("button", data_area=None))]
    assert ids == ["gazelle-valley", "qilong-innovation-park", "future-science-and-technology-city"]


def test_each_area_is_listed_with_its_size_and_how_sure_it_is(zone: Zone, tree: Element) -> None:
    for area in zone.area_records:
        button = one(tree, where("button", data_area=area.id))
        assert spaced(one(button, where(data_t=f"area.{area.id}"))) == area.name.en
        assert text(one(button, where(lang="zh-Hans"))) == area.name.zh
        assert text(one(button, where(class_="size"))) == EN.area(area.size_km2)
        assert EN.length(area.uncertainty_m) in text(one(button, where(class_="off")))


def test_each_area_has_its_details(zone: Zone, tree: Element) -> None:
    details = one(tree, where(id="details"))
    for area in zone.area_records:
        article = one(details, where("article", data_details=area.id))
        shown = spaced(article)
        assert spaced(one(article, where("h2"))) == area.name.en
        filled = {"size": EN.area(area.size_km2), "off": EN.length(area.uncertainty_m)}
        for part in (words(area.basis.en, **filled), words(area.purpose.en, **filled), area.pinyin, area.name.zh):
            assert part in shown
        assert EN(f"each.confidence.{area.confidence}") in shown
        assert f"{area.centre.y:.4f}, {area.centre.x:.4f}" in shown
        assert (area.district_km2 is not None) is bool(find(article, where(data_t=f"area.{area.id}.district")))
        assert area.district_km2 is None or words(EN.area(area.district_km2)) in shown
        addresses = {a.attrib["href"] for a in find(article, where("a"))}
        assert {zone.source(id).url for id in area.sources if zone.source(id).url} <= addresses
        assert all(words(zone.source(id).label.en) in shown for id in area.sources)
        named = [zone.place(place_id) for place_id in (*zone.landmarks, *area.stations)]
        assert all((place.name.en if place.name else place.id) in shown for place in named)


def test_each_fact_stands_there_with_its_text(zone: Zone, tree: Element) -> None:
    for fact in zone.facts:
        article = article_of(tree, fact)
        assert spaced(one(article, where("h4"))) == fact.label.en
        value = "" if fact.value is None else EN.value(fact.value, fact.unit)
        assert spaced(one(article, where("p", data_t=f"fact.{fact.id}.text"))) == words(fact.text.en, value=value)
        assert [text(item) for item in find(article, where("li"))] == [item.en for item in fact.items]
        assert fact.date is None or EN.date(fact.date) in spaced(article)
    assert len(find(tree, where("article", class_="fact"))) == len(zone.facts)


def test_facts_of_the_release_are_quoted_with_a_link_to_the_place(zone: Zone, tree: Element) -> None:
    for fact in zone.facts:
        article = article_of(tree, fact)
        quotes = find(article, where("q"))
        assert [text(quote) for quote in quotes] == ([fact.locator.quote] if fact.locator else [])
        if fact.locator:
            source = zone.source(fact.locator.source)
            evidence = one(article, where("div", class_="evidence"))
            link, *others = find(evidence, where("a"))
            assert find(link, where("q")) == quotes
            quoted = [unquote(a.attrib["href"]).partition("#:~:text=")[::2] for a in others]
            assert quoted == [(zone.source(version.source).url, version.quote) for version in fact.versions]
            assert all(spaced(a) for a in others)
            assert link.get("lang") == source.language
            url, _, passage = link.attrib["href"].partition("#:~:text=")
            assert (url, unquote(passage)) == (source.url.partition("#")[0], fact.locator.quote)
            place = f"paragraph {fact.locator.paragraph}, sentence {fact.locator.sentence}:"
            assert place in spaced(evidence)


def test_each_fact_of_the_release_is_lit_in_a_drawing_of_it(zone: Zone, tree: Element) -> None:
    """The drawing has a stroke for each sentence, as long as the sentence is; just one is lit."""
    for fact in zone.facts:
        drawings = find(article_of(tree, fact), where("svg", class_="release"))
        assert len(drawings) == fact.in_release
        if fact.locator:
            whole, lit = (path.attrib["d"] for path in find(drawings[0], where("path")))
            assert lit in whole
            length = zone.release_sentences[fact.locator.paragraph - 1][fact.locator.sentence - 1]
            drawn = sum(float(run) for run in re.findall(r"h([\d.]+)", lit))
            assert drawn == pytest.approx(length * WIDTH / LINE, rel=0.03)
            before = sum(map(sum, zone.release_sentences[: fact.locator.paragraph - 1]))
            before += sum(zone.release_sentences[fact.locator.paragraph - 1][: fact.locator.sentence - 1])
            ahead = sum(float(run) for run in re.findall(r"h([\d.]+)", whole[: whole.index(lit)]))
            assert ahead == pytest.approx(before * WIDTH / LINE, rel=0.03, abs=0.5)


def test_each_fact_says_what_it_concerns(zone: Zone, tree: Element) -> None:
    names = {area.id: area.name.en for area in zone.area_records}
    for fact in zone.facts:
        button = one(article_of(tree, fact), where("button", data_fact=fact.id))
        scope = spaced(button)
        assert all((name in scope) is (id in fact.areas) for id, name in names.items())
        assert (scope == EN("scope.zone")) is not bool(fact.areas)
        assert len(find(button, where("i", class_="dot"))) == max(1, len(fact.areas))


def test_each_stop_of_the_lens_shows_no_more_than_it_may(zone: Zone, tree: Element) -> None:
    """Sizes come with the sources, places with the estimate; the facts of the release are there at once."""
    stops = [radio.attrib["value"] for radio in find(tree, where("input", name="lens"))]
    assert stops == ["release", "sources", "estimate"]

    def since(element: Element) -> str | None:
        around = [e for e in elements(tree) if e.get("data-since") and element in set(elements(e))]
        return around[-1].get("data-since") if around else None

    for area in zone.area_records:
        button = one(tree, where("button", data_area=area.id))
        assert since(one(button, where(class_="size"))) == "sources"
        assert since(one(button, where(class_="off"))) == "estimate"
        article = one(tree, where("article", data_details=area.id))
        assert since(one(article, where("p", class_="coordinates"))) == "estimate"
    for fact in zone.facts:
        assert since(article_of(tree, fact)) == (None if fact.in_release else "sources")


def test_facts_from_elsewhere_are_marked_and_linked_to_their_source(zone: Zone, tree: Element) -> None:
    assert any(not fact.in_release for fact in zone.facts)
    for fact in zone.facts:
        article = article_of(tree, fact)
        marked = [spaced(mark) for mark in find(article, where(class_="outside"))]
        assert marked == ([] if fact.in_release else [EN("facts.outside")])
        assert ("from-outside" in article.attrib["class"].split()) is not fact.in_release
        if not fact.in_release:
            links = {a.attrib["href"]: spaced(a) for a in find(article, where("a"))}
            assert links == {source.url: source.label.en for source in map(zone.source, fact.sources)}


def test_an_area_tells_its_own_facts_and_marks_those_from_elsewhere(zone: Zone, tree: Element) -> None:
    for area in zone.area_records:
        article = one(tree, where("article", data_details=area.id))
        for fact in zone.facts:
            items = [li for li in find(article, where("li")) if find(li, where(data_t=f"fact.{fact.id}.text"))]
            assert len(items) == (area.id in fact.areas)
            assert all(bool(find(li, where(class_="outside"))) is not fact.in_release for li in items)


def test_differences_between_the_language_versions_stand_at_their_fact(zone: Zone, tree: Element) -> None:
    facts = {fact.id: fact for fact in zone.facts}
    assert len(find(tree, where("p", class_="difference"))) == len(zone.differences) > 0
    for difference in zone.differences:
        notes = find(article_of(tree, facts[difference.fact]), where("p", class_="difference"))
        assert any(difference.text.en in text(note) for note in notes)


def test_it_lists_what_the_release_does_not_say(zone: Zone, tree: Element) -> None:
    section = one(tree, where("section", class_="unstated"))
    assert [text(item) for item in find(section, where("li"))] == [line.en for line in zone.not_stated] != []


def test_every_source_stands_with_its_licence(zone: Zone, tree: Element) -> None:
    section = one(tree, where("section", class_="sources"))
    assert "all rights are reserved; only facts are used here" in spaced(section)
    items = find(section, where("li"))
    for source, item in zip(zone.sources, items, strict=True):
        links = [(link.attrib["href"], link.get("hreflang")) for link in find(item, where("a"))]
        assert links == ([(source.url, source.language)] if source.url else [])
        licence = {"public-domain": "public domain"}.get(source.licence, source.licence)
        shown = spaced(item)
        assert shown.startswith(f"{source.label.en} {source.publisher}")
        # What is under no licence at all is told once, above the list.
        assert (f"Licence: {licence}" in shown, "Licence" in shown) == (source.licence != "facts-only",) * 2
        assert source.published is None or EN.date(source.published) in shown
        assert source.credit is None or source.credit in shown


def test_the_map_gives_the_credits_that_licences_ask_for(zone: Zone, tree: Element) -> None:
    credit = one(one(tree, where("section", class_="map-pane")), where("p", class_="credit"))
    links = [(a.attrib["href"], text(a)) for a in find(credit, where("a"))]
    assert links == [(source.url, source.credit) for source in zone.sources if source.credit] != []


def test_no_id_stands_twice_and_each_that_is_named_stands_once(tree: Element) -> None:
    ids = Counter(element.attrib["id"] for element in find(tree, where(id=None)))
    assert [key for key, count in ids.items() if count > 1] == []
    named = {element.attrib["aria-labelledby"] for element in find(tree, where(aria_labelledby=None))}
    named |= {a.attrib["href"][1:] for a in find(tree, where("a")) if re.fullmatch("#[^=]*", a.attrib["href"])}
    named |= set(re.findall(r"url\(#([^)]*)\)", text(one(tree, where("style")))))
    assert "areas" in named
    assert named <= set(ids)
