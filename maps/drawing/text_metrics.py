"""How wide a text is, and where its lines break.

The widths are those of Noto Sans CJK, whose Latin letters are narrow, with some air for other fonts that a viewer may
take instead. So a picture is laid out without a font at hand, and the same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

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
_WIDTHS = {letter: hundredths / 100 for hundredths, letters in _LATIN.items() for letter in letters}
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
    cjk = any(map(is_wide, text))
    ems = sum(_ems(letter, cjk) * (1 if is_wide(letter) else FACES[face]) for letter in text)
    return size * ems * TOLERANCE


def _ems(letter: str, cjk: bool) -> float:
    if letter == JOINER or unicodedata.combining(letter):
        return 0.0
    if is_wide(letter) or (cjk and letter in _FULL_IN_CJK):
        return 1.0
    return _WIDTHS.get(" " if letter == HARD_SPACE else letter, 0.72)


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
    # By how many parts are set and in how many lines: what that costs, and where the last line begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for end in range(1, len(parts) + 1):
        ways: dict[int, tuple[float, int]] = {}
        for start in range(end - 1, -1, -1):
            room = width - text_width("".join(parts[start:end]).strip(" "), size, face)
            if room < 0 and start < end - 1:
                break
            cost = _looseness(room / width, end == len(parts), even)
            cost += 0 if end == len(parts) else _reluctance(parts[end - 1], parts[end], even)
            for lines, (before, _) in best[start].items():
                if lines + 1 not in ways or before + cost < ways[lines + 1][0]:
                    ways[lines + 1] = (before + cost, start)
        best.append(ways)
    fewest = count = min(best[-1])
    if most is not None and any(map(is_wide, text)):
        count = min((n for n in best[-1] if n <= max(most, fewest)), key=lambda n: best[-1][n][0] + 0.1 * n)
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
    letters = _BLANK.sub(" ", text)
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
    """Return the part itself, or pieces of it where it is wider than a line."""
    if text_width(part.rstrip(" "), size, face) <= width:
        return [part]
    pieces = [""]
    for letter in part:
        if pieces[-1] and text_width(pieces[-1] + letter, size, face) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
