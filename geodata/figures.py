"""Find the figures in prose: numbers, scale words, number words and dates, as each language writes them.

Designed for German and English as news agencies write them. In other languages only digits, dates and the scale words
of CLDR ("3,2 bilhões", "4,1 bi", "217亿5000万") are recognised, no number words, so a quote without a digit proves
nothing there.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names
from babel.numbers import NumberFormatError, parse_decimal
from babel.units import format_unit

from geodata.model import UNSPACED

_REPLACEMENTS = str.maketrans(
    {c: '"' for c in "“”„‟«»"} | {c: "'" for c in "‘’‚‛‹›"} | {"\u00ad": "", "\u200b": "", "\ufeff": ""}
)
"""Straighten typographic quotation marks; delete soft hyphens and zero-width spaces."""

_NUMBER_WORDS: dict[str, tuple[str, ...]] = {
    "de": (
        *("null", "eins", "zwei", "drei", "vier", "fünf"),
        *("sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    ),
    "en": (
        *("zero", "one", "two", "three", "four", "five"),
        *("six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
}
_SCALES = {
    "de": {"tausend": 3, "tsd": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9}
    | {"mrd": 9, "billion": 12, "billionen": 12, "bio": 12},
    "en": {"thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12},
}
"""The power of ten of each scale word, by language."""

_SCALE_FOLLOWS_DIGITS = (*UNSPACED, "ko")
"""Languages that write a scale word without a space after its digits, and an amount in parts: "1兆2000億"."""
_SMALL_SCALES = {"百": 2, "백": 2, "千": 3, "천": 3}
"""Their scale words below those of CLDR. A hundred counts before a larger one only: "3百貨店" are department stores."""


@dataclass(frozen=True)
class MonthDay:
    """A day without its year, such as "19. November"."""

    month: int
    day: int


Figure = float | dt.date | MonthDay
Span = tuple[int, int, Figure]
"""Start and end offset of a figure in its text, and its value."""


def normalise(text: str) -> str:
    """Return `text` in NFC, trimmed, with any white space as one plain space and with straight quotation marks.

    Remove soft hyphens and zero-width spaces. NFKC would turn "km²" into "km2" and so invent a figure.
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_REPLACEMENTS).split())


def figures_in(quote: str, language: str, unit: str | None = None) -> list[Figure]:
    """Return the figures of a text in `language` (a BCP 47 tag), in order; where `unit` is "km2", hectares as km².

    A number is a float that includes the scale word after it ("21,75 Mrd." is 21750000000.0); in
    German and English the number words up to twelve count too. A day is a `datetime.date`, or a
    `MonthDay` where the year is missing; its digits do not count again as numbers.
    """
    return [figure for _, _, figure in find_spans(normalise(quote), language, unit)]


def has_readable_figures(text: str, language: str) -> bool:
    """Return whether figures can be found in a text: it has digits, or the number words of its language are known."""
    return _locale(language).language in _NUMBER_WORDS or any(map(str.isdigit, text))


def matches(value: object, figure: Figure) -> bool:
    """Return whether a fact's number or date equals the figure; a `MonthDay` matches in any year."""
    if isinstance(value, dt.date):
        return figure in (value, MonthDay(value.month, value.day))
    return isinstance(figure, float) and isinstance(value, (int, float)) and float(value) == figure


def find_spans(text: str, language: str, unit: str | None = None) -> list[Span]:
    """Return start, end and value of each figure in a normalised `text`; where `unit` is "km2", hectares as km²."""
    dates = list(_dates(text, language))
    for start, end, _ in dates:  # hide the digits of a date from the search for numbers
        text = text[:start] + "\0" * (end - start) + text[end:]
    numbers = list(_numbers(text, language))
    if unit == "km2":
        hectares = _hectares_pattern(language)
        numbers = [(a, b, round(n / 100, 9) if hectares.match(text, b) else n) for a, b, n in numbers]
    return sorted([*dates, *numbers], key=lambda span: span[:2])


@cache
def _locale(language: str) -> Locale:
    """Return Babel's locale for a language tag, or for its primary language, or English."""
    for tag in (language, language.split("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@cache
def _months(language: str) -> dict[str, int]:
    locale = _locale(language)
    widths = (get_month_names("wide", locale=locale), get_month_names("abbreviated", locale=locale))
    return {normalise(names[n]).rstrip(".").casefold(): n for names in widths for n in range(1, 13)}


@cache
def _date_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    if _locale(language).language in _SCALE_FOLLOWS_DIGITS:  # the month's name is its number
        year_first = rf"(?:(?P<year>(?<!\d)\d{{4}})[年년] ?)?(?<![\d.,])(?P<month>{month}) ?(?P<day>\d{{1,2}})[日일]"
        return (re.compile(year_first),)
    # Not \b: it fails beside the vowel signs of Indian scripts.
    month, day, year = rf"(?<!\w)(?P<month>{month})(?!\w)\.?", r"(?P<day>\d{1,2})", r"(?P<year>\d{4})(?!\d)"
    ordinal = r"(?:\.|\.?[ºª°]|st|nd|rd|th|er)?"
    return (
        re.compile(rf"(?<![\w.,]){day}{ordinal}(?: de)? {month}(?:,?(?: del?| năm)? {year})?", re.I),
        re.compile(rf"{month} {day}(?:st|nd|rd|th)?\b(?:, {year})?", re.I),
    )


def _dates(text: str, language: str) -> Iterator[Span]:
    end = 0
    candidates = [match for pattern in _date_patterns(language) for match in pattern.finditer(text)]
    for match in sorted(candidates, key=re.Match.start):
        month, day = _months(language)[match["month"].casefold()], int(match["day"])
        try:
            # Assume a leap year where the year is missing, so that 29 February is valid.
            date = dt.date(int(match["year"] or 2000), month, day)
        except ValueError:
            continue
        if match.start() >= end:
            end = match.end()
            yield match.start(), end, date if match["year"] else MonthDay(month, day)


@cache
def _scales(language: str) -> dict[str, int]:
    """Return the power of ten of each scale word: 9 for "bilhões" in Portuguese, and for the short "bi"."""
    locale = _locale(language)
    if locale.language in _SCALES:
        return _SCALES[locale.language]
    is_joined, formats = locale.language in _SCALE_FOLLOWS_DIGITS, locale.compact_decimal_formats
    scales = dict(_SMALL_SCALES) if is_joined else {}
    for length in ("long", "short"):
        for patterns in formats.get(length, {}).values():
            for magnitude, pattern in patterns.items():
                word = re.sub(r"[0'\s]+", " ", pattern.pattern).strip(" .")
                # Not short forms such as "5 M" and "5 mM", which would be found in "5 m" and "5 mm".
                if word and (length == "long" or is_joined or (word.isalpha() and word[1:].islower())):
                    scales.setdefault(word.casefold(), len(magnitude) - pattern.pattern.count("0"))
    return scales


@cache
def _scale_words(language: str) -> str:
    """Return the alternatives of a pattern for one scale word."""
    # "3百貨店" is no 300, and 千米 is the Chinese kilometre.
    conditions = {"百": r"(?:(?=[万萬만亿億억兆조])|(?<=[千천]\d.))"}
    conditions["백"] = conditions["百"]
    if _locale(language).language == "zh":
        conditions["千"] = "(?![米克瓦卡])"
    return "|".join(re.escape(word) + conditions.get(word, "") for word in _longest_first(language))


def _longest_first(language: str) -> list[str]:
    """Return the scale words, those that begin with another before that."""
    return sorted(_scales(language), key=len, reverse=True)


@cache
def _number_pattern(language: str) -> re.Pattern[str]:
    primary = _locale(language).language
    words, scales = _NUMBER_WORDS.get(primary, ()), _scale_words(language)
    template = r"[ -]?(?P<scale>(?:{})+)" if primary in _SCALE_FOLLOWS_DIGITS else r"[ -]?(?P<scale>{})\b\.?"
    scale = f"(?:{template.format(scales)})" if scales else r"(?P<scale>(?!))"
    digits = r"(?P<digits>\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    # German "eine" is a number only before a scale word ("eine Milliarde"), otherwise an article.
    article = rf"|\bein(?:e[nrms]?)?(?= (?:{scales})\b)" if primary == "de" else ""
    spelled_out = rf"(?P<word>\b(?:{'|'.join(words)})\b{article})" if words else r"(?P<word>(?!))"
    # Not the digits of "A4", but those of "RMB3.2 billion".
    start = r"(?:(?<![0-9A-Za-zÀ-ɏ.,])|(?<=(?<![A-Za-z])(?-i:[A-Z]{3})))"
    return re.compile(rf"(?:{start}{digits}|{spelled_out}){scale}?", re.I)


def _numbers(text: str, language: str) -> Iterator[tuple[int, int, float]]:
    """Yield the numbers; those in parts, such as "1兆2000億", "1조 2000억" and "3千200億", as one."""
    primary = _locale(language).language
    terms: list[Decimal] = []
    start = end = limit = 0
    for match in _number_pattern(language).finditer(text):
        number = _unscaled(match, language)
        if number is None:
            continue
        scale_words = re.findall("|".join(_longest_first(language)), (match["scale"] or "").casefold())
        powers = [_scales(language)[word] for word in scale_words]
        is_adjoining = number < limit and text[end : match.start()] in ("", " " if primary == "ko" else "")
        joined = _add_part(terms, number, powers) if is_adjoining else []
        if not joined or joined != sorted(joined, reverse=True):
            if terms:
                yield start, end, float(sum(terms))
            start, joined = match.start(), _add_part([], number, powers)
        terms, end = joined, match.end()
        limit = 10 ** powers[-1] if powers and primary in _SCALE_FOLLOWS_DIGITS else 0
    if terms:
        yield start, end, float(sum(terms))


def _unscaled(match: re.Match[str], language: str) -> Decimal | None:
    """Return the number before any scale word, or None for digits that are no number in that language."""
    locale = _locale(language)
    if match["word"]:
        words, word = _NUMBER_WORDS[locale.language], match["word"].casefold()
        return Decimal(words.index(word)) if word in words else Decimal(1)
    try:
        return parse_decimal(match["digits"].replace(" ", ""), locale=locale, strict=True)
    except (NumberFormatError, InvalidOperation):  # such as 1.5 in German, 20.11.2020, or more than 28 digits
        return None


def _add_part(terms: list[Decimal], number: Decimal, powers: list[int]) -> list[Decimal]:
    """Return the terms of a sum with a further one; a scale word multiplies smaller terms before it: "3千200億"."""
    for scale in (Decimal(10**power) for power in powers):
        number = (number + sum(term for term in terms if term < scale)) * scale
        terms = [term for term in terms if term >= scale]
    return [*terms, number]


@cache
def _hectares_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern for the word after a number that counts hectares."""
    locale = _locale(language)
    lengths: tuple[Literal["long", "short", "narrow"], ...] = ("long", "short", "narrow")
    counted = (format_unit(n, "area-hectare", length, locale=locale) for n in (1, 2, 5, 1.5) for length in lengths)
    names = "|".join({"ha", *(re.sub(r"[\d.,\s]+", "", words) for words in counted)})
    letter = "A-Za-zÀ-ɏ" if locale.language in _SCALE_FOLLOWS_DIGITS else r"\w"
    return re.compile(rf"[ -]?(?:{names})(?![{letter}])", re.I)


def format_figure(figure: Figure) -> str:
    """Format a figure for messages: 28 rather than 28.0, 11-19 for a day without a year."""
    if isinstance(figure, MonthDay):
        return f"{figure.month:02}-{figure.day:02}"
    return figure.isoformat() if isinstance(figure, dt.date) else f"{Decimal(repr(figure)).normalize():f}"
