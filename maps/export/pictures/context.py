"""What a picture is of and what it says: the zone in one language and one scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.model import Zone
from maps.drawing.palette import DARK, LIGHT
from maps.drawing.svg import Pen
from maps.drawing.text_metrics import JOINER
from maps.text.credits import LICENCE
from maps.text.translator import Translator

SCHEMES = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class PictureText:
    """What the pictures say in one language."""

    zone: Zone
    words: Translator
    texts: Mapping[str, str]
    """The texts of the page in that language, filled in."""

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def title(self) -> str:
        return self.texts["zone.title"]

    @property
    def headline(self) -> str:
        """The title for setting: what must not be parted is joined."""
        title = self.title
        for word in (self.words.area(self.zone.total_km2), *self.zone.unbroken.get(self.language, ())):
            title = title.replace(word, JOINER.join(word))
        return title

    @property
    def alt(self) -> str:
        """What a reader who does not see the picture should know."""
        return self.texts["picture.alt"]

    @property
    def caption(self) -> str:
        return self.texts["picture.caption"]

    @property
    def rights(self) -> str:
        """The licence, for programs."""
        return f"{LICENCE.title}: {LICENCE.url}"

    @property
    def credit(self) -> str:
        return self.texts["picture.credit"]


@dataclass(frozen=True)
class Scene:
    """What a picture says, and the pen that draws it."""

    say: PictureText
    pen: Pen

    @property
    def zone(self) -> Zone:
        return self.say.zone


def scene(say: PictureText, scheme: str) -> Scene:
    return Scene(say, Pen(say.language, SCHEMES[scheme]))
