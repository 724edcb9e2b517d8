"""How wide a text is, and where its lines break.

The widths are those of Noto Sans CJK, whose Latin letters are narrow, with some air for other fonts that a viewer may
take instead. So a picture is laid out without a font at hand, and the same on every machine.
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
"""How much wider a face is than the plain one; `head` is the bold serif of headlines."""
TOLERANCE = 1.03
"""A reader's font may be this much wider than the one measured."""

_NO_START = set("、。，．：；！？）」』】〉》”’%％ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)]}·・…―—")
_NO_END = set("（「『【〈《“‘([{")
_BLANK = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
JOINER, HARD_SPACE = "\u2060", "\u00a0"


@cache
def is_wide(letter: str) -> bool:
    """Return whether it is a letter or sign of Chinese or Japanese, as wide as it is high."""
    return unicodedata.east_asian_width(letter) in "WF"


def text_width(text: str, size: float, face: str = "plain") -> float:
    """Return the width of `text` on one line, a little generous, in the unit of the type size `size`."""
    return _width(_measured(text), size, face)


Measured = tuple[int, ...]
"""Of a text: how many letters are wide, and how many hundredths of an em the others take, alone and among wide ones."""


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
    """Return `text` in as few lines as fit into `width`, broken where it reads best.

    `even` asks for lines of like length and whole words, as in a headline; where Chinese and Japanese have no blanks
    it may have more lines, up to `most`, to that end. What cannot be broken and is too wide is broken anyway.
    """
    parts = [piece for part in _parts(text, even) for piece in _forced(part, width, size, face)]
    if not parts:
        return []
    most = most if most is not None and any(map(is_wide, text)) else 0
    # How long all is up to the end of each part, and without the blanks there.
    reach, bare = [_measured("")], [_measured("")]
    for part in parts:
        bare.append(tuple(map(add, reach[-1], _measured(part.rstrip(" ")))))
        reach.append(tuple(map(add, reach[-1], _measured(part))))
    # By how many parts are set and in how many lines: what that costs, and where the last line begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for end in range(1, len(parts) + 1):
        ways: dict[int, tuple[float, int]] = {}
        for start in range(end - 1, -1, -1):
            room = width - _width(tuple(map(sub, bare[end], reach[start])), size, face)
            if room < 0 and start < end - 1:
                break
            cost = _looseness(room / width, end == len(parts), even)
            cost += 0 if end == len(parts) else _reluctance(parts[end - 1], parts[end], even)
            for lines, (before, _) in best[start].items():
                if lines + 1 not in ways or before + cost < ways[lines + 1][0]:
                    ways[lines + 1] = (before + cost, start)
        # What takes a line more than it must here takes one more at the end.
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


def _looseness(room: float, last: bool, even: bool) -> float:
    """Return how bad it looks that this part of a line is blank."""
    if last and not even:
        return max(0, room - 0.72) ** 2 * 20  # a word left alone
    return max(0, room) ** 2


def _reluctance(before: str, after: str, even: bool) -> float:
    """Return how unwelcome a break between two parts is.

    In a headline words should stay whole in Chinese and Japanese too.
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
    """Return the smallest parts between which a line may end; `whole` keeps what hyphens join together."""
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
        return False  # a word, or a number and what it counts
    wide = (is_wide(before), is_wide(after))
    return all(wide) or (any(wide) and " " not in (before, after)) or (before in "-–" and after.isalpha())


def _forced(part: str, width: float, size: float, face: str) -> list[str]:
    """Return the part itself, or pieces of it where it is wider than a line; none begins with a blank."""
    if text_width(part.rstrip(" "), size, face) <= width:
        return [part]
    pieces = [""]
    for letter in part:
        if pieces[-1] and letter != " " and text_width(pieces[-1] + letter, size, face) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
