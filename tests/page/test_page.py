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
from maps.page.release_thumbnail import LINE_LENGTH, WIDTH
from maps.text.translator import Translator, fill
from tests.markup import elements, find, name, one, spaced, text, where

EN = Translator("en")


def filled(template: str, **values: str) -> str:
    return " ".join(fill(template, **values).split())


def row_of(tree: Element, fact: Fact) -> Element:
    """Return the row of the table with a fact; the sizes of the areas share one row."""
    place = one(tree, where(id=f"fact-{fact.id}"))
    [found] = [row for row in find(tree, where("div", class_="fact")) if place in set(elements(row))]
    return found


def chip_of(row: Element) -> Element:
    return one(row, where("button", data_fact=None))


def evidence_of(tree: Element, fact: Fact) -> Element:
    return one(row_of(tree, fact), where("div", class_="evidence"))


def sizes(zone: Zone) -> list[Fact]:
    """Return the facts that give an area's size by the source that the map uses."""
    return [
        fact
        for fact in zone.facts
        for area in zone.area_records
        if (fact.areas, fact.value) == ((area.id,), area.size_km2) and area.size_source in fact.sources
    ]


def test_it_has_a_title_a_language_and_one_headline(zone: Zone, tree: Element) -> None:
    title = filled(zone.title.en, total=EN.area(zone.total_km2))
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
    main = one(tree, where("main"))
    assert find(one(tree, where("header")), where("nav"))
    assert find(main, where("h1"))
    for section in find(tree, where("section")):
        heading = section.get("aria-labelledby")
        if section.get("id") == "details":
            # Parts of a section are named too: an article for each area, headed by the area's name.
            assert all(find(article, where("h2")) for article in find(section, where("article")))
        elif heading:
            assert spaced(one(section, where(id=heading)))
        else:
            assert section.get("aria-label")
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in find(tree, where("nav")))
    regions = [*find(main, where("section")), *find(one(tree, where("footer")), where("section"))]
    assert [e for e in find(tree, where("section")) if e not in regions] == []


def test_stable_names_for_other_programs_exist(zone: Zone, tree: Element) -> None:
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


def test_each_area_is_listed_with_its_size_and_uncertainty(zone: Zone, tree: Element) -> None:
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
        values = {"size": EN.area(area.size_km2), "off": EN.length(area.uncertainty_m)}
        for part in (filled(area.basis.en, **values), filled(area.purpose.en, **values), area.pinyin, area.name.zh):
            assert part in shown
        assert EN(f"each.confidence.{area.confidence}") in shown
        assert f"{area.centre.y:.4f}, {area.centre.x:.4f}" in shown
        assert (area.district_km2 is not None) is bool(find(article, where(data_t=f"area.{area.id}.district")))
        assert area.district_km2 is None or filled(EN.area(area.district_km2)) in shown
        addresses = {a.attrib["href"] for a in find(article, where("a"))}
        assert {zone.source(source_id).url for source_id in area.sources if zone.source(source_id).url} <= addresses
        assert all(filled(zone.source(source_id).label.en) in shown for source_id in area.sources)
        named = [zone.place(place_id) for place_id in (*zone.landmarks, *area.stations)]
        assert all((place.name.en if place.name else place.id) in shown for place in named)


def test_each_fact_stands_there_with_its_text(zone: Zone, tree: Element) -> None:
    shared = sizes(zone)
    for fact in zone.facts:
        row = row_of(tree, fact)
        in_row = shared if fact in shared else [fact]
        label = "Size of each area" if len(in_row) > 1 else fact.label.en
        assert spaced(one(row, where("dt"))) == label
        value = "" if fact.value is None else EN.value(fact.value, zone.unit(fact.unit) or fact.unit)
        assert spaced(one(row, where(data_t=f"fact.{fact.id}.text"))) == filled(fact.text.en, value=value)
        items = [text(item) for item in find(row, where("li")) if ".item." in item.attrib["data-t"]]
        assert items == [item.en for item in fact.items]
        assert fact.date is None or EN.date(fact.date) in spaced(evidence_of(tree, fact))
    rows = find(tree, where("div", class_="fact"))
    assert len(rows) == len(zone.facts) - max(0, len(shared) - 1)
    assert all(name(child) in ("dt", "dd") for row in rows for child in row), "rows of a list of terms"


def test_the_sizes_of_the_areas_share_a_row_with_their_source(chengdu: Zone, document: Element) -> None:
    shared = sizes(chengdu)
    assert len(shared) == len(chengdu.area_records)
    rows = {row_of(document, fact) for fact in shared}
    assert len(rows) == 1
    chip = chip_of(rows.pop())
    assert chip.attrib["data-fact"].split() == [fact.id for fact in shared]
    source = chengdu.source(shared[0].sources[0])
    assert source.publisher in spaced(chip)
    assert [a.attrib["href"] for a in find(evidence_of(document, shared[0]), where("a"))] == [source.url]


def test_facts_of_the_release_are_quoted_with_a_link_to_the_place(zone: Zone, tree: Element) -> None:
    for fact in zone.facts:
        evidence = evidence_of(tree, fact)
        links = [a for a in find(evidence, where("a")) if find(a, where("q"))]
        if not fact.locator:
            assert links == []
            continue
        quoted = [unquote(a.attrib["href"]).partition("#:~:text=")[::2] for a in links]
        assert [quote for _, quote in quoted] == [spaced(one(a, where("q"))) for a in links]
        quotes = [(zone.source(quote.source), quote.quote) for quote in (fact.locator, *fact.versions)]
        assert sorted(quoted) == sorted((source.url.partition("#")[0], quote) for source, quote in quotes)
        assert {a.get("lang") for a in links} == {source.language for source, _ in quotes}
        # Readers of the page's language get their own version first, then the one that is cited.
        own = [source for source, _ in quotes[1:] if source.language == "en"]
        assert [a.get("lang") for a in links][: len(own) + 1] == ["en"] * len(own) + [quotes[0][0].language]
        place = f"paragraph {fact.locator.paragraph}, sentence {fact.locator.sentence}"
        assert place in spaced(one(evidence, where("p", class_="original")))


def test_each_fact_of_the_release_is_highlighted_in_a_drawing_of_it(zone: Zone, tree: Element) -> None:
    """The drawing has a stroke for each sentence, as long as the sentence; exactly one is highlighted."""
    for fact in zone.facts:
        drawings = find(evidence_of(tree, fact), where("svg", class_="release"))
        assert len(drawings) == fact.in_release
        if fact.locator:
            whole, lit = (path.attrib["d"] for path in find(drawings[0], where("path")))
            assert lit in whole
            length = zone.release_sentences[fact.locator.paragraph - 1][fact.locator.sentence - 1]
            drawn = sum(float(run) for run in re.findall(r"h([\d.]+)", lit))
            assert drawn == pytest.approx(length * WIDTH / LINE_LENGTH, rel=0.03)
            before = sum(map(sum, zone.release_sentences[: fact.locator.paragraph - 1]))
            before += sum(zone.release_sentences[fact.locator.paragraph - 1][: fact.locator.sentence - 1])
            ahead = sum(float(run) for run in re.findall(r"h([\d.]+)", whole[: whole.index(lit)]))
            assert ahead == pytest.approx(before * WIDTH / LINE_LENGTH, rel=0.03, abs=0.5)


def test_the_chip_of_a_fact_names_its_place_and_opens_the_evidence(zone: Zone, tree: Element) -> None:
    for fact in zone.facts:
        row = row_of(tree, fact)
        chip = chip_of(row)
        assert fact.id in chip.attrib["data-fact"].split()
        if fact.locator:
            differs = any(difference.fact == fact.id for difference in zone.differences)
            place = f"¶{fact.locator.paragraph}.{fact.locator.sentence}"
            assert spaced(chip) == place + "≠" * differs
        else:
            assert spaced(chip).startswith(EN("facts.outside"))
        # While closed, it is still found by a search in the page.
        assert evidence_of(tree, fact).get("hidden") == "until-found"


def test_only_a_fact_that_is_tied_to_areas_can_be_shown_on_the_map(zone: Zone, tree: Element) -> None:
    assert any(fact.areas for fact in zone.facts)
    for fact in zone.facts:
        buttons = find(row_of(tree, fact), where("button", data_on_map=None))
        assert len(buttons) == bool(fact.areas)
        in_row = sizes(zone) if fact in sizes(zone) else [fact]
        dots = [dot for button in buttons for dot in find(button, where("i", class_="dot"))]
        assert len(dots) == sum(len(each.areas) for each in in_row)


def test_the_key_figures_and_jumps_lead_to_what_they_name(zone: Zone, tree: Element) -> None:
    section = one(tree, where("section", class_="at-a-glance"))
    figures, jumps = one(section, where("ul", class_="key-figures")), one(section, where("nav", class_="jumps"))
    targets = [a.attrib["href"] for a in find(figures, where("a"))]
    assert targets == [f"#fact-{fact_id}" for fact_id in zone.key_facts] != []
    for a, fact_id in zip(find(figures, where("a")), zone.key_facts, strict=True):
        fact = next(fact for fact in zone.facts if fact.id == fact_id)
        assert spaced(a).endswith(fact.label.en)
        assert fact.value is not None
        assert EN.value(fact.value, fact.unit if fact.unit in ("km2", "RMB") else None).replace(
            "\u00a0", " "
        ) in spaced(a)
    groups = [f"#group-{group}" for group in ("who", "agreed", "planned") if any(f.group == group for f in zone.facts)]
    ends = [*(["#unstated"] if zone.not_stated else []), "#downloads"]
    assert [a.attrib["href"] for a in find(jumps, where("a"))] == ["#areas", *groups, *ends]
    for a in find(tree, where("a")):
        if a.attrib["href"].startswith("#") and a.get("data-lang") is None:
            target = one(tree, where(id=a.attrib["href"][1:]))
            # Link targets can take the focus, except rows of facts, whose chip takes it instead.
            assert target.get("tabindex") == "-1" or target in [row_of(tree, fact) for fact in zone.facts] + [
                one(tree, where(id=f"fact-{fact.id}")) for fact in sizes(zone)
            ], a.attrib["href"]


def test_links_skip_to_the_facts_past_them_and_to_the_downloads(tree: Element) -> None:
    skips = [a.attrib["href"] for a in find(tree, where("a", class_="skip"))]
    assert {"#areas", "#map", "#facts", "#downloads", "#unstated"} == set(skips)
    past = one(one(tree, where("section", class_="facts")), where("a", class_="skip"))
    assert past.attrib["href"] == "#unstated"


def test_each_stop_of_the_lens_shows_no_more_than_it_may(zone: Zone, tree: Element) -> None:
    """Sizes appear with the sources, places with the estimate; the facts of the release are always there."""
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
        assert since(one(article, where(class_="datums"))) == "estimate"
    for fact in zone.facts:
        assert since(row_of(tree, fact)) == (None if fact.in_release else "sources")


def test_facts_from_other_sources_are_marked_and_linked_to_their_source(zone: Zone, tree: Element) -> None:
    assert any(not fact.in_release for fact in zone.facts)
    for fact in zone.facts:
        row = row_of(tree, fact)
        assert ("from-outside" in row.attrib["class"].split()) is not fact.in_release
        assert (EN("facts.outside") in spaced(row)) is not fact.in_release
        if not fact.in_release:
            assert zone.source(fact.sources[0]).publisher in spaced(chip_of(row))
            links = {a.attrib["href"]: spaced(a) for a in find(evidence_of(tree, fact), where("a"))}
            assert links == {source.url: source.label.en for source in map(zone.source, fact.sources)}


def test_an_area_lists_its_own_facts_and_marks_those_from_other_sources(zone: Zone, tree: Element) -> None:
    for area in zone.area_records:
        article = one(tree, where("article", data_details=area.id))
        for fact in zone.facts:
            items = [li for li in find(article, where("li")) if find(li, where(data_t=f"fact.{fact.id}.text"))]
            assert len(items) == (area.id in fact.areas)
            assert all(bool(find(li, where(class_="outside"))) is not fact.in_release for li in items)
            assert all(one(li, where("a")).attrib["href"] == f"#fact-{fact.id}" for li in items)


def test_details_come_in_the_order_in_which_readers_ask(zone: Zone, tree: Element) -> None:
    order = ["position", "distances", "open_in", "purpose", "facts", "metro", "centre", "sources"]
    for area in zone.area_records:
        article = one(tree, where("article", data_details=area.id))
        keys = [e.attrib["data-t"] for e in find(article, lambda e: name(e) in ("h3", "summary"))]
        found = [key.removesuffix(".if.surveyed").removeprefix("details.") for key in keys if key != "details.shift"]
        assert found == [part for part in order if part in found]
        assert {"position", "distances", "open_in", "purpose", "centre"} <= set(found)
        coordinates = one(article, where(class_="datums"))
        [folded] = [fold for fold in find(article, where("details")) if coordinates in set(elements(fold))]
        assert folded.get("open") is not None, "open until the script folds it"


def test_pins_in_other_maps_are_called_an_estimate_unless_surveyed(zone: Zone, tree: Element) -> None:
    for area in zone.area_records:
        links = find(one(tree, where("article", data_details=area.id)), where("a", title=None))
        assert [a.attrib["data-t"] for a in links] == ["open.amap", "open.baidu", "open.tencent", "open.apple"]
        for a in links:
            name_of_pin = a.attrib["title"]
            assert area.name.en in name_of_pin
            assert ("estimate" in name_of_pin) is not area.surveyed
            assert EN.length(area.uncertainty_m) in name_of_pin
            assert name_of_pin in unquote(a.attrib["href"])


def test_differences_between_the_language_versions_stand_at_their_fact(zone: Zone, tree: Element) -> None:
    facts = {fact.id: fact for fact in zone.facts}
    assert len(find(tree, where("p", class_="difference"))) == len(zone.differences) > 0
    for difference in zone.differences:
        notes = find(evidence_of(tree, facts[difference.fact]), where("p", class_="difference"))
        assert any(difference.text.en in text(note) for note in notes)


def test_it_lists_what_the_release_does_not_say(zone: Zone, tree: Element) -> None:
    section = one(tree, where("section", class_="unstated"))
    assert [text(item) for item in find(section, where("li"))] == [line.en for line in zone.not_stated] != []


def test_every_source_is_listed_with_its_licence(zone: Zone, tree: Element) -> None:
    section = one(tree, where("section", class_="sources"))
    assert "all rights are reserved; only facts are used here" in spaced(section)
    items = find(section, where("li"))
    for source, item in zip(zone.sources, items, strict=True):
        links = [(link.attrib["href"], link.get("hreflang")) for link in find(item, where("a"))]
        assert links == ([(source.url, source.language)] if source.url else [])
        licence = {"public-domain": "public domain"}.get(source.licence, source.licence)
        shown = spaced(item)
        assert shown.startswith(f"{filled(source.label.en)} {source.publisher}")
        # That some sources have no licence is stated once, above the list.
        assert (f"Licence: {licence}" in shown, "Licence" in shown) == (source.licence != "facts-only",) * 2
        assert source.published is None or EN.date(source.published) in shown
        assert source.credit is None or source.credit in shown


def test_the_map_shows_the_credits_that_licences_require(zone: Zone, tree: Element) -> None:
    credit = one(one(tree, where("section", class_="map-pane")), where("p", class_="credit"))
    links = [(a.attrib["href"], text(a)) for a in find(credit, where("a"))]
    assert links == [(source.url, source.credit) for source in zone.sources if source.credit] != []


def test_every_id_is_unique_and_every_reference_has_a_target(tree: Element) -> None:
    ids = Counter(element.attrib["id"] for element in find(tree, where(id=None)))
    assert [key for key, count in ids.items() if count > 1] == []
    named = {
        element_id
        for e in find(tree, where(aria_labelledby=None))
        for element_id in e.attrib["aria-labelledby"].split()
    }
    named |= {element.attrib["aria-controls"] for element in find(tree, where(aria_controls=None))}
    named |= {a.attrib["href"][1:] for a in find(tree, where("a")) if re.fullmatch("#[^=]*", a.attrib["href"])}
    named |= set(re.findall(r"url\(#([^)]*)\)", text(one(tree, where("style")))))
    assert "areas" in named
    assert named <= set(ids)
