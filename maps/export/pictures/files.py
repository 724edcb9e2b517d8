"""The pictures as files: SVG, PNG and PDF, and a table with what is to stand beside each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from geodata.model import LANGUAGES, Zone
from maps.export.file import File, LeftOut, Writer
from maps.export.pictures.compose import FORMS, Form, picture
from maps.export.pictures.render import Renderer
from maps.export.pictures.scene import SCHEMES, Saying, scene
from maps.export.spreadsheet import csv_file
from maps.export.tables import Column, Row, Table, language_name
from maps.payload import payload
from maps.terms import LICENCE
from maps.texts import TAGS, Words

FOLDER = "pictures"
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
CAPTION_COLUMNS = (
    Column("file", "string", "Name of the picture, without its ending: there is an SVG of it, a PNG and a PDF"),
    Column("language", "string", "BCP 47 tag of its language"),
    Column("form", "string", "Width to height, or a4"),
    Column("scheme", "string", "light or dark"),
    Column("title", "string", "Its headline"),
    Column("caption", "string", "What may stand below it"),
    Column("alt", "string", "What to tell readers who do not see it"),
    Column("credit", "string", "What has to stand beside it"),
    Column("licence", "string", "SPDX id"),
)


def picture_files(zone: Zone, language: str) -> Iterator[File]:
    """The pictures in one language; where PNG and PDF cannot be made the SVGs all the same, then `LeftOut`."""
    words = Words(language)
    say = Saying(zone, words, payload(zone)["texts"][language])
    missing: LeftOut | None = None
    renderer: Renderer | None = None
    try:
        renderer = Renderer()
    except LeftOut as reason:
        missing = reason
    rows: list[Row] = []
    for form in FORMS:
        for scheme in SCHEMES:
            name = file_name(zone, language, form, scheme)
            rows.append(_caption(say, name, form, scheme))
            about = f"The map as a picture, {form.id}, {scheme}, in {language_name(TAGS[language])}"
            svg = picture(scene(say, scheme), form)
            yield File(f"{name}.svg", about, MEDIA_TYPES["svg"], svg)
            if renderer:
                yield File(f"{name}.png", about, MEDIA_TYPES["png"], renderer.png(svg, form, say), binary=True)
                yield File(f"{name}.pdf", about, MEDIA_TYPES["pdf"], renderer.pdf(svg, form, say), binary=True)
    about = f"Title, caption, alternative text and credit of each picture, in {language_name(TAGS[language])}"
    yield csv_file(Table(f"{FOLDER}/captions-{language}", about, CAPTION_COLUMNS, tuple(rows)))
    if missing:
        raise missing


def file_name(zone: Zone, language: str, form: Form, scheme: str) -> str:
    """In the folder of the export, without its ending."""
    return f"{FOLDER}/{zone.id}-zone-{language}-{form.id}-{scheme}"


def _caption(say: Saying, name: str, form: Form, scheme: str) -> Row:
    return {
        "file": name.rpartition("/")[2],
        "language": TAGS[say.language],
        "form": form.id,
        "scheme": scheme,
        "title": say.title,
        "caption": say.caption,
        "alt": say.alt,
        "credit": say.credit,
        "licence": LICENCE.id,
    }


PICTURES: tuple[Writer, ...] = tuple(partial(picture_files, language=language) for language in LANGUAGES)
"""One writer for each language, so that one sees how far an export is."""
