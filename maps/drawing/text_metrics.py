"""Measure the width of texts and break them into lines.

The widths are those of Noto Sans CJK, whose Latin letters are narrow, with a margin for other fonts that a viewer may
use. Pictures can thus be laid out without any font installed, and identically on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from operator import add, sub

_LATIN = {
    22: " ",
    28: "ijl.,:;‘’'",
    30: "If!",
    35: "()-",
    39: "rt/²",
    47: 's“”"„?z',
    52: "cvxyY",
    55: "ekFJL–",
    57: "ag0123456789·+äVX",
    61: "hnouAöüÄESTZ",
    64: "bdpqPCRß",
    68: "KB&DG",
    74: "OQÖHNUÜ",
    81: "wM©",
    92: "W—%m",
    100: "±×…",
}
_HUNDREDTHS = {letter: hundredths for hundredths, letters in _LATIN.items() for letter in letters}
_FULL_IN_CJK = "“”‘’·—…"
FACES = {"plain": 1.0, "bold": 1.06, "head": 1.12}
"""Width of each face relative to the plain one; `head` is the bold serif of headlines."""
TOLERANCE = 1.03
"""Allowance for a reader's font that is wider than the one measured."""

_NO_START = set("、。，．：；！？）」』】〉》”’%％ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)]}·・…―—")
_NO_END = set("（「『【〈《“‘([{")
_BLANK = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
JOINER, HARD_SPACE = "\u2060", "\u00a0"


@cache
def is_wide(letter: str) -> bool:
    """Return whether a character is full-width, as those of Chinese and Japanese are."""
    return unicodedata.east_asian_width(letter) in "WF"


def text_width(text: str, size: float, face: str = "plain") -> float:
    """Return the width of `text` on one line, with `TOLERANCE`, in the unit of the type size `size`."""
    return _width(_measured(text), size, face)


Measured = tuple[int, ...]
"""Measures of a text: the number of wide letters, and the width of the others in hundredths of an em, in a text
without wide letters and in one with them."""


def _width(text: Measured, size: float, face: str) -> float:
    wide, alone, among_wide = text
    return size * (wide + FACES[face] * (among_wide if wide else alone) / 100) * TOLERANCE


@lru_cache(maxsize=4096)
def _measured(text: str) -> Measured:
    return tuple(map(sum, zip(*map(_letter, text), strict=True))) or (0, 0, 0)


@cache
def _letter(letter: str) -> Measured:
    if letter == JOINER or unicodedata.combining(letter):
        return 0, 0, 0
    if is_wide(letter):
        return 1, 0, 0
    width = _HUNDREDTHS.get(" " if letter == HARD_SPACE else letter, 72)
    return 0, width, 100 if letter in _FULL_IN_CJK else width


def wrap(
    text: str, width: float, size: float, face: str = "plain", even: bool = False, most: int | None = None
) -> list[str]:
    """Break `text` into as few lines as fit into `width`, at the most readable places.

    `even` asks for lines of similar length and whole words, as in a headline; for Chinese and Japanese, which have no
    spaces, this may take more lines, up to `most`. A word that is wider than a line is split.
    """
    parts = [piece for part in _parts(text, even) for piece in _split_to_fit(part, width, size, face)]
    if not parts:
        return []
    most = most if most is not None and any(map(is_wide, text)) else 0
    # Measures of the text up to the end of each part, with and without its trailing spaces.
    totals, trimmed = [_measured("")], [_measured("")]
    for part in parts:
        trimmed.append(tuple(map(add, totals[-1], _measured(part.rstrip(" ")))))
        totals.append(tuple(map(add, totals[-1], _measured(part))))
    # best[end][lines]: the lowest cost of the first `end` parts in that many lines, and the start of the last line.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for end in range(1, len(parts) + 1):
        ways: dict[int, tuple[float, int]] = {}
        for start in range(end - 1, -1, -1):
            room = width - _width(tuple(map(sub, trimmed[end], totals[start])), size, face)
            if room < 0 and start < end - 1:
                break
            cost = _space_cost(room / width, end == len(parts), even)
            cost += 0 if end == len(parts) else _break_cost(parts[end - 1], parts[end], even)
            for lines, (before, _) in best[start].items():
                if lines + 1 not in ways or before + cost < ways[lines + 1][0]:
                    ways[lines + 1] = (before + cost, start)
        # Drop ways with more lines than necessary: they would have more in the end, too.
        fewest = max(most, min(ways))
        best.append({lines: way for lines, way in ways.items() if lines <= fewest})
    count = min(best[-1], key=lambda lines: best[-1][lines][0] + 0.1 * lines) if most else min(best[-1])
    return _rows(parts, best, count)


def _rows(parts: list[str], best: list[dict[int, tuple[float, int]]], count: int) -> list[str]:
    rows: list[str] = []
    end = len(parts)
    while end:
        start = best[end][count][1]
        rows.insert(0, "".join(parts[start:end]).strip(" ").replace(JOINER, ""))
        end, count = start, count - 1
    return [row for row in rows if row] or [""]


def _space_cost(room: float, last: bool, even: bool) -> float:
    """Return the cost of leaving this share of a line blank."""
    if last and not even:
        return max(0, room - 0.72) ** 2 * 20  # a single word on the last line
    return max(0, room) ** 2


def _break_cost(before: str, after: str, even: bool) -> float:
    """Return the cost of a line break between two parts.

    In a headline, words should stay whole in Chinese and Japanese too.
    """
    if not (is_wide(before[-1]) or is_wide(after[0])):
        return 0
    if before[-1] in _NO_START and not before[-1].isalpha():
        return 0  # after a comma
    whole = _script(before[-1]) == "hiragana" and _script(after[0]) != "hiragana"
    return (0.02 if whole else 0.4) if even else (0 if whole else 0.01)


def _script(letter: str) -> str:
    if "\u3041" <= letter <= "\u309f":
        return "hiragana"
    if "\u30a1" <= letter <= "\u30ff":
        return "katakana"
    return "han" if is_wide(letter) else "other"


def _parts(text: str, whole: bool) -> list[str]:
    """Split a text at all possible line breaks; `whole` allows none after a hyphen or dash."""
    letters = _BLANK.sub(" ", text).strip(" ")
    if not letters:
        return []
    parts = [letters[0]]
    for before, after in pairwise(letters):
        if may_break(before, after) and not (whole and before in "-–"):
            parts.append(after)
        else:
            parts[-1] += after
    return parts


def may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two letters."""
    if JOINER in (before, after) or HARD_SPACE in (before, after) or after in _NO_START or before in _NO_END:
        return False
    if before == " ":
        return after != " "
    if _script(before) == _script(after) == "katakana" or (before.isdigit() and is_wide(after)):
        return False  # within a katakana word, or between a number and its counter
    wide = (is_wide(before), is_wide(after))
    return all(wide) or (any(wide) and " " not in (before, after)) or (before in "-–" and after.isalpha())


def _split_to_fit(part: str, width: float, size: float, face: str) -> list[str]:
    """Split a part that is wider than a line into pieces that fit; none starts with a space."""
    if text_width(part.rstrip(" "), size, face) <= width:
        return [part]
    pieces = [""]
    for letter in part:
        if pieces[-1] and letter != " " and text_width(pieces[-1] + letter, size, face) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
