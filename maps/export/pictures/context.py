"""What a picture is of and what it says: the zone in one language and one scheme."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geodata.model import Text, Zone
from maps.drawing.palette import DARK, LIGHT
from maps.drawing.svg import Pen
from maps.drawing.text_metrics import JOINER
from maps.text.credits import AUTHOR, LICENCE, credit_line
from maps.text.translator import Translator, fill

WORDS = ("示范区", "大部分", "新机场")
"""Translator of headlines in Chinese, which writes none apart."""
SCHEMES = {"light": LIGHT, "dark": DARK}


@cache
def picture_texts() -> Mapping[str, Text]:
    """Every text that only the pictures have, by its key; TypeError where one lacks a language."""
    raw = tomllib.loads(files("maps.text").joinpath("pictures.toml").read_text("utf-8"))
    return {key: Text(**words) for key, words in raw.items()}


@dataclass(frozen=True)
class PictureText:
    """What the pictures say in one language."""

    zone: Zone
    words: Translator
    texts: Mapping[str, str]
    """The texts of the page in that language, filled in."""

    def __call__(self, key: str, **values: str) -> str:
        """A text of the pictures."""
        common = {
            "count": self.words("each.value.areas", n=self.words.number(len(self.zone.area_records))),
            "date": self.words.date(self.zone.released),
            "name": self.zone.name[self.language],
            "total": self.words.area(self.zone.total_km2),
        }
        return fill(picture_texts()[key][self.language], **(common | values))

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def title(self) -> str:
        return self.texts["zone.title"].replace(JOINER, "")

    @property
    def headline(self) -> str:
        """The title for setting: what must not be parted is joined."""
        title = self.texts["zone.title"]
        for word in (self.words.area(self.zone.total_km2), *WORDS):
            title = title.replace(word, JOINER.join(word))
        return title

    @property
    def alt(self) -> str:
        """What a reader who does not see the picture should know."""
        near = self.zone.landmarks[0]
        told = [
            self(
                "alt_area",
                name=self.texts[f"area.{area.id}"],
                size=self.texts[f"area.{area.id}.size"],
                distance=self.texts[f"area.{area.id}.from.{near}"],
                off=self.texts[f"area.{area.id}.plus_minus"],
            )
            for area in self.zone.area_records
        ]
        return self("alt", areas=(" " if self.language in ("en", "de") else "").join(told))

    @property
    def caption(self) -> str:
        told = [
            self("area", name=self.texts[f"area.{a.id}"], size=self.texts[f"area.{a.id}.size"])
            for a in self.zone.area_records
        ]
        return self("caption", areas=self.words.together(told))

    @property
    def rights(self) -> str:
        """The licence, for programs."""
        return f"{LICENCE.title}: {LICENCE.url}"

    @property
    def credit(self) -> str:
        publishers = dict.fromkeys(self.zone.source(a.size_source).publisher for a in self.zone.area_records)
        return self(
            "credit",
            author=AUTHOR,
            credit=credit_line(self.zone.sources),
            licence=LICENCE.id,
            sizes=self.words.together(publishers),
        ).strip()


@dataclass(frozen=True)
class Scene:
    """A saying, and the pen that draws it."""

    say: PictureText
    scheme: str
    pen: Pen

    @property
    def zone(self) -> Zone:
        return self.say.zone


def scene(say: PictureText, scheme: str) -> Scene:
    return Scene(say, scheme, Pen(say.language, SCHEMES[scheme]))
