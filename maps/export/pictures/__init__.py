"""The map as pictures for papers, slides and posts: SVG, and where Typst is installed PNG and PDF.

One picture is composed as SVG by `compose.py`, of the same drawings as the page's own static map; `render.py` makes
the others of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from geodata.model import Zone
from maps.export.file import File
from maps.export.pictures.captions import caption_files, path
from maps.export.pictures.compose import FORMS, Form, picture
from maps.export.pictures.render import Renderer
from maps.export.pictures.scene import SCHEMES, Saying, scene
from maps.payload import payload
from maps.texts import TAGS, all_words

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


def sayings(zone: Zone) -> list[Saying]:
    """What the pictures say, in each language."""
    texts = payload(zone)["texts"]
    return [Saying(zone, words, texts[words.language]) for words in all_words()]


def picture_files(zone: Zone) -> Iterator[File]:
    """Captions and every picture as SVG, then as PNG and PDF; raises LeftOut where those cannot be made."""
    said = sayings(zone)
    yield from caption_files(said)
    drawn: list[tuple[Saying, Form, str, bytes]] = []
    for say in said:
        for form in FORMS:
            for scheme in SCHEMES:
                drawn.append((say, form, scheme, picture(scene(say, scheme), form)))
                yield _file(*drawn[-1], "svg")
    renderer = Renderer()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pngs = pool.map(lambda each: renderer.png(each[3], each[1], each[0]), drawn)
        for (say, form, scheme, svg), png in zip(drawn, pngs, strict=True):
            yield _file(say, form, scheme, png, "png")
            yield _file(say, form, scheme, renderer.pdf(svg, form, say), "pdf")


def _file(say: Saying, form: Form, scheme: str, content: bytes, kind: str) -> File:
    about = f"The map as a picture in {TAGS[say.language]}, {form.about}, {scheme}"
    return File(path(say, form.id, scheme, kind), about, MEDIA_TYPES[kind], content, binary=kind != "svg")
