"""Checks of the values in data files, and of lists and tables made of them.

A check takes a value and yields findings: the path of keys, the value found there, the value
expected. The check of a record is composed of the checks of its keys.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from geodata.languages import LANGUAGES

# Control characters except tab and line feed, lone surrogates, and noncharacters.
_UNWRITABLE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)

# Fillers and blank Braille: invisible, though Unicode lists them among letters and symbols.
_INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")

MAX_TEXT_LENGTH = 10_000
"""Maximum length of a text in characters, about four pages; quotes and standfirsts are far shorter."""
MAX_URL_LENGTH, MAX_ID_LENGTH = 2_000, 100
MAX_MEMBERS = 2_000
"""Maximum number of members of a list and of records in a file, several times what a page can show."""
MAX_AMOUNT = 10**15
"""Largest amount in a fact: floats, in Python as in JavaScript, represent every whole number up to it exactly."""

Finding = tuple[tuple[str, ...], object, str]
"""Path of keys down to the value, the value found, a description of a valid one."""
Check = Callable[[object], Iterator[Finding]]


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


NOTHING = _Nothing()
"""Marks a missing value in a problem; `None` may be a value in the file (JSON's null)."""


def rule(test: Callable[[Any], bool], expected: str) -> Check:
    """Return a check that yields `expected` where `test` fails; `test` gets values of any type, even `NOTHING`."""

    def check(value: object) -> Iterator[Finding]:
        if not test(value):
            yield (), value, expected

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Return the check of a table that has all required keys, any optional ones, and no others."""
    known = {**required, **(optional or {})}
    names = ", ".join(known)

    def check(value: object) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield (), value, f"a table with the keys {names}"
            return
        for key in value:
            if key not in known:
                yield (key,), value[key], f"no such key; the keys here are {names}{hint(str(key), known)}"
        for key, check_value in known.items():
            if key in value or key in required:
                # A missing key fails its own check, whose message says what it should contain.
                for path, found, expected in check_value(value.get(key, NOTHING)):
                    yield (key, *path), found, expected

    return check


def list_of(check_member: Check, min_length: int = 0, unique: bool = True) -> Check:
    """Return the check of a list of `min_length` to `MAX_MEMBERS` members, each checked and counted from 1."""

    def check(value: object) -> Iterator[Finding]:
        if not isinstance(value, list):
            yield (), value, "a list"
            return
        if len(value) < min_length:
            yield (), value, f"a list of {min_length} or more"
        if len(value) > MAX_MEMBERS:
            yield (), value, f"a list of at most {MAX_MEMBERS:,}"
            return
        for number, member in enumerate(value, start=1):
            for path, found, expected in check_member(member):
                yield (f"[{number}]", *path), found, expected
            if unique and member in value[: number - 1]:
                yield (f"[{number}]",), member, "each member once only"

    return check


def is_list(value: object) -> bool:
    """Return whether `value` is a list of at most `MAX_MEMBERS` members."""
    return isinstance(value, list) and len(value) <= MAX_MEMBERS


def is_number(value: object) -> bool:
    """Return whether `value` is an int or a finite float; True and False do not count as numbers."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # an int too large for a float
        return False


def is_date(value: object) -> bool:
    """Return whether `value` is a date without a time of day."""
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def is_visible_text(value: object) -> bool:
    """Return whether `value` is a string with a visible character, and with none that UTF-8, HTML or XML forbids."""
    if (
        not isinstance(value, str)
        or len(value) > MAX_TEXT_LENGTH
        or _UNWRITABLE.search(value)
        or _leaves_bidi_open(value)
    ):
        return False
    return any(unicodedata.category(c)[0] not in "CZM" and c not in _INVISIBLE for c in value)


def _leaves_bidi_open(text: str) -> bool:
    """Return whether a bidirectional control is left open, which would reorder the figures after the text too."""
    open_embeddings = open_isolates = 0
    for c in text:
        if c in "\u202a\u202b\u202d\u202e":
            open_embeddings += 1
        elif c in "\u2066\u2067\u2068":
            open_isolates += 1
        elif c == "\u202c":
            open_embeddings = max(0, open_embeddings - 1)
        elif c == "\u2069":
            open_isolates = max(0, open_isolates - 1)
    return open_embeddings + open_isolates > 0


_URL = re.compile(
    r"https?://(?P<host>[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)(:(?P<port>[0-9]{1,5}))?"
    r"([/?#]([^\s%<>\"\\^`{|}]|%[0-9a-f]{2})*)?",
    re.IGNORECASE,
)


def is_url(value: object) -> bool:
    """Return whether `value` is an http or https URL that browsers, feeds and XML all accept.

    That is RFC 3986, but with letters of any script in its path; an ASCII host name, no user, a valid port.
    """
    match = isinstance(value, str) and len(value) <= MAX_URL_LENGTH and _URL.fullmatch(value)
    if not match or not match[0].isprintable():
        return False
    labels_fit = all(len(label) <= 63 for label in match["host"].split(".")) and len(match["host"]) <= 253
    return labels_fit and 0 < int(match["port"] or 1) < 2**16


def _is_amount(value: Any) -> bool:
    return is_number(value) and (value == 0 or 1e-6 <= abs(value) <= MAX_AMOUNT)


def _is_partial_date(value: object) -> bool:
    if not _matches(r"[0-9]{4}(-[0-9]{2}){0,2}")(value):
        return False
    try:
        dt.date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def hint(value: str, known: Iterable[str], similarity: float = 0.6) -> str:
    """Return the end of a message that suggests a known value, if one is similar enough; at 1 it is equal."""
    close = difflib.get_close_matches(value[:MAX_ID_LENGTH], known, n=1, cutoff=similarity)
    return f" (did you mean {close[0]!r}?)" if close else ""


def is_number_pair(value: object) -> bool:
    """Return whether `value` is a list of two numbers, such as a position."""
    return isinstance(value, list) and len(value) == 2 and all(map(is_number, value))


def _matches(pattern: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def one_of(values: tuple[str, ...]) -> Check:
    return rule(lambda v: isinstance(v, str) and v in values, f"one of {', '.join(values)}")


def number_between(low: float, high: int) -> Check:
    return rule(lambda v: is_number(v) and low <= v <= high, f"a number from {low:g} to {high:,}")


def whole_number(high: int) -> Check:
    return rule(lambda v: type(v) is int and 1 <= v <= high, f"a whole number from 1 to {high:,}")


_NOT_EMPTY = (
    f"that is not empty and contains no control characters; at most {MAX_TEXT_LENGTH:,} characters, one of them visible"
)
visible_text = rule(is_visible_text, f"a string {_NOT_EMPTY}")

PLACEHOLDERS: set[str] = set()
"""Names of all texts' placeholders: the columns give those of each text. Each stands in braces, such as {value}."""
_IN_BRACES = re.compile(r"\{+\s*(\w+)\s*\}+")


def text_check(kind: str, names: tuple[str, ...] = ()) -> Check:
    """Return the check of a text of that kind in one language, which may have the placeholders `names`.

    Report others and mistyped ones; any other braces are part of the text.
    """
    placeholders = [f"{{{name}}}" for name in names]
    PLACEHOLDERS.update(names)

    def check(value: object) -> Iterator[Finding]:
        if not is_visible_text(value):
            yield (), value, f"{kind} {_NOT_EMPTY}"
            return
        for match in _IN_BRACES.finditer(str(value)):
            similar = hint(match[1].lower(), names, 0.75)
            if match[0] not in placeholders and (similar or match[1] in PLACEHOLDERS):
                meant = similar or f": {' or '.join(placeholders)}"
                yield (), match[0], f"a placeholder of this text{meant}" if names else "no placeholder here"

    return check


def text_with(*names: str) -> Check:
    """Return the check of a text in every language, which may have the placeholders `names`."""
    return record({tag: text_check(f"a text in {tag}", names) for tag in LANGUAGES})


text, text_in_one_language = text_with(), text_check("a string")
RESERVED = ("constructor", "zone")
"""Ids that clash with names in the page's script: a property of every object, and the zone itself."""
ident = rule(
    lambda v: _matches(r"[a-z0-9]+([-_][a-z0-9]+)*")(v) and len(v) <= MAX_ID_LENGTH and v not in RESERVED,
    "an id of lowercase letters a-z and digits, in parts joined by a hyphen or underscore; "
    f"at most {MAX_ID_LENGTH} characters, and not {' or '.join(RESERVED)}",
)
unit = rule(_matches(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"), "the id of a unit, or a currency such as EUR (ISO 4217)")
date = rule(is_date, "a date such as 2020-11-19, without quotation marks")
flag = rule(lambda v: isinstance(v, bool), "true or false")
size_km2, uncertainty_m = number_between(0.0001, 100_000), number_between(0.1, 100_000)
accuracy_m = number_between(0, 1_000_000)

language_tag = rule(
    _matches(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"),
    'a language tag (BCP 47) such as "de", "zh-Hans" or "mul"',
)

url = rule(
    is_url, f"an http or https address with a host name in ASCII, without a user; at most {MAX_URL_LENGTH:,} characters"
)
page_url = rule(
    lambda v: is_url(v) and not {"?", "#"} & set(v) and v.count("/") > 2,
    'an http or https address with a host name in ASCII and a path, such as "https://example.org/map/", '
    "without user, query or fragment",
)
licence = rule(is_visible_text, "a licence: an SPDX id, facts-only, public-domain, or a sentence")
value = rule(
    lambda v: _is_amount(v) or is_visible_text(v) or is_date(v),
    f"a number, a string or a date; a number from 0.000001 to {MAX_AMOUNT:,}, or below 0, or 0",
)
MAX_RELEASE_LENGTH = 200_000
"""Maximum length of a release in characters, that of a long report; the page draws every sentence of it."""
_lengths = list_of(list_of(whole_number(MAX_RELEASE_LENGTH), min_length=1, unique=False), min_length=1, unique=False)


def sentence_lengths(value: Any) -> Iterator[Finding]:
    """Check the lengths of a release's sentences in characters: one list for each paragraph."""
    findings = list(_lengths(value))
    yield from findings
    if not findings and (total := sum(map(sum, value))) > MAX_RELEASE_LENGTH:
        yield (), f"{total:,} characters", f"a release of at most {MAX_RELEASE_LENGTH:,} characters"


position = rule(
    lambda v: is_number_pair(v) and abs(v[0]) <= 180 and abs(v[1]) <= 90,
    "longitude and latitude in degrees, such as [106.55, 29.56]",
)
metro_lines = rule(
    lambda v: _matches(r"\w+(,\w+)*")(v) and is_visible_text(v) and len(v) <= MAX_ID_LENGTH,
    'a metro line such as "5", or several such as "1,18"',
)
partial_date = rule(_is_partial_date, "a day, month or year such as 2023-08-13, 2020-09 or 2010")

bbox = rule(
    lambda v: isinstance(v, list) and len(v) in (4, 6) and all(map(is_number, v)),
    "the least and the greatest longitude and latitude, such as [104, 30, 105, 31], or no bbox",
)
FEATURE = record(
    {
        "type": one_of(("Feature",)),
        "id": ident,
        "geometry": rule(lambda v: isinstance(v, dict), "a geometry"),
        "properties": rule(lambda v: isinstance(v, dict), "an object with the feature's properties"),
    },
    {"bbox": bbox},
)

_CRS_NAMES = (
    *("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84"),
    *("urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "urn:ogc:def:crs:OGC::CRS84h", "urn:ogc:def:crs:EPSG::4979"),
)
_COLLECTION = record(
    {"type": one_of(("FeatureCollection",)), "features": rule(is_list, f"a list of features, at most {MAX_MEMBERS:,}")},
    {
        "bbox": bbox,
        "crs": rule(
            lambda v: v is None or v in [{"type": "name", "properties": {"name": name}} for name in _CRS_NAMES],
            "no crs (GeoJSON is WGS-84), or one that names CRS84 or EPSG:4326",
        ),
    },
)


def collection(value: Any) -> Iterator[Finding]:
    """Check the top level of a GeoJSON file; ignore foreign members (RFC 7946, 6.1) such as a name."""
    members = ("type", "features", "bbox", "crs")
    yield from _COLLECTION({k: v for k, v in value.items() if k in members} if isinstance(value, dict) else value)
