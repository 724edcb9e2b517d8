"""The README.md of the folder: what each file is, how sure it is, on what terms it may be used."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from geodata.model import LANGUAGES, Source, Zone
from maps.export.bibtex import plain_url
from maps.export.file import File
from maps.export.pictures.layouts import FORMS
from maps.export.reference import one_line, references
from maps.text.area_text import sure
from maps.text.credits import AUTHOR, EDITION, LICENCE, VERSION, credit_line
from maps.text.translator import Translator, messages, translators

SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$]|^[-+=]")
"""What Markdown would take for markup, anywhere or at the start of a line."""
NUMBERED = re.compile(r"^(\d{1,9})([.)])(?= |$)")


class Markdown(str):
    """Text that is Markdown already."""


def readme_file(zone: Zone, files: Sequence[File]) -> File:
    environment = Environment(
        loader=PackageLoader("maps", "export"),
        finalize=as_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    said = {words.language: words for words in translators()}
    text = environment.get_template("readme.md").render(
        areas=zone.area_records,
        author=AUTHOR,
        code=lambda text: Markdown(f"`{text}`"),
        credit=credit_line(zone.sources),
        edition=EDITION,
        files=[file for file in files if file.name != "README.md" and "/" not in file.name],
        kinds=sorted(
            {file.name.rpartition(".")[2].upper() for file in files if file.media_type.startswith("image/")}
            | {"PDF" for file in files if file.media_type == "application/pdf"}
        ),
        forms=FORMS if any("/" in file.name for file in files) else (),
        language=LANGUAGES[0],
        licence=LICENCE,
        licence_of=_licence,
        link=lambda url: Markdown(f"<{plain_url(url)}>"),
        map=next(references(zone)),
        sources=zone.sources,
        sure=sure,
        version=VERSION,
        words=said,
        zone=zone,
    )
    return File("README.md", "This file", "text/markdown", text.encode())


def as_markdown(value: object) -> str:
    """A value in the template, shown as it is; each is one line."""
    if isinstance(value, Markdown):
        return value
    return NUMBERED.sub(r"\1\\\2", SPECIAL.sub(r"\\\g<0>", one_line(str(value))))


def _licence(source: Source, words: Translator) -> str:
    if source.licence == "facts-only":
        return "all rights reserved; only facts are used"
    key = f"licence.{source.licence}"
    return words(key) if key in messages() else source.licence
