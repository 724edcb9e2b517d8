"""The files that the page hands out: the bytes of the export's writers, without what the page knows anyway.

Most of a file are texts that stand in the page already. Each of these is replaced by one character of Unicode's
private use area, and the page's script (panel/carried-files.js) puts them back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import chain

from geodata.model import LANGUAGES, Zone
from maps.export.bibtex import bibtex
from maps.export.citation_text import fact_citation, map_citation
from maps.export.csl import csl_json
from maps.export.geojson import geojson_file
from maps.export.kml import kml_files
from maps.export.layers import areas, rings
from maps.export.records import facts
from maps.export.reference import references
from maps.export.ris import ris
from maps.export.spreadsheet import csv_file
from maps.export.workbook import workbook_files
from maps.text.page_texts import Texts

NEXT, FIRST, LAST = 0xE000, 0xE001, 0xF6FF
"""Stand for the part after the one before, and for each part by its number."""
BYTE = 0xF700
"""Added to a byte that is no part of a text: not UTF-8, or a control."""
OF_RECORDS = ("area.", "date.", "difference.", "fact.", "publisher.", "source.", "unstated.", "zone.")
"""How the keys of texts begin that files are made of."""
FILE_CUTS = tuple(map(re.compile, (r"([<>\"\r\n]|&[lg]t;)", r"(; |[\[\]]+|(?<!\d),|,(?!\d))", "( )")))
"""What stands between the parts of a file, the coarsest first; a comma between digits is in the midst of a point."""
CITATION_CUTS = tuple(map(re.compile, ("([“”\n])", r"(: |, |\. )")))
"""The same of a citation in words."""


def carried_files(zone: Zone, texts: Texts) -> dict[str, bytes]:
    """Return the files by the end of the name under which the page saves them."""
    [kml], [workbook] = kml_files(zone, texts), workbook_files(zone, texts)
    cited = [next(references(zone, texts[LANGUAGES[0]]))]
    return {
        "areas.geojson": geojson_file(zone, areas(zone, texts)).content,
        "areas.kml": kml.content,
        "facts.csv": csv_file(facts(zone, texts)).content,
        "tables.xlsx": workbook.content,
        "map.bib": bibtex(cited).encode(),
        "map.ris": ris(cited).encode(),
        "map.json": csl_json(cited).encode(),
    }


def packed_files(zone: Zone, texts: Texts, keys: Sequence[str], page: str) -> dict[str, object]:
    """Return the files by name and the citations in words, of the map and of each fact, packed.

    `keys` are those of the texts in the order of the page. A citation is the same in each language but for its texts,
    which the page has in the reader's.
    """
    said = [texts[language][key] if key.startswith(OF_RECORDS) else "" for key in keys for language in LANGUAGES]
    parts = [*said, *(fact.id for fact in zone.facts), *_parts_of(page), *_points(zone)][: LAST - FIRST]
    numbers = {part: number for number, part in reversed([*enumerate(parts)]) if len(part) > 1}
    slots = {key: chr(FIRST + number * len(LANGUAGES)) for number, key in enumerate(keys)}
    lasting = {part: number for part, number in numbers.items() if number >= len(said)}
    cited = [map_citation(zone, slots), *(fact_citation(zone, fact, slots) for fact in zone.facts)]
    pack = _packer(numbers, FILE_CUTS)
    files = {name: _stepped(pack(_text(file)), parts) for name, file in carried_files(zone, texts).items()}
    return {"files": files, "cited": list(map(_packer(lasting, CITATION_CUTS), cited))}


def _parts_of(page: str) -> Iterator[str]:
    """Yield the words and the address of each quote in the page, and the id, publisher and address of each source."""
    for quotes in re.findall(r'<div class="quotes">(.*?)</div>', page, re.DOTALL):
        found = re.findall(r'<a href="([^"]*)"[^>]*><q>(.*?)</q>', quotes, re.DOTALL)
        pairs = [(unescape(words), unescape(address)) for address, words in found]
        # The page sorts them by the reader's language; the order here is JavaScript's own.
        yield from chain(*sorted(pairs, key=lambda pair: ",".join(pair).encode("utf-16-be")))
    for id, source in re.findall(r'<li id="source-([^"]*)"[^>]*>(.*?)</li>', page, re.DOTALL):
        # One with a name for each language is a text.
        publisher = re.search(r'<span class="publisher">(.*?)</span>', source, re.DOTALL)
        address = re.match(r'<a href="([^"]*)"', source)
        yield from (id, *(unescape(found[1]) if found else "" for found in (publisher, address)))


def _points(zone: Zone) -> Iterator[str]:
    """Yield the corners of the areas' shapes as the live map has them, as longitude and latitude."""
    for area in zone.area_records:
        for ring in chain(rings(area.reach), rings(area.footprint)):
            yield from (f"{lon!r},{lat!r}" for lon, lat, *_ in ring)


def _text(content: bytes) -> str:
    """Return the file as a text; what is none, or of private use itself, becomes a character for each byte."""
    signs = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{chr(NEXT)}-{chr(BYTE + 0xFF)}\udc80-\udcff]")
    text = content.decode("utf-8", "surrogateescape")
    return signs.sub(
        lambda sign: "".join(chr(BYTE + byte) for byte in sign[0].encode("utf-8", "surrogateescape")), text
    )


def _packer(numbers: Mapping[str, int], cuts: Sequence[re.Pattern[str]]) -> Callable[[str], str]:
    """Return what writes a text with a character for each of its parts that has a number."""

    @cache
    def packed(text: str, level: int = 0) -> str:
        if text in numbers:
            return chr(FIRST + numbers[text])
        if level == len(cuts) or len(text) < 2:
            return text
        return "".join([packed(part, level + 1) for part in cuts[level].split(text)])

    return packed


def _stepped(text: str, parts: Sequence[str]) -> str:
    """Return the text with the same character for each part that is the next: so rows of a table become alike."""
    last = -1

    def step(match: re.Match[str]) -> str:
        nonlocal last
        number = ord(match[0]) - FIRST
        is_next = parts[last + 1 : last + 2] == [parts[number]]
        last = last + 1 if is_next else number
        return chr(NEXT) if is_next else match[0]

    return re.sub(f"[{chr(FIRST)}-{chr(LAST)}]", step, text)
