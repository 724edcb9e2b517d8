"""The content of a picture, the zone in one language and one colour scheme, and how its texts are written.

Everything is drawn with presentation attributes only, which every SVG viewer supports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from geodata.model import UNSPACED, Zone
from maps.drawing.palette import DARK, LIGHT
from maps.drawing.svg import element, number
from maps.drawing.text_metrics import WORD_JOINER, break_lines
from maps.text.credits import LICENCE
from maps.text.translator import Translator

SCHEMES = {"light": LIGHT, "dark": DARK}
RIGHTS = f"{LICENCE.title}: {LICENCE.url}"

# Unlike those for Chinese (SC), the Korean fonts have quotation marks and middle dots of Latin width.
# LibreOffice tries only the first family of a list, so that must be the one that texts are measured in.
SANS = {
    **dict.fromkeys(("en", "de"), "'Noto Sans CJK KR','Source Sans 3','Helvetica Neue',Arial,sans-serif"),
    "zh": "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif",
    "ja": "'Noto Sans CJK JP','Noto Sans JP','Source Han Sans JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif",
}
SERIF = {
    **dict.fromkeys(("en", "de"), "'Noto Serif CJK KR','Source Serif 4',Georgia,'Times New Roman',serif"),
    "zh": "'Noto Serif CJK SC','Noto Serif SC','Source Han Serif SC','Songti SC',SimSun,serif",
    "ja": "'Noto Serif CJK JP','Noto Serif JP','Source Han Serif JP','Hiragino Mincho ProN','Yu Mincho',serif",
}


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
class Scene(PictureText):
    """A picture in one language and one colour scheme."""

    colours: Mapping[str, str]

    def group(self, parent: Element, x: float, y: float) -> Element:
        return element("g", parent, transform=f"translate({number(x)} {number(y)})")

    def write(
        self,
        parent: Element,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        face: str = "plain",
        colour: str = "ink",
        anchor: str | None = None,
    ) -> None:
        """Write one line of text with its baseline at `y`."""
        element(
            "text",
            parent,
            x=float(x),
            y=float(y),
            font_family=self.font(face),
            font_size=float(size),
            font_weight=None if face == "plain" else 700,
            fill=self.colours[colour],
            text_anchor=anchor,
        ).text = text

    def font(self, face: str) -> str:
        return (SERIF if face == "head" else SANS)[self.language]

    def paragraph(
        self,
        parent: Element,
        text: str,
        y: float,
        width: float,
        size: float,
        *,
        face: str = "plain",
        colour: str = "ink",
        leading: float,
        even: bool = False,
        max_lines: int | None = None,
    ) -> float:
        """Write at most `max_lines` lines of text from `y` down; return the y at which the next paragraph may start."""
        lines = break_lines(text, width, size, max_lines, face, even)
        for index, line in enumerate(lines):
            self.write(parent, line, 0, y + size * (0.88 + index * leading), size, face=face, colour=colour)
        return y + size * leading * len(lines)
