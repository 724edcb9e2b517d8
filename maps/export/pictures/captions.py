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


def path(say: PictureText, form: str, scheme: str, kind: str) -> str:
    return f"{FOLDER}/{say.language}/{say.zone.id}-{form}-{scheme}.{kind}"


def caption_file(say: PictureText) -> File:
    """Return the texts for the pictures of one language, for people."""
    about = f"Caption, alternative text and credit of the pictures in {TAGS[say.language]}"
    return File(f"{FOLDER}/{say.language}/captions.txt", about, "text/plain", _text(say).encode())


def captions_file(sayings: Sequence[PictureText]) -> File:
    """Return the texts for the pictures of all languages, for programs."""
    records = {say.language: _record(say) for say in sayings}
    content = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    about = "Caption, alternative text and credit of every picture, by language"
    return File(f"{FOLDER}/captions.json", about, "application/json", content.encode())


def _text(say: PictureText) -> str:
    texts = {"title": say.title, "caption": say.caption, "alt": say.alt, "credit": f"{say.credit}\n{say.rights}"}
    parts = [f"{say.texts[f'picture.captions.{key}']}\n{text}" for key, text in texts.items()]
    names = [say.texts["picture.captions.pictures"]]
    for each in _pictures(say):
        item = say.words("picture.each.item", form=each["form"], scheme=each["scheme"])
        names.append(f"{each['path'].rpartition('/')[2]}: {item}")
    return "\n\n".join([say.texts["picture.captions.heading"], *parts, "\n".join(names)]) + "\n"


def _record(say: PictureText) -> dict[str, object]:
    return {
        "language": TAGS[say.language],
        "title": say.title,
        "caption": say.caption,
        "alt": say.alt,
        "credit": say.credit,
        "licence": {"name": LICENCE.id, "title": LICENCE.title, "path": LICENCE.url},
        "pictures": _pictures(say),
    }


def _pictures(say: PictureText) -> list[dict[str, Any]]:
    return [
        {
            "path": path(say, format.id, scheme, "")[:-1],
            "form": say.texts[f"picture.form.{format.id}"],
            "scheme": say.texts[f"picture.scheme.{scheme}"],
            "pixels": [format.pixels, format.pixel_height],
        }
        for format in FORMATS
        for scheme in SCHEMES
    ]
