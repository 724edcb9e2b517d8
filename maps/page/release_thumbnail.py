"""A thumbnail of the release: lines of text, with a stroke for each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

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


def draw_release(lengths: Sequence[Sequence[int]]) -> ReleaseDrawing:
    """Return the drawing of a text whose sentences have these lengths in characters, by paragraph."""
    strokes = {}
    top = LINE_SPACING / 2
    for paragraph, sentences in enumerate(lengths, start=1):
        at = 0  # characters since the start of the paragraph
        for sentence, length in enumerate(sentences, start=1):
            pieces, end = [], at + length
            while at < end:
                line, column = divmod(at, LINE_LENGTH)
                count = min(end - at, LINE_LENGTH - column)
                start, width = column * WIDTH / LINE_LENGTH, count * WIDTH / LINE_LENGTH
                pieces.append(f"M{start:.3g} {top + line * LINE_SPACING:g}h{width:.3g}")
                at += count
            strokes[paragraph, sentence] = "".join(pieces)
            at += SENTENCE_GAP
            # A gap ends where its line does.
            at -= at % LINE_LENGTH if at % LINE_LENGTH < SENTENCE_GAP else 0
        top += ceil(at / LINE_LENGTH) * LINE_SPACING + PARAGRAPH_GAP
    return ReleaseDrawing(WIDTH, top - PARAGRAPH_GAP - LINE_SPACING / 2, strokes)
