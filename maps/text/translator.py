"""Messages and values in one language: numbers, units and dates as Babel's CLDR data has them."""

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
from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_currency_name,
    get_currency_symbol,
)
from babel.units import format_unit

from geodata.model import LANGUAGES, Text, Unit
from geodata.vocabulary import currencies

LOCALES = {"en": "en_GB", "de": "de_DE", "zh": "zh_Hans_CN", "ja": "ja_JP"}
"""The Babel locale of each language; en_GB writes dates that no reader mistakes."""

TAGS = {language: "-".join(locale.split("_")[:-1]) for language, locale in LOCALES.items()}
"""The BCP 47 tag of each language, for `lang` attributes: `zh-Hans`."""

LINE_BREAK_CONTROLS = re.compile("[\u200b\u2060]")
"""Zero width space and word joiner: they only steer line breaks, and no citation, file or title should carry them.
Words are kept together by style, and in headlines by `Zone.unbroken`."""

EXACT = "#,##0.########"
"""A pattern for numbers that no figure of a source is too fine for (CLDR, number patterns)."""

RENMINBI = ("RMB", "CNY")
"""What the currency of China is called: in the words of its releases, and by ISO 4217."""


def is_money(unit: str | Unit | None) -> bool:
    """Return whether it is a currency, by its ISO 4217 code or "RMB"."""
    return isinstance(unit, str) and (unit in RENMINBI or unit in currencies())


@cache
def messages() -> Mapping[str, Text]:
    """Return every message by its key; raise ValueError that names each one without a language."""
    raw = tomllib.loads(files("maps.text").joinpath("messages.toml").read_text("utf-8"))
    wrong = [key for key, words in raw.items() if set(words) != set(LANGUAGES) or not all(words.values())]
    if wrong:
        raise ValueError(f"maps/text/messages.toml: {wrong!r} must have each of {LANGUAGES!r} and no other key")
    return {key: Text(**words) for key, words in raw.items()}


def fill(template: str, **values: str) -> str:
    """Return `template` with each `{name}` replaced; any other brace, one in a value too, stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), template)


def plain(text: str) -> str:
    """Return `text` without the characters that only steer line breaks (U+200B, U+2060)."""
    return LINE_BREAK_CONTROLS.sub("", text)


class Translator:
    """Messages in one language, and values as that language writes them.

    A number and its unit are joined by a no-break space where the language puts a space.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(LOCALES[language])

    def __call__(self, key: str, **values: str) -> str:
        """Return the message of this key with its values filled in; raise KeyError where there is none."""
        return fill(messages()[key][self.language], **values)

    def number(self, value: float) -> str:
        """Return the number with all its digits."""
        return format_decimal(value, locale=self._locale, decimal_quantization=False)

    def percent(self, part: float) -> str:
        """Return a part of one as a percentage, to a tenth."""
        return format_percent(round(part, 3), locale=self._locale, decimal_quantization=False)

    def area(self, km2: float) -> str:
        return self._unit(km2, "area-square-kilometer")

    def distance(self, metres: float) -> str:
        """Return it in kilometres, with one decimal below 20 km and none above: distances here are estimates."""
        km = metres / 1000
        return self._unit(round(km, 1 if km < 20 else None), "length-kilometer")

    def length(self, metres: float) -> str:
        """Return it with all its digits, in metres below a kilometre: an uncertainty is never rounded to none."""
        return self._unit(metres / 1000, "length-kilometer") if metres >= 1000 else self._unit(metres, "length-meter")

    def _unit(self, value: float, unit: str) -> str:
        # Babel would round to three decimals.
        return format_unit(value, unit, "short", EXACT, locale=self._locale).replace(" ", "\u00a0")

    def date(self, day: dt.date) -> str:
        return format_date(day, "long", locale=self._locale)

    def partial_date(self, iso: str) -> str:
        """Return a day, a month or a year, given in ISO 8601, as precisely as it is given."""
        year, month, day = [*map(int, iso.split("-")), 0, 0][:3]
        if day:
            return self.date(dt.date(year, month, day))
        if month:
            return format_skeleton("yMMMM", dt.date(year, month, 1), locale=self._locale)
        return format_skeleton("y", dt.date(year, 1, 1), locale=self._locale)

    def join(self, members: Iterable[str]) -> str:
        """Return the members as one enumeration ("a, b and c")."""
        return format_list(list(members), locale=self._locale)

    def language_name(self, tag: str) -> str:
        """Return what a text in a language is called, by its BCP 47 tag: "German", "Deutsch", "德文", "ドイツ語"."""
        names = self._locale.languages
        name = names.get(tag.replace("-", "_")) or names.get(tag.partition("-")[0]) or tag
        # Chinese calls what is spoken 语 and what is written 文; CLDR has the one only.
        return re.sub("语$", "文", name)

    def value(self, value: float | str | dt.date, unit: str | Unit | None) -> str:
        """Return a fact's value with its unit, on one line; a text stays as it is."""
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
        """Return an amount as newspapers print it: with the sign of its currency, in Chinese and Japanese its name."""
        amount = self._compact(value)
        if currency in RENMINBI:
            return self("each.value.RMB", n=amount)
        if self.language in ("zh", "ja"):
            return amount + get_currency_name(currency, locale=self._locale).replace(" ", "")
        sign = get_currency_symbol(currency, self._locale)
        if not self._locale.currency_formats["standard"].pattern.startswith("¤"):
            return f"{amount} {sign}"
        return f"{sign} {amount}" if sign[-1].isalpha() else sign + amount

    def _compact(self, value: float) -> str:
        # CLDR has long compact forms ("21.75 billion") only where they differ from the short one.
        form: Literal["long", "short"] = "long" if "long" in self._locale.compact_decimal_formats else "short"
        return format_compact_decimal(value, format_type=form, locale=self._locale, fraction_digits=9)


def translators() -> Iterator[Translator]:
    """Return a translator for each language of the page, the default first."""
    return map(Translator, LANGUAGES)
