"""The page's own words and the formatting of values, each language by Babel's CLDR data."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from babel.units import format_unit

from geodata.model import LANGUAGES, Text

LOCALES = {"en": "en_GB", "de": "de_DE", "zh": "zh_Hans_CN", "ja": "ja_JP"}
"""The Babel locale of each language; en_GB writes dates that no reader mistakes."""

TAGS = {"en": "en", "de": "de", "zh": "zh-Hans", "ja": "ja"}
"""The BCP 47 tag of each language, for `lang` attributes."""

EXACT = "#,##0.########"
"""A pattern for numbers that no figure of a source is too fine for (CLDR, number patterns)."""


@cache
def messages() -> Mapping[str, Text]:
    """Every text of the page by its key; ValueError names each text that lacks a language."""
    raw = tomllib.loads(files("maps.text").joinpath("messages.toml").read_text("utf-8"))
    wrong = [key for key, words in raw.items() if set(words) != set(LANGUAGES) or not all(words.values())]
    if wrong:
        raise ValueError(f"maps/text/messages.toml: {wrong!r} must have each of {LANGUAGES!r} and no other key")
    return {key: Text(**words) for key, words in raw.items()}


def fill(template: str, **values: str) -> str:
    """`template` with each `{name}` replaced; any other brace, one in a value too, stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), template)


class Translator:
    """The texts of the page in one language, and values written as that language writes them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(LOCALES[language])

    def __call__(self, key: str, **values: str) -> str:
        return fill(messages()[key][self.language], **values)

    def number(self, value: float) -> str:
        """With all its digits."""
        return format_decimal(value, locale=self._locale, decimal_quantization=False)

    def share(self, part: float) -> str:
        return format_percent(round(part, 3), locale=self._locale, decimal_quantization=False)

    def area(self, km2: float) -> str:
        return self._unit(km2, "area-square-kilometer")

    def length(self, metres: float) -> str:
        """In kilometres with one decimal below 20 km and none above, the figures being estimates."""
        km = metres / 1000
        return self._unit(round(km, 1 if km < 20 else None), "length-kilometer")

    def radius(self, metres: float) -> str:
        """As exact as it is given: how far a place may be off is a figure of its own, never rounded to none."""
        return self._unit(metres / 1000, "length-kilometer") if metres >= 1000 else self._unit(metres, "length-meter")

    def _unit(self, value: float, unit: str) -> str:
        # The number and its unit stay on one line; Babel would round to three decimals.
        return format_unit(value, unit, "short", EXACT, locale=self._locale).replace(" ", "\u00a0")

    def date(self, day: dt.date) -> str:
        return format_date(day, "long", locale=self._locale)

    def partial_date(self, iso: str) -> str:
        """A day, a month or a year in ISO 8601, as precise as it is given."""
        year, month, day = [*map(int, iso.split("-")), 0, 0][:3]
        if day:
            return self.date(dt.date(year, month, day))
        if month:
            return format_skeleton("yMMMM", dt.date(year, month, 1), locale=self._locale)
        return format_skeleton("y", dt.date(year, 1, 1), locale=self._locale)

    def together(self, names: Iterable[str]) -> str:
        """The names as one enumeration."""
        return format_list(list(names), locale=self._locale)

    def name_of(self, tag: str) -> str:
        """What a language is called, by its BCP 47 tag."""
        return Locale.parse(tag, sep="-").get_language_name(self._locale) or tag

    def value(self, value: float | str | dt.date, unit: str | None) -> str:
        """A fact's value with its unit; text stays as it is."""
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, str):
            return value
        if unit is None:
            return self.number(value)
        if unit == "km2":
            return self.area(value)
        return self(f"each.value.{unit}", n=self._large(value) if unit == "RMB" else self.number(value))

    def _large(self, value: float) -> str:
        # CLDR has long compact forms ("21.75 billion") only where they differ from the short one.
        form: Literal["long", "short"] = "long" if "long" in self._locale.compact_decimal_formats else "short"
        return format_compact_decimal(value, format_type=form, locale=self._locale, fraction_digits=9)


def translators() -> Iterator[Translator]:
    return map(Translator, LANGUAGES)
