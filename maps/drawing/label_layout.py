"""Typesetting of labels: their lines, the space they need in every language, and their SVG elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import dist
from xml.etree.ElementTree import Element

from maps.drawing import style
from maps.drawing.boxes import Point, Size
from maps.drawing.label_positions import Label, Placement
from maps.drawing.projection import UNITS_PER_PIXEL
from maps.drawing.svg import element
from maps.drawing.text_metrics import is_wide, may_break, text_width, wrap
from maps.text.page_texts import Texts

LINE_HEIGHT, BASELINE, MIDDLE = 1.2, 0.96, 0.36
"""In ems: the line height, the baseline's distance from the top of the line, and from the middle of capital letters."""
SHORT_EM = 6
"""A shorter text is not broken."""
LONG_EM = 40
"""A longer line would find no place, so it may be broken within a word."""
MAX_LETTERS = 120
"""Maximum letters of a name that can be broken into lines; a longer one is truncated. Wide letters count double."""
LINE_WIDTHS = (1.04, 1.16, 1.32, 1.52)
"""Maximum widths of the lines of a broken text, relative to lines of equal length; tried in order."""
SEPARATOR = " · "
"""Between the pieces of a line."""


@dataclass(frozen=True)
class Line:
    """A line of text. Lengths are pixels."""

    pieces: tuple[tuple[str, str], ...]
    """Keys of texts, each with the text in the first language; the key is empty if the page does not translate it."""
    look: style.LabelStyle
    classes: str
    size: float
    """Type size."""
    width: float


LabelLayout = tuple[Line, ...]
"""The lines of a label."""


@dataclass(frozen=True, kw_only=True)
class Name(Label):
    """A label with its texts."""

    layouts: tuple[LabelLayout, ...]
    """The layout for each of its sizes."""
    colour: str = "landmark-name"
    """Class for the colour of its leader line: that of an area, or of landmarks."""


@dataclass(frozen=True)
class Typesetter:
    """Set texts in lines, in the languages of a drawing."""

    texts: Texts
    type_scale: float = 1

    def line(self, keys: Sequence[str], classes: str) -> Line:
        """Return the texts of these keys as one line, with the width of the widest language.

        The last of the `classes` is that of its style.
        """
        limit = MAX_LETTERS if len(self.texts) == 1 else style.LABEL_RULES.max_letters
        whole = [[texts[key] for key in keys] for texts in self.texts.values()]
        rows = [[shorten(text, limit) for text in row] for row in whole]
        # Truncated texts get no key: the page would write them in full when its language changes.
        pieces = tuple((key if rows == whole else "", text) for key, text in zip(keys, rows[0], strict=True))
        return self._line(pieces, [SEPARATOR.join(row) for row in rows], classes)

    def text(self, text: str, classes: str) -> Line:
        """Return a text that the page does not translate as one line."""
        text = shorten(text, MAX_LETTERS)
        return self._line((("", text),), [text], classes)

    def _line(self, pieces: tuple[tuple[str, str], ...], texts: Iterable[str], classes: str) -> Line:
        look = style.LABELS[classes.split()[-1]]
        size = look.size * self.type_scale
        return Line(pieces, look, classes, size, max(_width(text, look, size) for text in texts))

    def layouts(self, line: Line, counts: Iterable[int]) -> tuple[LabelLayout, ...]:
        """Return the line unbroken, then broken into each number of lines in `counts` for which it has good places."""
        return tuple(dict.fromkeys([(line,), *(self.break_line(line, count) for count in counts)]))

    def break_line(self, line: Line, count: int) -> LabelLayout:
        """Break a line into `count` lines; keep it if it has no good places to break.

        Lines of a drawing in several languages are never broken: each language would break elsewhere, and the page
        changes its language in place.
        """
        key, text = line.pieces[0]
        if len(self.texts) > 1 or line.width < SHORT_EM * line.size:
            return (line,)
        for factor in LINE_WIDTHS:
            rows = wrap(text, line.width / count * factor, line.size, _face(line.look), even=True)
            if len(rows) == count and (line.width > LONG_EM * line.size or _is_broken_well(text, rows)):
                widths = [_width(row, line.look, line.size) for row in rows]
                return tuple(replace(line, pieces=((key, r),), width=w) for r, w in zip(rows, widths, strict=True))
        return (line,)


def shorten(text: str, max_letters: int) -> str:
    """Truncate a text to `max_letters` letters and an ellipsis, if it is longer; wide letters count double."""
    counts = accumulate(2 if is_wide(letter) else 1 for letter in text)
    fitting = sum(count <= max_letters for count in counts)
    return text if fitting == len(text) else text[:fitting].rstrip() + "…"


def _is_broken_well(text: str, rows: Sequence[str]) -> bool:
    """Return whether no line ends within a word; `wrap` breaks words where it has no better place."""
    if not is_wide(text[0]):
        return text == " ".join(rows)
    return all(may_break(row[-1], following[0]) for row, following in pairwise(rows))


def _width(text: str, look: style.LabelStyle, size: float) -> float:
    return text_width(text, size, _face(look)) + look.spacing * size * len(text)


def _face(look: style.LabelStyle) -> str:
    return "bold" if look.weight >= 600 else "plain"


def layout_size(layout: LabelLayout) -> Size:
    """Return the size in pixels of all lines."""
    return Size(max(line.width for line in layout), sum(line.size * LINE_HEIGHT for line in layout))


def layout_sizes(layouts: Iterable[LabelLayout]) -> tuple[Size, ...]:
    return tuple(map(layout_size, layouts))


def write_name(name: Name, placement: Placement) -> Iterator[Element]:
    """Yield the elements of a placed name: its leader line, if any, and its lines of text."""
    if placement.leader:
        yield from _leader(placement.leader, name.colour)
    box = placement.box
    ends = {"left": (box.x, None), "center": (box.centre[0], "middle"), "right": (box.right, "end")}
    x, anchor = ends[placement.align]
    is_inside = name.shape is not None and placement.leader is None and dist(box.centre, name.at) < name.radius
    y = box.y
    for line in name.layouts[placement.size]:
        colour_class = "" if line.look.colour != style.AREA else " inside" if is_inside else f" {name.colour}"
        at: dict[str, object] = {
            "x": round(x * UNITS_PER_PIXEL),
            "y": round((y + line.size * BASELINE) * UNITS_PER_PIXEL),
        }
        if placement.angle_deg:
            translation = f"translate({x * UNITS_PER_PIXEL:.0f} {box.centre[1] * UNITS_PER_PIXEL:.0f})"
            transform = f"{translation}rotate({placement.angle_deg:.0f})"
            at = {"transform": transform, "y": round(line.size * MIDDLE * UNITS_PER_PIXEL)}
        yield _text(line, class_=f"label {line.classes}{colour_class}", text_anchor=anchor, **at)
        y += line.size * LINE_HEIGHT


def _text(line: Line, **attributes: object) -> Element:
    """Return a line as a text element, with a tspan for each of several pieces."""
    text = element("text", **attributes)
    if len(line.pieces) == 1:
        [(key, text.text)] = line.pieces
        if key:
            text.set("data-t", key)
        return text
    for key, piece in line.pieces:
        tspan = element("tspan", text, data_t=key)
        tspan.text, tspan.tail = piece, SEPARATOR
    text[-1].tail = None
    return text


def _leader(ends: tuple[Point, Point], colour: str) -> Iterator[Element]:
    """Yield a leader line with a dot at its end on the shape."""
    (x, y), (to_x, to_y) = ((round(x * UNITS_PER_PIXEL), round(y * UNITS_PER_PIXEL)) for x, y in ends)
    yield element("path", class_=f"leader {colour}", d=f"M{x} {y}L{to_x} {to_y}")
    yield element("circle", class_=f"leader-dot {colour}", cx=x, cy=y, r=style.LEADER_DOT_RADIUS * UNITS_PER_PIXEL)
