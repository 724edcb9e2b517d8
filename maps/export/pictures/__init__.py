"""The map as pictures for papers, slides and posts: SVG, and PNG and PDF if Typst is installed.

`layouts.py` composes a picture as SVG, with the maps of `maps.drawing`; `render.py` converts it to PNG and PDF.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from geodata.errors import printable_line
from geodata.model import LANGUAGES, Zone
from maps.export.file import File, LeftOut, Writer
from maps.export.pictures.captions import caption_file, captions_file, path
from maps.export.pictures.context import SCHEMES, PictureText, scene
from maps.export.pictures.layouts import FORMATS, PictureFormat, picture
from maps.export.pictures.render import Renderer
from maps.text.page_texts import Texts
from maps.text.translator import TAGS, Translator, translators

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


def picture_files(zone: Zone, texts: Texts, language: str) -> Iterator[File]:
    """Yield the pictures in one language with their caption: SVG, then PNG and PDF.

    Raises LeftOut where PNG and PDF cannot be made, and at the end if no font had one of their letters.
    """
    say = PictureText(zone, Translator(language), texts[language])
    yield caption_file(say)
    drawn: list[tuple[PictureText, PictureFormat, str, bytes]] = []
    for format in FORMATS:
        for scheme in SCHEMES:
            drawn.append((say, format, scheme, picture(scene(say, scheme), format)))
            yield _file(*drawn[-1], "svg")
    renderer = Renderer()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pngs = pool.map(lambda each: renderer.png(each[3], each[1], each[0]), drawn)
        for (_, format, scheme, svg), png in zip(drawn, pngs, strict=True):
            yield _file(say, format, scheme, png, "png")
            yield _file(say, format, scheme, renderer.pdf(svg, format, say), "pdf")
    if renderer.undrawn:
        named = [
            f"{letters} ({' '.join(f'U+{ord(c):04X}' for c in letters)}) in “{cut_around(text, letters)}”"
            for letters, text in renderer.undrawn.items()
        ]
        raise LeftOut(f"No font at hand has all letters of the pictures in {TAGS[language]}: {'; '.join(named)}.")


def cut_around(text: str, letters: str) -> str:
    """Return the letters with the text around them, so that authors can find them in the zone's files."""
    at = text.index(letters)
    start, end = max(0, at - 20), at + len(letters) + 20
    return ("…" if start else "") + printable_line(text[start:end], 60) + ("…" if end < len(text) else "")


def all_captions(zone: Zone, texts: Texts) -> Iterator[File]:
    yield captions_file([PictureText(zone, each, texts[each.language]) for each in translators()])


PICTURES: tuple[Writer, ...] = (*(partial(picture_files, language=language) for language in LANGUAGES), all_captions)
"""One writer for each language, so that the progress of an export is visible."""


def _file(say: PictureText, format: PictureFormat, scheme: str, content: bytes, kind: str) -> File:
    about = f"The map as a picture in {TAGS[say.language]}, {format.about}, {scheme}"
    return File(path(say, format.id, scheme, kind), about, MEDIA_TYPES[kind], content, binary=kind != "svg")
