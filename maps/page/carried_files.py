"""The page's downloads: the files of the export's writers, compressed by references to the page's own texts.

Most of each file consists of texts that the page already contains, and of tags that recur. Each is replaced by one
character of Unicode's private use area; the page's script (panel/carried-files.js) restores them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import chain

from geodata.errors import DataError, Problem
from geodata.model import LANGUAGES, Zone
from maps.export.citations import fact_citation, map_citation, reference_files
from maps.export.file import FORMATS, File
from maps.export.geojson import geojson_file
from maps.export.kml import kml_files
from maps.export.layers import areas, rings
from maps.export.records import facts
from maps.export.reference import references
from maps.export.spreadsheet import csv_file
from maps.export.workbook import workbook_files
from maps.text.page_texts import Texts

NEXT, FIRST, LAST = 0xE000, 0xE001, 0xF5FF
"""`NEXT` stands for the part that follows the previous one; `FIRST` to `LAST` stand for parts by number."""
FIRST_TAGS, MAX_TAGS = 0xF600, 256
"""First character for tags, and how many there can be."""
FIRST_BYTE = 0xF700
"""Character for byte 0: bytes of invalid UTF-8, of controls and of these private characters are stored singly."""
TAG_RUN = re.compile(r"(?:<[^<>]*>\s*)+")
"""Tags that follow one another."""
MIN_TAGS_COUNT, MIN_TAGS_LENGTH = 8, 10
"""How often tags must recur, and how many characters they must have, to be replaced."""
FIRST_SLOT = 0xF0000
"""In citations, first character for texts in the reader's language."""
BUTTON = re.compile(r'<button [^>]*data-(?:download|(as))="((?!whole|closeup|copy|close)[^"]*)"')
"""Button for a carried file, with its name; a citation's has the extension only. Pictures are made when asked for."""
WORKBOOK = "tables.xlsx"
ADDRESS = re.compile('(<row|<c|<dataValidation) (?:r|sqref)="[A-Z]*[0-9]+"')
"""Start of a row, a cell or a prompt of the workbook, with its address; in texts < is escaped."""
RECORD_PREFIXES = ("area.", "date.", "difference.", "fact.", "publisher.", "source.", "unstated.", "zone.")
"""Key prefixes of the texts that files contain."""
FILE_CUTS = tuple(map(re.compile, (r"([<>\"\r\n]|&[lg]t;)", r"(; |[\[\]]+|(?<!\d),|,(?!\d))", "( )")))
"""Separators of the parts of a file, coarsest first; a comma between digits is part of a position."""
CITATION_CUTS = (re.compile(f"([\n{chr(FIRST_SLOT)}-{chr(sys.maxunicode)}])"),)
"""Separators of the parts of a citation in words: a new line, and any text in the reader's language."""


def carried_files(zone: Zone, texts: Texts) -> dict[str, File]:
    """Return the files by the suffix of the name that the page saves them under."""
    [kml], [workbook] = kml_files(zone, texts), workbook_files(zone, texts)
    citations = reference_files("map", [next(references(zone, texts[LANGUAGES[0]]))])
    return {
        "areas.geojson": geojson_file(zone, areas(zone, texts)),
        "areas.kml": kml,
        "facts.csv": csv_file(facts(zone, texts)),
        WORKBOOK: workbook,
        **{file.name: file for file in citations},
    }


def pack_files(zone: Zone, texts: Texts, keys: Sequence[str], page: str) -> dict[str, object]:
    """Return the packed files by name, and the packed citations of the map and of each fact.

    `keys` are those of the texts in the order of the page. Citations are packed once for all languages: references
    to texts stand for those in the reader's language.
    """
    own_texts = [
        texts[language][key] if key.startswith(RECORD_PREFIXES) else "" for key in keys for language in LANGUAGES
    ]
    parts = [*own_texts, *(fact.id for fact in zone.facts), *_page_parts(page), *_corners(zone)][: LAST - FIRST]
    numbers = {part: number for number, part in reversed([*enumerate(parts)]) if len(part) > 1}
    slots = {key: chr(FIRST_SLOT + number) for number, key in enumerate(keys)}
    untranslated = {part: number for part, number in numbers.items() if number >= len(own_texts)}
    citations = [map_citation(zone, slots), *(fact_citation(zone, fact, slots) for fact in zone.facts)]
    pack = _make_packer(numbers, FILE_CUTS)
    originals = carried_files(zone, texts)
    if unmatched := {f"map.{name}" if kind else name for kind, name in BUTTON.findall(page)} ^ {*originals}:
        expected = "a file here and a button in maps/page/templates/downloads.html or sources.html"
        raise DataError(
            [Problem("maps/page/carried_files.py", name, "only one of the two", expected) for name in unmatched]
        )
    contents = {name: _decode(file.content) for name, file in originals.items()}
    # The script adds the addresses again.
    contents[WORKBOOK] = ADDRESS.sub(r"\1", contents[WORKBOOK])
    files = {name: _mark_runs(pack(content), parts) for name, content in contents.items()}
    tags = _frequent_tags(files.values())
    formats = {"svg": FORMATS["svg"], **{file.extension: file.format for file in originals.values()}}
    codes = {each: chr(FIRST_TAGS + number) for number, each in enumerate(tags)}
    return {
        "files": {name: TAG_RUN.sub(lambda match: codes.get(match[0], match[0]), text) for name, text in files.items()},
        "tags": tags,
        "types": {
            key: each.media_type if each.binary else f"{each.media_type};charset=utf-8" for key, each in formats.items()
        },
        "cited": list(map(_make_packer(untranslated, CITATION_CUTS), citations)),
    }


def _page_parts(page: str) -> Iterator[str]:
    """Yield text and URL of each quote in the page, and id, publisher and URL of each source."""
    for quotes in re.findall(r'<div class="quotes">(.*?)</div>', page, re.DOTALL):
        links = re.findall(r'<a href="([^"]*)"[^>]*><q>(.*?)</q>', quotes, re.DOTALL)
        pairs = [(unescape(words), unescape(address)) for address, words in links]
        # The page sorts quotes by the reader's language, so the script sorts them by UTF-16 code units, as here.
        yield from chain(*sorted(pairs, key=lambda pair: ",".join(pair).encode("utf-16-be")))
    for source_id, source in re.findall(r'<li id="source-([^"]*)"[^>]*>(.*?)</li>', page, re.DOTALL):
        # Only publishers without data-t match: the names of the others are among the texts.
        publisher = re.search(r'<span class="publisher">(.*?)</span>', source, re.DOTALL)
        address = re.match(r'<a href="([^"]*)"', source)
        yield from (source_id, *(unescape(match[1]) if match else "" for match in (publisher, address)))


def _frequent_tags(files: Iterable[str]) -> list[str]:
    """Return tags that follow one another in many places, those that take most room first."""
    counts = Counter(chain.from_iterable(map(TAG_RUN.findall, files)))
    frequent = [each for each, count in counts.items() if count >= MIN_TAGS_COUNT and len(each) >= MIN_TAGS_LENGTH]
    return sorted(frequent, key=lambda each: -counts[each] * len(each))[:MAX_TAGS]


def _corners(zone: Zone) -> Iterator[str]:
    """Yield the corners of the areas' shapes as "lon,lat" in degrees, in the order of the live map.

    Those with a number that JavaScript would write differently (104.0, 5e-05) are empty, so files keep them as text.
    """
    for area in zone.area_records:
        for ring in chain(rings(area.reach), rings(area.footprint)):
            corners = (f"{lon!r},{lat!r}" for lon, lat, *_ in ring)
            yield from ("" if re.search(r"\.0\b|e", corner) else corner for corner in corners)


def _decode(content: bytes) -> str:
    """Decode a file as UTF-8; escape invalid bytes, controls and our private use characters byte by byte."""
    escaped = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{chr(NEXT)}-{chr(FIRST_BYTE + 0xFF)}\udc80-\udcff]")
    text = content.decode("utf-8", "surrogateescape")
    return escaped.sub(
        lambda match: "".join(chr(FIRST_BYTE + byte) for byte in match[0].encode("utf-8", "surrogateescape")), text
    )


def _make_packer(numbers: Mapping[str, int], cuts: Sequence[re.Pattern[str]]) -> Callable[[str], str]:
    """Return a function that replaces each numbered part of a text, found by splitting at `cuts`, with a character."""

    @cache
    def pack(text: str, level: int = 0) -> str:
        if text in numbers:
            return chr(FIRST + numbers[text])
        if level == len(cuts) or len(text) < 2:
            return text
        return "".join([pack(part, level + 1) for part in cuts[level].split(text)])

    return pack


def _mark_runs(text: str, parts: Sequence[str]) -> str:
    """Replace each reference to the part after the previous one with `NEXT`, so that rows of a table become alike."""
    last = -1

    def mark(match: re.Match[str]) -> str:
        nonlocal last
        number = ord(match[0]) - FIRST
        is_next = parts[last + 1 : last + 2] == [parts[number]]
        last = last + 1 if is_next else number
        return chr(NEXT) if is_next else match[0]

    return re.sub(f"[{chr(FIRST)}-{chr(LAST)}]", mark, text)
