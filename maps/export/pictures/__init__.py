"""The map as pictures for papers, slides and posts: SVG, and PNG and PDF if Typst is installed.

`layouts.py` composes a picture as SVG, with the maps of `maps.drawing`; `render.py` converts it to PNG and PDF.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import repeat

from geodata.errors import printable_line
from geodata.model import LANGUAGES, Zone
from maps.export.file import CannotWrite, File, Writer
from maps.export.pictures.captions import all_captions, caption_file, picture_path
from maps.export.pictures.context import SCHEMES, PictureText
from maps.export.pictures.layouts import FORMATS, PictureFormat, picture
from maps.export.pictures.render import Renderer
from maps.text.page_texts import Texts
from maps.text.translator import TAGS, Translator


def picture_files(zone: Zone, texts: Texts, language: str) -> Iterator[File]:
    """Yield the pictures in one language with their caption: SVG, then PNG and PDF.

    Raises CannotWrite where PNG and PDF cannot be made, and at the end if no font had one of their letters.
    """
    text = PictureText(zone, Translator(language), texts[language])
    yield caption_file(text)
    svgs = {(fmt, scheme): picture(text, scheme, fmt) for fmt in FORMATS for scheme in SCHEMES}
    for (fmt, scheme), svg in svgs.items():
        yield _file(text, fmt, scheme, svg, "svg")
    renderer = Renderer()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pngs = pool.map(renderer.png, svgs.values(), [fmt for fmt, _ in svgs], repeat(text))
        for ((fmt, scheme), svg), png in zip(svgs.items(), pngs, strict=True):
            yield _file(text, fmt, scheme, png, "png")
            yield _file(text, fmt, scheme, renderer.pdf(svg, fmt, text), "pdf")
    if renderer.missing_letters:
        places = [
            f"{letters} ({' '.join(f'U+{ord(c):04X}' for c in letters)}) in “{_excerpt(passage, letters)}”"
            for letters, passage in renderer.missing_letters.items()
        ]
        raise CannotWrite(
            f"No installed font has all letters of the pictures in {TAGS[language]}: {'; '.join(places)}."
        )


EXCERPT_MARGIN, MAX_EXCERPT = 20, 60
"""Maximum length of an excerpt in characters: before and after its letters, and in total."""


def _excerpt(text: str, letters: str) -> str:
    """Return the letters with the text around them, so that authors can find them in the zone's files."""
    index = text.index(letters)
    start, end = max(0, index - EXCERPT_MARGIN), index + len(letters) + EXCERPT_MARGIN
    return ("…" if start else "") + printable_line(text[start:end], MAX_EXCERPT) + ("…" if end < len(text) else "")


PICTURES: tuple[Writer, ...] = (*(partial(picture_files, language=language) for language in LANGUAGES), all_captions)
"""One writer for each language, so that the progress of an export is visible."""


def _file(text: PictureText, fmt: PictureFormat, scheme: str, content: bytes, extension: str) -> File:
    name = f"{picture_path(text, fmt.id, scheme)}.{extension}"
    description = f"The map as a picture in {TAGS[text.language]}, {fmt.about}, {scheme}"
    return File(name, description, content)
