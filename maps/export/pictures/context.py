"""The content of a picture: the zone in one language and one colour scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.model import UNSPACED, Zone
from maps.drawing.palette import DARK, LIGHT
from maps.drawing.svg import Pen
from maps.drawing.text_metrics import WORD_JOINER
from maps.text.credits import LICENCE
from maps.text.translator import Translator

SCHEMES = {"light": LIGHT, "dark": DARK}
RIGHTS = f"{LICENCE.title}: {LICENCE.url}"


@dataclass(frozen=True)
class PictureText:
    """The texts of the pictures in one language."""

    zone: Zone
    translator: Translator
    texts: Mapping[str, str]
    """The texts of the page in that language, with placeholders filled."""

    def __getitem__(self, key: str) -> str:
        """Return a text of the page by its key."""
        return self.texts[key]

    @property
    def language(self) -> str:
        return self.translator.language

    @property
    def is_unspaced(self) -> bool:
        """Return whether the language has no spaces, so that short texts need care to break only between words."""
        return self.language in UNSPACED

    @property
    def headline(self) -> str:
        """Return the title with word joiners in words that must not be broken across lines."""
        title = self["zone.title"]
        for word in (self.translator.area(self.zone.total_km2), *self.zone.unbroken.get(self.language, ())):
            title = title.replace(word, WORD_JOINER.join(word))
        return title

    @property
    def terms(self) -> str:
        """Return the credit and the licence on one line."""
        return f"{self['picture.credit']} {RIGHTS}"


@dataclass(frozen=True)
class Scene:
    """The texts of a picture, and the pen that draws it."""

    text: PictureText
    pen: Pen

    @property
    def zone(self) -> Zone:
        return self.text.zone
