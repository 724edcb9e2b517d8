"""README.md of the folder: what each file is, how certain the data is, and the terms of use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from geodata.datum import in_china
from geodata.measure import DISTRICT_MARGIN_M
from geodata.model import LANGUAGES, Source, Zone
from maps.export.citations import encode_url, map_citation
from maps.export.file import File
from maps.export.pictures.layouts import FORMATS
from maps.export.reference import one_line
from maps.text.credits import LICENCE, credit_line
from maps.text.page_texts import Texts
from maps.text.translator import Translator

SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$]|^[-+=]")
"""Characters that are Markdown syntax, anywhere or at the start of a line."""
LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])(?= |$)")
"""A number that Markdown would read as that of a list item."""


class Markdown(str):
    """Text that is already Markdown and needs no escaping."""


def readme_file(zone: Zone, files: Sequence[File], texts: Texts) -> File:
    environment = Environment(
        loader=PackageLoader("maps", "export"),
        finalize=as_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    default_texts = texts[LANGUAGES[0]]
    text = environment.get_template("readme.md").render(
        areas=zone.area_records,
        author=zone.author,
        code=lambda text: Markdown(f"`{text}`"),
        credit=credit_line(zone.sources),
        district_margin_m=DISTRICT_MARGIN_M,
        districts=any(area.district for area in zone.area_records),
        estimated=not all(area.surveyed for area in zone.area_records),
        in_china=any(in_china(area.centre) for area in zone.area_records),
        files=[file for file in files if "/" not in file.name],
        picture_types=sorted({file.extension.upper() for file in files if file.extension in ("svg", "png", "pdf")}),
        formats=FORMATS if any("/" in file.name for file in files) else (),
        languages=Markdown(", ".join(f"`{language}`" for language in LANGUAGES)),
        licence=LICENCE,
        licence_of=lambda source: _licence(source, default_texts),
        link=lambda url: Markdown(f"<{encode_url(url)}>"),
        citation=map_citation(zone, default_texts),
        sources=zone.sources,
        texts=texts,
        default_texts=default_texts,
        translator=Translator(LANGUAGES[0]),
        zone=zone,
    )
    return File("README.md", "This file", text.encode())


def as_markdown(value: object) -> str:
    """Return a value of the template on one line, escaped so that Markdown shows it verbatim."""
    if isinstance(value, Markdown):
        return value
    return LIST_NUMBER.sub(r"\1\\\2", SPECIAL.sub(r"\\\g<0>", one_line(str(value))))


def _licence(source: Source, texts: Mapping[str, str]) -> str:
    if source.licence == "facts-only":
        return "all rights reserved; only facts are used"
    return texts.get(f"licence.{source.licence}", source.licence)
