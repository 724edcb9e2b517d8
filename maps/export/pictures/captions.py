"""The texts that accompany a picture: headline, caption, alternative text and credit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from geodata.model import Zone
from maps.export.file import File
from maps.export.pictures.context import RIGHTS, SCHEMES, PictureText
from maps.export.pictures.layouts import FORMATS
from maps.text.credits import LICENCE
from maps.text.page_texts import Texts
from maps.text.translator import TAGS, translators

TEXT_KEYS = {"title": "zone.title", "caption": "picture.caption", "alt": "picture.alt", "credit": "picture.credit"}
"""The keys of the texts, the credit last."""


def picture_path(text: PictureText, format_id: str, scheme: str) -> str:
    """Return the path of a picture in the export, without its extension."""
    return f"pictures/{text.language}/{text.zone.id}-{format_id}-{scheme}"


def caption_file(text: PictureText) -> File:
    """Return the texts for the pictures of one language, for people."""
    sections = [f"{text[f'picture.captions.{name}']}\n{text[key]}" for name, key in TEXT_KEYS.items()]
    sections[-1] += f"\n{RIGHTS}"
    lines = [text["picture.captions.pictures"]]
    for picture in _pictures(text):
        item = text.translator("picture.each.item", form=picture["form"], scheme=picture["scheme"])
        lines.append(f"{picture['path'].rpartition('/')[2]}: {item}")
    content = "\n\n".join([text["picture.captions.heading"], *sections, "\n".join(lines)]) + "\n"
    description = f"Caption, alternative text and credit of the pictures in {TAGS[text.language]}"
    return File(f"pictures/{text.language}/captions.txt", description, content.encode())


def all_captions(zone: Zone, texts: Texts) -> Iterator[File]:
    """Yield the texts for the pictures of all languages, for programs."""
    records = {}
    for translator in translators():
        text = PictureText(zone, translator, texts[translator.language])
        records[text.language] = {
            "language": TAGS[text.language],
            **{name: text[key] for name, key in TEXT_KEYS.items()},
            "licence": {"name": LICENCE.id, "title": LICENCE.title, "path": LICENCE.url},
            "pictures": _pictures(text),
        }
    content = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    description = "Caption, alternative text and credit of every picture, by language"
    yield File("pictures/captions.json", description, content.encode())


def _pictures(text: PictureText) -> list[dict[str, Any]]:
    return [
        {
            "path": picture_path(text, fmt.id, scheme),
            "form": text[f"picture.form.{fmt.id}"],
            "scheme": text[f"picture.scheme.{scheme}"],
            "pixels": [fmt.pixels, fmt.pixel_height],
        }
        for fmt in FORMATS
        for scheme in SCHEMES
    ]
