"""The texts that accompany a picture: headline, caption, alternative text and credit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from maps.export.file import File
from maps.export.pictures.context import SCHEMES, PictureText
from maps.export.pictures.layouts import FORMATS
from maps.text.credits import LICENCE
from maps.text.translator import TAGS

FOLDER = "pictures"


def picture_path(text: PictureText, format_id: str, scheme: str) -> str:
    """Return the path of a picture in the export, without its extension."""
    return f"{FOLDER}/{text.language}/{text.zone.id}-{format_id}-{scheme}"


def caption_file(text: PictureText) -> File:
    """Return the texts for the pictures of one language, for people."""
    about = f"Caption, alternative text and credit of the pictures in {TAGS[text.language]}"
    return File(f"{FOLDER}/{text.language}/captions.txt", about, _plain_text(text).encode())


def captions_file(texts: Sequence[PictureText]) -> File:
    """Return the texts for the pictures of all languages, for programs."""
    records = {text.language: _record(text) for text in texts}
    content = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    about = "Caption, alternative text and credit of every picture, by language"
    return File(f"{FOLDER}/captions.json", about, content.encode())


def _plain_text(text: PictureText) -> str:
    content = {"title": text.title, "caption": text.caption, "alt": text.alt, "credit": f"{text.credit}\n{text.rights}"}
    sections = [f"{text[f'picture.captions.{key}']}\n{words}" for key, words in content.items()]
    lines = [text["picture.captions.pictures"]]
    for picture in _pictures(text):
        item = text.translator("picture.each.item", form=picture["form"], scheme=picture["scheme"])
        lines.append(f"{picture['path'].rpartition('/')[2]}: {item}")
    return "\n\n".join([text["picture.captions.heading"], *sections, "\n".join(lines)]) + "\n"


def _record(text: PictureText) -> dict[str, object]:
    return {
        "language": TAGS[text.language],
        "title": text.title,
        "caption": text.caption,
        "alt": text.alt,
        "credit": text.credit,
        "licence": {"name": LICENCE.id, "title": LICENCE.title, "path": LICENCE.url},
        "pictures": _pictures(text),
    }


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
