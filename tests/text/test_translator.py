"""Figures, money and dates as each language writes them, and placeholders in texts."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from geodata import LANGUAGES, DataError, Zone
from maps.text.page_texts import zone_texts
from maps.text.translator import Translator, fill, messages


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (21_750_000_000, "RMB", ["RMB 21.75 billion", "21,75 Milliarden RMB", "217.5亿元人民币", "217.5億元"]),
        (
            999_999_999,
            "RMB",
            ["RMB 999.999999 million", "999,999999 Millionen RMB", "9.99999999亿元人民币", "9.99999999億元"],
        ),
        (320_000_000_000, "JPY", ["JP¥320 billion", "320 Milliarden ¥", "3200亿日元", "3200億円"]),
        (6.5637, "km2", ["6.5637 km²", "6,5637 km²", "6.5637平方公里", "6.5637 km²"]),
        (36.9, "km2", ["36.9 km²", "36,9 km²", "36.9平方公里", "36.9 km²"]),
        (1250, "guests", ["1,250 guests", "1.250 Gäste", "1,250位来宾", "来賓1,250人"]),
        (1, "areas", ["1 area", "1 Gebiet", "1个片区", "1つのエリア"]),
        (28, "agreements", ["28 agreements", "28 Vereinbarungen", "28项协议", "28件の協定"]),
        (0.12345, None, ["0.12345", "0,12345", "0.12345", "0.12345"]),
        (dt.date(2020, 11, 20), None, ["20 November 2020", "20. November 2020", "2020年11月20日", "2020年11月20日"]),
        ("TOD", None, ["TOD", "TOD", "TOD", "TOD"]),
    ],
)
def test_values_are_written_as_in_each_language(value: Any, unit: str | None, expected: list[str]) -> None:
    found = [Translator(language).value(value, unit).replace("\u00a0", " ") for language in LANGUAGES]
    assert found == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2023-08-13", ["13 August 2023", "13. August 2023", "2023年8月13日", "2023年8月13日"]),
        ("2020-09", ["September 2020", "September 2020", "2020年9月", "2020年9月"]),
        ("2010", ["2010", "2010", "2010年", "2010年"]),
    ],
)
def test_dates_are_no_more_precise_than_known(iso: str, expected: list[str]) -> None:
    assert [Translator(language).partial_date(iso) for language in LANGUAGES] == expected


@pytest.mark.parametrize(
    ("metres", "distance", "length"),
    [
        (11_237, "11 km", "11.237 km"),
        (46_120, "46 km", "46.12 km"),
        (8_274, "8.3 km", "8.274 km"),
        (853, "850 m", "853 m"),
        (999.6, "1 km", "999.6 m"),
        (996, "1 km", "996 m"),
        (40, "40 m", "40 m"),
    ],
)
def test_a_distance_is_rounded_and_a_length_is_not(metres: float, distance: str, length: str) -> None:
    english = Translator("en")
    found = [english.distance(metres), english.length(metres)]
    assert [words.replace("\u00a0", " ") for words in found] == [distance, length]


def test_a_share_in_each_language() -> None:
    shares = [Translator(language).percent(4.6 / 36.9).replace("\u00a0", " ") for language in LANGUAGES]
    assert shares == ["12.5%", "12,5 %", "12.5%", "12.5%"]
    assert Translator("en").percent(0.01 / 36.9) == "0.027%"


def test_braces_in_filled_in_values_stay() -> None:
    assert fill("{name}: {size}, {other} {", name="{size}", size="{name}") == "{size}: {name}, {other} {"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (
            "[a]\nen = 'A'\nde = 'A'\nzh = 'A'\n",
            "a: found ['en', 'de', 'zh']; expected a text in each of en, de, zh, ja",
        ),
        ("[a]\nen = [", "messages.toml: found 'Invalid value"),
    ],
)
def test_an_incomplete_or_broken_file_of_messages(written: str, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_: written)
    messages.cache_clear()
    with pytest.raises(DataError, match=re.escape(problem)):
        messages()
    messages.cache_clear()


def test_a_missing_message_is_named(lanhua: Zone) -> None:
    with pytest.raises(DataError, match=r"messages\.toml: open\.atlas: found 'no such key'"):
        zone_texts(lanhua)["en"]["open.atlas"]
