"""Checks of what data files hold: of single values, and of lists and tables made of them.

A check takes a value and yields what is wrong with it: where (the keys down to it), what was
found, what was expected. Checks of records are made of checks of their keys.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from geodata.model import LANGUAGES

# Control characters but for tab and line break, lone surrogates, and code points that are no characters.
_UNWRITABLE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)

Finding = tuple[tuple[str, ...], object, str]
Check = Callable[[object], Iterator[Finding]]


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


NOTHING = _Nothing()
"""Stands for a missing value in a problem, since `None` may also be written (JSON's null)."""


def rule(test: Callable[[Any], bool], expected: str) -> Check:
    """Return a check by one question; `test` is asked about values of any type, `NOTHING` included."""

    def check(value: object) -> Iterator[Finding]:
        if not test(value):
            yield (), value, expected

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Return the check of a table: all required keys, perhaps optional ones, no other."""
    known = {**required, **(optional or {})}
    names = ", ".join(known)

    def check(value: object) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield (), value, f"a table with the keys {names}"
            return
        for key in value:
            if key not in known:
                yield (key,), value[key], f"no such key; the keys here are {names}"
        for key, part in known.items():
            if key in value or key in required:
                # A missing key fails its own check, which so says what should be there.
                for path, found, expected in part(value.get(key, NOTHING)):
                    yield (key, *path), found, expected

    return check


def many(part: Check, least: int = 0, unique: bool = True) -> Check:
    """Return the check of a list of `least` or more members, each checked; members are counted from 1."""

    def check(value: object) -> Iterator[Finding]:
        if not isinstance(value, list):
            yield (), value, "a list"
            return
        if len(value) < least:
            yield (), value, f"a list of {least} or more"
        for number, member in enumerate(value, start=1):
            for path, found, expected in part(member):
                yield (f"[{number}]", *path), found, expected
            if unique and member in value[: number - 1]:
                yield (f"[{number}]",), member, "each member once only"

    return check


def is_number(value: object) -> bool:
    """Return whether it is an int or a finite float; True and False are no numbers here."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # an int that no float can hold
        return False


def is_date(value: object) -> bool:
    """Return whether it is a day; a date with a time of day is not."""
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def is_words(value: object) -> bool:
    """Return whether it is a text that is not blank, in characters that UTF-8, HTML and XML can all hold."""
    if not isinstance(value, str) or not value.strip():
        return False
    return not _UNWRITABLE.search(value)


def _is_url(value: object) -> bool:
    if not isinstance(value, str) or re.search(r"\s", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:  # such as an unclosed [ in the host
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_partial_date(value: object) -> bool:
    match = isinstance(value, str) and re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if not match:
        return False
    try:
        dt.date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def _is_position(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2 or not all(map(is_number, value)):
        return False
    return bool(abs(value[0]) <= 180 and abs(value[1]) <= 90)


def _matches(pattern: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def one_of(values: tuple[str, ...]) -> Check:
    return rule(lambda v: isinstance(v, str) and v in values, f"one of {', '.join(values)}")


def above(limit: float) -> Check:
    return rule(lambda v: is_number(v) and v > limit, f"a finite number above {limit}")


def whole(low: int, high: int | None = None) -> Check:
    def test(value: Any) -> bool:
        return type(value) is int and low <= value and (high is None or value <= high)

    return rule(test, f"a whole number from {low}" + (f" to {high}" if high else " up"))


words = rule(is_words, "a text that is not empty and holds no control characters")
text = record(
    {tag: rule(is_words, f"a text in {tag} that is not empty and holds no control characters") for tag in LANGUAGES}
)
ident = rule(
    _matches(r"[a-z0-9]+([-_][a-z0-9]+)*"),
    "an id of small letters a-z and digits, in parts joined by a hyphen or underscore",
)
date = rule(is_date, "a date such as 2020-11-19")
flag = rule(lambda v: isinstance(v, bool), "true or false")
not_negative = rule(lambda v: is_number(v) and v >= 0, "a finite number from 0 up")

language_tag = rule(
    _matches(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"),
    'a language tag (BCP 47) such as "de", "zh-Hans" or "mul"',
)

url = rule(_is_url, "an http or https address")
licence = rule(is_words, "a licence: an SPDX id, or a sentence where there is none")
value = rule(lambda v: is_number(v) or is_words(v) or is_date(v), "a finite number, a text or a date")
position = rule(_is_position, "longitude and latitude in degrees, such as [106.55, 29.56]")
metro_lines = rule(_matches(r"\w+(,\w+)*"), 'a metro line such as "5", or several such as "1,18"')
partial_date = rule(_is_partial_date, "a day, month or year such as 2023-08-13, 2020-09 or 2010")

FEATURE = record(
    {
        "type": one_of(("Feature",)),
        "id": ident,
        "geometry": rule(lambda v: isinstance(v, dict), "a geometry"),
        "properties": rule(lambda v: isinstance(v, dict), "an object with the feature's properties"),
    }
)

_CRS_NAMES = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "OGC:CRS84", "EPSG:4326")
COLLECTION = record(
    {
        "type": one_of(("FeatureCollection",)),
        "features": rule(lambda v: isinstance(v, list), "a list of features"),
    },
    {
        "name": words,
        "crs": rule(
            lambda v: v in [{"type": "name", "properties": {"name": name}} for name in _CRS_NAMES],
            "no crs (GeoJSON is WGS-84), or one that names CRS84 or EPSG:4326",
        ),
    },
)
