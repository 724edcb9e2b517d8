"""A thumbnail of the release: lines of text, with a stroke for each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LINE_LENGTH = 110
"""Characters in a line, which is as wide as the drawing."""
WIDTH, LINE_SPACING, PARAGRAPH_GAP = 33, 2, 2
"""In the drawing's units; the gap is in addition to the line spacing."""
SENTENCE_GAP = 5
"""Blank characters between two sentences, to tell them apart."""


@dataclass(frozen=True)
class ReleaseDrawing:
    """SVG path data of a stroke for each sentence, with one piece for each line."""

    width: int
    height: float
    strokes: dict[tuple[int, int], str]
    """By paragraph and sentence, both counted from 1."""

    @property
    def all_strokes(self) -> str:
        return "".join(self.strokes.values())


def draw_release(lengths: Sequence[Sequence[int]]) -> ReleaseDrawing:
    """Return the drawing of a text whose sentences have these lengths in characters, by paragraph."""
    strokes = {}
    y = LINE_SPACING / 2
    for paragraph, sentences in enumerate(lengths, start=1):
        column = 0
        for sentence, length in enumerate(sentences, start=1):
            pieces = []
            while length > 0:
                count = min(length, LINE_LENGTH - column)
                start, width = column * WIDTH / LINE_LENGTH, count * WIDTH / LINE_LENGTH
                pieces.append(f"M{start:.3g} {y:g}h{width:.3g}")
                length -= count
                column += count
                if column >= LINE_LENGTH:
                    column, y = 0, y + LINE_SPACING
            strokes[paragraph, sentence] = "".join(pieces)
            column += SENTENCE_GAP
            if column >= LINE_LENGTH:
                column, y = 0, y + LINE_SPACING
        y += PARAGRAPH_GAP + (LINE_SPACING if column else 0)
    return ReleaseDrawing(WIDTH, y - PARAGRAPH_GAP - LINE_SPACING / 2, strokes)
