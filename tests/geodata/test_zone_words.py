"""The words of the zone's data: no invisible characters, and one style of writing within a language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from geodata import LANGUAGES, Zone
from geodata.errors import DataError
from geodata.load import load_zone
from geodata.model import Text
from tests.zones import alter, four, write_zone

_HAN = "\u3000-\u30ff\u3400-\u9fff\uff00-\uff60"
_SPACED = re.compile(f"[{_HAN}][ \u00a0]+[0-9A-Za-z]|[0-9A-Za-z][ \u00a0]+[{_HAN}]")
"""A space between a Han character, kana or their punctuation and a Latin letter or digit."""


def texts(record: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield every text under `record`: its place, its language, its words."""
    if isinstance(record, Text):
        yield from ((path, language, record[language]) for language in LANGUAGES)
    elif is_dataclass(record):
        for field in fields(record):
            yield from texts(getattr(record, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(record, tuple):
        for member in record:
            yield from texts(member, f"{path}.{getattr(member, 'id', '')}".rstrip("."))


def unseen(zone: Zone) -> list[str]:
    """Return the places of invisible characters: joiners, soft hyphens, spaces of no width."""
    return [
        f"{path}.{language}"
        for path, language, words in texts(zone)
        if any(unicodedata.category(letter) == "Cf" for letter in words)
    ]


def typewritten(zone: Zone) -> list[str]:
    """Return the places of straight quotation marks or apostrophes."""
    return [f"{path}.{language}" for path, language, words in texts(zone) if re.search("[\"']", words)]


def spaced(zone: Zone) -> list[str]:
    """Return the places where a space separates Han and Latin letters in Chinese or Japanese."""
    return [f"{path}.{tag}" for path, tag, words in texts(zone) if tag in ("zh", "ja") and _SPACED.search(words)]


CHECKS = (unseen, typewritten, spaced)


@pytest.mark.parametrize("check", CHECKS)
def test_the_words_follow_the_style(chengdu: Zone, check: Any) -> None:
    assert check(chengdu) == []


@pytest.mark.parametrize(
    ("check", "language", "words"),
    [
        (unseen, "zh", "成\u2060都"),
        (unseen, "de", "Plan\u00adgebiet"),
        (typewritten, "en", "Chengdu's"),
        (typewritten, "de", 'die "Zone"'),
        (spaced, "zh", "共 36.9 km²"),
        (spaced, "ja", "PR Newswire が"),
    ],
)
def test_a_lapse_is_found(chengdu: Zone, check: Any, language: str, words: str) -> None:
    bent = replace(chengdu, standfirst=replace(chengdu.standfirst, **{language: words}))
    assert check(bent) == [f"standfirst.{language}"]


def test_the_areas_have_one_name_each(chengdu: Zone) -> None:
    """The fact that lists the areas names them as the map does."""
    listed = next(fact.items for fact in chengdu.facts if fact.id == "areas")
    assert [item.en for item in listed] == [area.name.en for area in chengdu.area_records]
    assert list(listed) == [area.name for area in chengdu.area_records]


def test_the_japanese_has_no_chinese_terms_or_variant_spellings(chengdu: Zone) -> None:
    found = [path for path, language, words in texts(chengdu) if language == "ja" and re.search("片区|骑|騎竜", words)]
    assert found == []


def test_the_status_is_optional_and_needs_every_language(tmp_path: Any) -> None:
    folder = write_zone(tmp_path / "zone")
    assert load_zone(folder).status is None
    alter(folder, "zone.toml", "status", four("As of 2021"))
    assert load_zone(folder).status == Text(**four("As of 2021"))
    alter(folder, "zone.toml", "status/ja", " ")
    with pytest.raises(DataError) as error:
        load_zone(folder)
    assert [problem.id for problem in error.value.problems] == ["status.ja"]


def test_facts_that_are_only_reported_are_worded_as_reported(chengdu: Zone) -> None:
    """Paragraph 4, sentence 1 passes on reports; each fact from it says so in every language."""
    hedges = {"en": "is reported to", "de": "Berichten zufolge", "zh": "据报道", "ja": "伝えられています"}
    hedged = [
        fact for fact in chengdu.facts if fact.locator and (fact.locator.paragraph, fact.locator.sentence) == (4, 1)
    ]
    assert len(hedged) == 3
    for fact in hedged:
        assert [language for language in LANGUAGES if hedges[language] not in fact.text[language]] == []
