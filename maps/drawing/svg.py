"""Write SVG with presentation attributes only, which every SVG viewer supports."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from maps.drawing.text_metrics import text_width, wrap

SVG = "http://www.w3.org/2000/svg"

# Unlike those for Chinese (SC), the Korean fonts have quotation marks and middle dots of Latin width.
# LibreOffice tries only the first family of a list, so that must be the one that texts are measured in.
_LATIN_SANS = "'Noto Sans CJK KR','Source Sans 3','Helvetica Neue',Arial,sans-serif"
_LATIN_SERIF = "'Noto Serif CJK KR','Source Serif 4',Georgia,'Times New Roman',serif"
SANS = {
    "en": _LATIN_SANS,
    "de": _LATIN_SANS,
    "zh": "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif",
    "ja": "'Noto Sans CJK JP','Noto Sans JP','Source Han Sans JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif",
}
SERIF = {
    "en": _LATIN_SERIF,
    "de": _LATIN_SERIF,
    "zh": "'Noto Serif CJK SC','Noto Serif SC','Source Han Serif SC','Songti SC',SimSun,serif",
    "ja": "'Noto Serif CJK JP','Noto Serif JP','Source Han Serif JP','Hiragino Mincho ProN','Yu Mincho',serif",
}


def element(tag: str, parent: Element | None = None, /, **attributes: object) -> Element:
    """Return an element with these attributes: `stroke_width` is written as `stroke-width`, `class_` as `class`.

    Attributes that are None are left out.
    """
    given = {
        key.rstrip("_").replace("_", "-"): number(value) if isinstance(value, float) else str(value)
        for key, value in attributes.items()
        if value is not None
    }
    return Element(tag, given) if parent is None else SubElement(parent, tag, given)


def number(value: float) -> str:
    """Format a number with at most two decimals."""
    digits = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


@dataclass(frozen=True)
class Pen:
    """Write SVG elements in one language and one colour scheme."""

    language: str
    colours: Mapping[str, str]

    def group(self, parent: Element, x: float, y: float, **attributes: object) -> Element:
        return element("g", parent, transform=f"translate({number(x)} {number(y)})", **attributes)

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
        anchor: str = "start",
    ) -> Element:
        """Write one line of text with its baseline at `y`."""
        line = element(
            "text",
            parent,
            x=float(x),
            y=float(y),
            font_family=self.font(face),
            font_size=float(size),
            font_weight=None if face == "plain" else 700,
            fill=self.colours[colour],
            text_anchor=None if anchor == "start" else anchor,
        )
        line.text = text
        return line

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


def break_lines(
    text: str, width: float, size: float, max_lines: int | None, face: str = "plain", even: bool = False
) -> list[str]:
    """Break a text into at most `max_lines` lines; the last is truncated if necessary."""
    lines = wrap(text, width, size, face, even, max_lines if even else None)
    if max_lines is None or len(lines) <= max_lines:
        return lines
    return [*lines[: max_lines - 1], truncate(" ".join(lines[max_lines - 1 :]), width, size, face)]


def truncate(text: str, width: float, size: float, face: str) -> str:
    """Truncate a text with an ellipsis where it does not fit on one line."""
    if text_width(text, size, face) <= width:
        return text
    too_long = bisect_right(range(len(text)), width, key=lambda length: text_width(f"{text[:length]}…", size, face))
    return text[: max(0, too_long - 1)].rstrip() + "…"
