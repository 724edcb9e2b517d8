"""Messages and values in one language, with numbers, units and dates formatted by Babel (CLDR)."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NoReturn, TypeVar

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name, get_currency_symbol
from babel.units import format_unit

from geodata.errors import DataError, Problem
from geodata.model import LANGUAGES, UNSPACED, Text, Unit
from geodata.vocabulary import currencies

LOCALES = {"en": "en_GB", "de": "de_DE", "zh": "zh_Hans_CN", "ja": "ja_JP"}
"""The Babel locale of each language; en_GB writes unambiguous dates."""
assert tuple(LOCALES) == LANGUAGES, "LOCALES in maps/text/translator.py and LANGUAGES in geodata/languages.py differ"

TAGS = {language: "-".join(locale.split("_")[:-1]) for language, locale in LOCALES.items()}
"""The BCP 47 tag of each language, for `lang` attributes: `zh-Hans`."""

LINE_BREAK_CONTROLS = re.compile("[\u200b\u2060]")
"""Zero width space and word joiner: they only control line breaks, and no citation, file or title should contain them.
CSS keeps words together, and in headlines `Zone.unbroken` does."""

EXACT = "#,##0.########"
"""CLDR number pattern with enough decimals for any figure of a source."""

MESSAGES_FILE = "maps/text/messages.toml"
T = TypeVar("T")

RENMINBI = ("RMB", "CNY")
"""Codes of China's currency: as its releases write it, and in ISO 4217."""


def is_money(unit: str | Unit | None) -> bool:
    """Return whether a unit is a currency: an ISO 4217 code or "RMB"."""
    return isinstance(unit, str) and (unit in RENMINBI or unit in currencies())


class Keyed(dict[str, T]):
    """Messages or texts by key; a missing one raises DataError, which names the file to add it to."""

    def __missing__(self, key: str) -> NoReturn:
        raise DataError([Problem(MESSAGES_FILE, key, "no such key", "a message, or a text of maps/text/page_texts.py")])


@cache
def messages() -> Mapping[str, Text]:
    """Return every message by key.

    Raises DataError with all messages that lack a language or have an unknown one.
    """
    try:
        raw = tomllib.loads(files("maps.text").joinpath("messages.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError([Problem(MESSAGES_FILE, "", str(error), "valid TOML")]) from error
    expected = f"a text in each of {', '.join(LANGUAGES)}"
    if problems := [
        Problem(MESSAGES_FILE, key, [tag for tag, text in words.items() if text], expected)
        for key, words in raw.items()
        if set(words) != set(LANGUAGES) or not all(words.values())
    ]:
        raise DataError(problems)
    return Keyed({key: Text(**words) for key, words in raw.items()})


def fill(template: str, **values: str) -> str:
    """Replace each `{name}` that is in `values`; other braces, even in a value, stay unchanged."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), template)


def remove_break_controls(text: str) -> str:
    """Remove the characters that only control line breaks (U+200B, U+2060)."""
    return LINE_BREAK_CONTROLS.sub("", text)


def round_to_two_digits(value: float) -> float:
    """Round to two significant digits: an estimate, or a ratio of figures from two sources, is no more precise."""
    return float(f"{value:.1e}")


class Translator:
    """Messages and formatted values in one language.

    A no-break space separates a number from its unit where the language has a space.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(LOCALES[language])

    def __call__(self, key: str, **values: str) -> str:
        """Return the message with its values filled in; raise DataError for an unknown key."""
        return fill(messages()[key][self.language], **values)

    def number(self, value: float) -> str:
        """Format a number with all its digits."""
        return format_decimal(value, locale=self._locale, decimal_quantization=False)

    def percent(self, fraction: float) -> str:
        """Format a fraction of 1 as a percentage, rounded to a tenth; below that, to two significant digits."""
        rounded = round(fraction, 3) if fraction >= 0.001 else round_to_two_digits(fraction)
        return format_percent(rounded, locale=self._locale, decimal_quantization=False)

    def area(self, km2: float) -> str:
        return self._unit(km2, "area-square-kilometer")

    def distance(self, metres: float) -> str:
        """Format a distance, an estimate, to two significant digits, as the live map does (distance.js)."""
        return self.length(round_to_two_digits(metres))

    def length(self, metres: float) -> str:
        """Format a length with all its digits, as uncertainties are never rounded; from 1000 m on in kilometres."""
        return self._unit(metres / 1000, "length-kilometer") if metres >= 1000 else self._unit(metres, "length-meter")

    def _unit(self, value: float, unit: str) -> str:
        # Babel would round to three decimals.
        return format_unit(value, unit, "short", EXACT, locale=self._locale).replace(" ", "\u00a0")

    def date(self, day: dt.date) -> str:
        return format_date(day, "long", locale=self._locale)

    def partial_date(self, iso: str) -> str:
        """Format an ISO 8601 day, month or year with the same precision."""
        day = dt.date.fromisoformat(f"{iso}-01-01"[:10])
        if len(iso) == len("2023-08-13"):
            return self.date(day)
        return format_skeleton("yMMMM" if "-" in iso else "y", day, locale=self._locale)

    def join(self, members: Iterable[str]) -> str:
        """Join the members into an enumeration ("a, b and c")."""
        return format_list(list(members), locale=self._locale)

    def language_name(self, tag: str) -> str:
        """Return the name of a written language by its BCP 47 tag: "German", "Deutsch", "德文", "ドイツ語"."""
        names = self._locale.languages
        name = names.get(tag.replace("-", "_")) or names.get(tag.partition("-")[0]) or tag
        # Chinese has 语 for spoken languages and 文 for written ones; CLDR has only the former.
        return re.sub("语$", "文", name)

    def value(self, value: float | str | dt.date, unit: str | Unit | None) -> str:
        """Format a fact's value with its unit; a text stays unchanged."""
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, str):
            return value
        if unit is None:
            return self.number(value)
        if unit == "km2":
            return self.area(value)
        if is_money(unit):
            return self._money(value, f"{unit}").replace(" ", "\u00a0")
        is_one = self._locale.plural_form(value) == "one"
        if isinstance(unit, Unit):
            template = (is_one and unit.one) or unit.name
            return fill(template[self.language], n=self.number(value)).replace(" ", "\u00a0")
        return self(f"each.value.{unit}{'.one' if is_one else ''}", n=self.number(value)).replace(" ", "\u00a0")

    def _money(self, value: float, currency: str) -> str:
        """Format an amount as newspapers do: with the currency's symbol, or in Chinese and Japanese with its name."""
        if value < 0:
            return f"−{self._money(-value, currency)}"
        amount = self._compact(value)
        if currency in RENMINBI:
            return self("each.value.RMB", n=amount)
        if self.language in UNSPACED:
            # The country's own money does not need its name: 円 rather than 日本円 in Japanese.
            name = get_currency_name(currency, locale=self._locale).removeprefix(f"{self._locale.territory_name}")
            return amount + name.replace(" ", "")
        symbol = get_currency_symbol(currency, self._locale)
        if not self._locale.currency_formats["standard"].pattern.startswith("¤"):
            return f"{amount} {symbol}"
        return f"{symbol} {amount}" if symbol[-1].isalpha() else symbol + amount

    def _compact(self, value: float) -> str:
        if value < 1e6 and self.language not in UNSPACED:
            return self.number(value)
        # CLDR has the long compact form ("21.75 billion") only where it differs from the short one.
        length: Literal["long", "short"] = "long" if "long" in self._locale.compact_decimal_formats else "short"
        return format_compact_decimal(value, format_type=length, locale=self._locale, fraction_digits=12)


def translators() -> Iterator[Translator]:
    """Return a translator for each language of the page, the default first."""
    return map(Translator, LANGUAGES)
