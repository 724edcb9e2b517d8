"""Reading a release and comparing the facts with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from geodata import Zone, load_zone
from geodata.errors import Problem
from geodata.figures import MonthDay, figures_in
from geodata.release import check_release, split_paragraphs, split_sentences
from tests.zones import RELEASE_DE, write_zone


@pytest.fixture(scope="module")
def zone(tmp_path_factory: pytest.TempPathFactory) -> Zone:
    return load_zone(write_zone(tmp_path_factory.mktemp("release") / "zone"))


def changed(zone: Zone, fact_id: str, value: object = None, **locator: object) -> Zone:
    """Return the zone with another value, or another place or quote, of one fact."""

    def bend(fact: Any) -> Any:
        place = replace(fact.locator, **locator)
        return replace(fact, locator=place, value=fact.value if value is None else value)

    return replace(zone, facts=tuple(bend(f) if f.id == fact_id else f for f in zone.facts))


def test_paragraphs_are_separated_by_empty_lines() -> None:
    text = "\ufeffEins\nzwei.\r\n \t\r\n\r\nDrei\u00a0 vier.\n\n\n"
    assert split_paragraphs(text) == ["Eins zwei.", "Drei vier."]
    assert split_paragraphs(" \n\n ") == []


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Ein Beet. Zwei Beete! Drei? Vier.", ["Ein Beet.", "Zwei Beete!", "Drei?", "Vier."]),
        ("Am 20. Mai 2020 kam sie. Am 3. Juni ging sie.",
         ["Am 20. Mai 2020 kam sie.", "Am 3. Juni ging sie."]),
        ("Das 11. Projekt ruht.", ["Das 11. Projekt ruht."]),
        ("Es sind 36,9. Mehr nicht.", ["Es sind 36,9.", "Mehr nicht."]),
        ("Seit 2020. Immer noch.", ["Seit 2020.", "Immer noch."]),
        ("5 Mrd. Yuan, z. B. Nr. 7 und 3 Mio. Euro.", ["5 Mrd. Yuan, z. B. Nr. 7 und 3 Mio. Euro."]),
        ("Er rief: „Komm!“ Sie kam. „Gut.“ (Ende.) 5 blieben.",
         ['Er rief: "Komm!"', "Sie kam.", '"Gut."', "(Ende.)", "5 blieben."]),
        ("It cost approx. RMB 5. bn. e.g. so. Über uns.",
         ["It cost approx. RMB 5. bn. e.g. so.", "Über uns."]),
        ("Mr. Li of Lan Co., Ltd. Beijing spoke. He left.",
         ["Mr. Li of Lan Co., Ltd. Beijing spoke.", "He left."]),
        ("ohne Punkt", ["ohne Punkt"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(paragraph: str, expected: list[str]) -> None:
    assert split_sentences(paragraph) == expected


@given(st.text(alphabet=st.sampled_from('Aa1. !?"“Mrd,ß\n'), max_size=60))
def test_sentences_lose_nothing(paragraph: str) -> None:
    assert " ".join(split_sentences(paragraph)) == " ".join(split_paragraphs(paragraph.replace("\n", " ")))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("21,75 Mrd. RMB", [21_750_000_000.0]),
        ("36,9 Quadratkilometer", [36.9]),
        ("28 Vereinbarungen", [28.0]),
        ("1.250 und 1\u202f250 Gäste", [1250.0, 1250.0]),
        ("2 Mio. und 3 Millionen, 4 Tsd.", [2e6, 3e6, 4e3]),
        ("neun Vorschläge, Drei Gebiete, Zwölf", [9.0, 3.0, 12.0]),
        ("eine Milliarde für eine Frau", [1e9]),
        ("neunzig Dreiecke", []),
        ("am 19. November", [MonthDay(11, 19)]),
        ("20. November 2020", [dt.date(2020, 11, 20)]),
        ("vom 1. Mai bis 2. Juni 2021, 5 Tage", [MonthDay(5, 1), dt.date(2021, 6, 2), 5.0]),
        ("29. Februar", [MonthDay(2, 29)]),
        ("31. Juni", [31.0]),
        ("5,3 km² (4–6)", [5.3, 4.0, 6.0]),
        ("1.5", []),
        ("A4, G4202", []),
    ],
)
def test_figures_in_german(quote: str, expected: list[object]) -> None:
    assert figures_in(quote, "de") == expected


@pytest.mark.parametrize(
    ("quote", "language", "expected"),
    [
        ("RMB 21.75 billion", "en", [21_750_000_000.0]),
        ("1,250 guests and twelve bees", "en-GB", [1250.0, 12.0]),
        ("on November 20, 2020", "en", [dt.date(2020, 11, 20)]),
        ("Nov. 3 and 4 May", "en", [MonthDay(11, 3), MonthDay(5, 4)]),
        ("3.5 million, seven-billion", "en", [3.5e6, 7e9]),
        ("1,250.5 twelve", "xx", [1250.5, 12.0]),
        ("总面积36.9平方公里", "zh-Hans", [36.9]),
        ("于2020年11月19日举行，500人", "zh-Hans", [dt.date(2020, 11, 19), 500.0]),
        ("11月19日、計500人のゲスト", "ja", [MonthDay(11, 19), 500.0]),
        ("21,75", "mul", []),
        ("RMB3.2 billion, US$3.2bn, A4", "en", [3.2e9, 3.2e9]),
        ("约RMB32亿", "zh-Hans", [3.2e9]),
        ("2024년 2월 5일, 32억", "ko", [dt.date(2024, 2, 5), 3.2e9]),
        ("1er mai 2021", "fr", [dt.date(2021, 5, 1)]),
        ("5 de febrero del 2024", "es-MX", [dt.date(2024, 2, 5)]),
        ("ngày 5 tháng 2 năm 2024", "vi", [dt.date(2024, 2, 5)]),
        ("5 फ़रवरी 2024", "hi", [dt.date(2024, 2, 5)]),
        ("1兆2000億円、1万5000人、5千人", "ja", [1.2e12, 15_000.0, 5_000.0]),
        ("3千200億、1兆3千200億5000万、1千2百万", "ja", [3.2e11, 1_320_050_000_000.0, 1.2e7]),
        ("2020年1万人、3万、5000、1万 5000、1万20000、3百貨店", "ja", [2020.0, 1e4, 3e4, 5e3, 1e4, 5e3, 1e4, 2e4, 3.0]),
        ("3千5百人、2万5千5百人、1千2百万", "ja", [3.5e3, 25_500.0, 1.2e7]),
        ("全长100千米、20千瓦、3千人、2千1百人", "zh", [100.0, 20.0, 3e3, 2.1e3]),
        ("217亿5000万元、1.2万亿元、1万2000亿元", "zh-Hans", [2.175e10, 1.2e12, 1.2e12]),
        ("1조 2000억 원, 3천200억원, 1억 2억, 5백만원", "ko", [1.2e12, 3.2e11, 1e8, 2e8, 5e6]),
        ("R$ 4,1 bi, 3 mi, 5 m", "pt-BR", [4.1e9, 3e6, 5.0]),
        ("3 tys., 2 mln", "pl", [3e3, 2e6]),
        ("5 mM, 5 mm, 5 km", "pt-PT", [5.0, 5.0, 5.0]),
        ("1º de setembro de 2026, 1.º de maio", "pt", [dt.date(2026, 9, 1), MonthDay(5, 1)]),
        ("1° settembre 2026", "it", [dt.date(2026, 9, 1)]),
    ],
)
def test_figures_in_other_languages(quote: str, language: str, expected: list[object]) -> None:
    assert figures_in(quote, language) == expected


@pytest.mark.parametrize(
    ("quote", "language", "expected"),
    [
        ("340ヘクタール、340haの土地", "ja", [3.4, 3.4]),
        ("3690公顷，36.9平方公里", "zh-Hans", [36.9, 36.9]),
        ("530 hectares of 530 hats, a 530-hectare site", "en", [5.3, 530.0, 5.3]),
        ("530 ha, 530 Hektar, 530 Haushalte", "de", [5.3, 5.3, 530.0]),
        ("530 hectáreas", "es", [5.3]),
        ("530 га, 5 газет", "ru", [5.3, 5.0]),
    ],
)
def test_hectares_as_square_kilometres(quote: str, language: str, expected: list[object]) -> None:
    assert figures_in(quote, language, "km2") == expected


@given(st.integers(0, 10**12))
def test_whole_numbers_are_read_back(number: int) -> None:
    assert figures_in(f"rund {number:,} Gäste".replace(",", "."), "de") == [float(number)]
    assert figures_in(f"some {number:,} guests", "en") == [float(number)]


def test_numbers_of_any_length_are_read_or_skipped() -> None:
    """Babel's strict parsing of groups fails from 29 digits on."""
    assert figures_in("1." + "000." * 13 + "000 Gäste und 7 Bienen", "de") == [7.0]
    assert figures_in("1," + "000," * 13 + "000 guests and 7 bees", "en") == [7.0]


@given(st.dates(dt.date(1000, 1, 1)))
def test_dates_are_read_back(day: dt.date) -> None:
    month = format_date(day, "MMMM", locale="de")
    assert figures_in(f"am {day.day}. {month} {day.year} war es", "de") == [day]


def test_a_release_that_confirms_the_facts(zone: Zone) -> None:
    assert check_release(zone, RELEASE_DE) == []


def test_typography_of_the_release_does_not_matter(zone: Zone) -> None:
    text = RELEASE_DE.replace("1.250 Besucher", "1.250\u00a0Besucher").replace("ö", "o\u0308")
    assert check_release(zone, text.replace("„", "«").replace("“", "»").replace("\n", "\r\n")) == []


def test_empty_release(zone: Zone) -> None:
    assert check_release(zone, " \n") == [Problem("lanhua-de", "", " \n", "the text of the release, which is empty")]


def test_facts_from_another_source_are_not_looked_up(zone: Zone) -> None:
    bent = changed(zone, "guests", source="survey", quote="nowhere")
    assert check_release(bent, RELEASE_DE) == []


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ({"paragraph": 3}, "there is no paragraph 3, the text has 2"),
        ({"sentence": 3}, "there is no paragraph 1, sentence 3, the paragraph has 2"),
        ({"sentence": 1}, "it is not in paragraph 1, sentence 1"),
    ],
)
def test_wrong_place(zone: Zone, place: dict[str, int], fault: str) -> None:
    where = {"paragraph": 1, "sentence": 2, **place}
    [problem] = check_release(changed(zone, "guests", **place), RELEASE_DE)
    assert (problem.file, problem.id, problem.value) == ("facts.toml", "guests.locator", "1.250 Besucher")
    assert problem.expected == (
        f"words of paragraph {where['paragraph']}, sentence {where['sentence']}: {fault};"
        " it is in paragraph 1, sentence 2"
    )


@pytest.mark.parametrize("quote", ["1.250 Bienen", "250 Besucher", "50 Besucher", "1.250 Besuch"])
def test_a_quote_that_is_not_in_the_release(zone: Zone, quote: str) -> None:
    """Parts of a word or a number are not words of the release."""
    [problem] = check_release(changed(zone, "guests", quote=quote), RELEASE_DE)
    assert problem.value == quote
    fault = "it is not in paragraph 1, sentence 2; it occurs nowhere in the text"
    assert problem.expected.endswith(fault)


def test_a_quote_that_cuts_a_figure_short(zone: Zone) -> None:
    [problem] = check_release(changed(zone, "cost", value=2, quote="zahlt 2"), RELEASE_DE)
    assert problem.expected.endswith("it occurs nowhere in the text")


def test_a_figure_that_differs(zone: Zone) -> None:
    [problem] = check_release(changed(zone, "guests", value=1205), RELEASE_DE)
    assert problem == Problem(
        "facts.toml", "guests.value", 1205, "1250, as stated in paragraph 1, sentence 2 of the release"
    )


def test_a_release_with_another_figure(zone: Zone) -> None:
    [problem] = check_release(zone, RELEASE_DE.replace("2,5 Mrd.", "2,6 Mrd."))
    assert problem.id == "cost.locator"
    bent = changed(zone, "cost", quote='RMB für "neue Beete"')
    [problem] = check_release(bent, RELEASE_DE)
    assert problem.id == "cost.value"
    assert problem.expected.startswith("a figure, but the quote gives none, as stated in")


def test_a_scale_word_counts_even_outside_the_quote(zone: Zone) -> None:
    [problem] = check_release(changed(zone, "cost", value=2.5, quote="zahlt 2,5"), RELEASE_DE)
    assert problem.expected == "2500000000, as stated in paragraph 2, sentence 1 of the release"


def test_a_figure_of_another_sentence_does_not_count(zone: Zone) -> None:
    bent = changed(zone, "guests", value=3, paragraph=2, sentence=1, quote="Sie hat drei Teile")
    [problem] = check_release(bent, RELEASE_DE)
    assert problem.id == "guests.locator"
    assert problem.expected.endswith("; it is in paragraph 2, sentence 2")


def test_a_date_that_differs(zone: Zone) -> None:
    [problem] = check_release(changed(zone, "opened", value=dt.date(2021, 5, 4)), RELEASE_DE)
    assert problem.id == "opened.value"
    assert problem.expected == "05-03, as stated in paragraph 1, sentence 1 of the release"
    dated = changed(zone, "opened", value=dt.date(2020, 5, 4), quote="4. Mai 2021")
    [problem] = check_release(dated, RELEASE_DE)
    assert problem.expected.startswith("2021-05-04, as")


def test_every_place_of_a_quote_is_reported(zone: Zone) -> None:
    longer = replace(zone, release_sentences=(*zone.release_sentences, (4,)))
    [problem] = check_release(changed(longer, "opened", sentence=2, quote="Mai"), RELEASE_DE + "\n\nMai.")
    assert problem.expected.endswith("it is in paragraph 1, sentence 1 and in paragraph 3, sentence 1")


def test_sentences_of_another_length_are_reported(zone: Zone) -> None:
    [problem] = check_release(zone, RELEASE_DE.replace("Rund", "Etwa rund"))
    assert (problem.file, problem.id) == ("zone.toml", "release_sentences")
    assert problem.value == [[62, 26], [45, 41, 53]]
    assert problem.expected.startswith("[[62, 31], [45, 41, 53]]")
