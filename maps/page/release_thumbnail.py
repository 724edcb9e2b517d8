"""A thumbnail of the release: lines of text, with a stroke for each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LINE = 110
"""Characters in a line, which is as wide as the drawing."""
WIDTH, PITCH, GAP = 33, 2, 2
"""In the drawing's units: its width, the line spacing, and the additional space between paragraphs."""
SPACE = 5
"""Blank characters between two sentences, to tell them apart."""


@dataclass(frozen=True)
class Drawing:
    """SVG path data of a stroke for each sentence, with one piece for each line."""

    height: float
    strokes: dict[tuple[int, int], str]
    """By paragraph and sentence, both counted from 1."""

    @property
    def whole(self) -> str:
        return "".join(self.strokes.values())


def draw_release(lengths: Sequence[Sequence[int]]) -> Drawing:
    """Return the drawing of a text whose sentences have these lengths in characters, by paragraph."""
    strokes = {}
    y = PITCH / 2
    for paragraph, sentences in enumerate(lengths, start=1):
        column = 0
        for sentence, length in enumerate(sentences, start=1):
            pieces = []
            while length > 0:
                taken = min(length, LINE - column)
                start, run = column * WIDTH / LINE, taken * WIDTH / LINE
                pieces.append(f"M{start:.3g} {y:g}h{run:.3g}")
                length -= taken
                column += taken
                if column >= LINE:
                    column, y = 0, y + PITCH
            strokes[paragraph, sentence] = "".join(pieces)
            column += SPACE
            if column >= LINE:
                column, y = 0, y + PITCH
        y += GAP + (PITCH if column else 0)
    return Drawing(y - GAP - PITCH / 2, strokes)
