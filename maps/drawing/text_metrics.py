"""Measure the width of texts and break them into lines.

The widths are those of Noto Sans CJK, whose Latin letters are narrow, with a margin for other fonts that a viewer may
use. Pictures can thus be laid out without any font installed, and identically on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
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
"""Letters by their width in hundredths of an em."""
_HUNDREDTHS = {letter: hundredths for hundredths, letters in _LATIN.items() for letter in letters}
_OTHER = 72
"""Width in hundredths of an em of a letter that is not listed."""
_FULL_WIDTH_IN_HAN = "“”‘’·—…"
"""Punctuation that fonts for Chinese or Japanese may draw as wide as a Han character, in a text that contains one."""
FACES = {"plain": 1.0, "bold": 1.06, "head": 1.12}
"""Width of each face relative to the plain one; `head` is the bold serif of headlines."""
TOLERANCE = 1.03
"""Allowance for a reader's font that is wider than the one measured."""

# Kinsoku rules: characters that must not start a line, and those that must not end one.
_NO_START = set("、。，．：；！？）」』】〉》”’%％ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)]}·・…―—")
_NO_END = set("（「『【〈《“‘([{")

# Costs of a layout; a line that is blank throughout costs 1.
EQUAL_COST = 1e-9
"""Difference in cost that rounding may cause."""
LINE_COST = 0.1
"""Cost of an additional line in a headline."""
LAST_LINE_BLANK, LAST_LINE_COST = 0.72, 20
"""Share of the last line that may be blank at no cost, and the factor for a larger one."""
BREAK_IN_WORD, BREAK_AFTER_KANA = 0.4, 0.02
"""Costs of a break between Chinese or Japanese characters in a headline: probably within a word, or at its end."""
BREAK_IN_TEXT = 0.01
"""Cost of a break within a word in other texts, where one at its end costs nothing."""

_BLANK = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
WORD_JOINER, NO_BREAK_SPACE = "\u2060", "\u00a0"


@cache
def is_wide(letter: str) -> bool:
    """Return whether a character is full-width, such as a Han character or a kana."""
    return unicodedata.east_asian_width(letter) in "WF"


def text_width(text: str, size: float, face: str = "plain") -> float:
    """Return the width of `text` on one line, with `TOLERANCE`, in the unit of the type size `size`."""
    return _width(_measure(text), size, face)


Measures = tuple[int, ...]
"""Measures of a text: the number of wide letters, and the width of the others in hundredths of an em, in a text
without wide letters and in one with them."""


def _width(measures: Measures, size: float, face: str) -> float:
    wide, latin, among_wide = measures
    return size * (wide + FACES[face] * (among_wide if wide else latin) / 100) * TOLERANCE


@lru_cache(maxsize=4096)
def _measure(text: str) -> Measures:
    return tuple(map(sum, zip(*map(_measure_letter, text), strict=True))) or (0, 0, 0)


@cache
def _measure_letter(letter: str) -> Measures:
    if letter == WORD_JOINER or unicodedata.combining(letter):
        return 0, 0, 0
    if is_wide(letter):
        return 1, 0, 0
    width = _HUNDREDTHS.get(" " if letter == NO_BREAK_SPACE else letter, _OTHER)
    return 0, width, 100 if letter in _FULL_WIDTH_IN_HAN else width


def wrap(
    text: str, width: float, size: float, face: str = "plain", even: bool = False, max_lines: int | None = None
) -> list[str]:
    """Break `text` into as few lines as fit into `width`, at the most readable places.

    `even` asks for lines of similar length and whole words, as in a headline; for Chinese and Japanese, which have no
    spaces, this may take more lines, up to `max_lines`. A word that is wider than a line is split.
    """
    parts = [piece for part in _split_at_breaks(text, even) for piece in _split_to_fit(part, width, size, face)]
    if not parts:
        return []
    allowed = max_lines if max_lines is not None and any(map(is_wide, text)) else 0
    # Measures of the text up to the end of each part, with and without its trailing spaces.
    totals, trimmed = [_measure("")], [_measure("")]
    for part in parts:
        trimmed.append(tuple(map(add, totals[-1], _measure(part.rstrip(" ")))))
        totals.append(tuple(map(add, totals[-1], _measure(part))))
    # best[end][lines]: the lowest cost of the first `end` parts in that many lines, and the start of the last line.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for end in range(1, len(parts) + 1):
        options: dict[int, tuple[float, int]] = {}
        for start in range(end - 1, -1, -1):
            room = width - _width(tuple(map(sub, trimmed[end], totals[start])), size, face)
            if room < 0 and start < end - 1:
                break
            cost = _space_cost(room / width, end == len(parts), even)
            cost += 0 if end == len(parts) else _break_cost(parts[end - 1], parts[end], even)
            for lines, (earlier, _) in best[start].items():
                # Of equal options take the one with the longer first lines: in Chinese names the last words are short.
                if lines + 1 not in options or earlier + cost < options[lines + 1][0] - EQUAL_COST:
                    options[lines + 1] = (earlier + cost, start)
        # Drop options with more lines than necessary: they would have more in the end, too.
        limit = max(allowed, min(options))
        best.append({lines: option for lines, option in options.items() if lines <= limit})
    count = min(best[-1], key=lambda lines: best[-1][lines][0] + LINE_COST * lines) if allowed else min(best[-1])
    return _join_rows(parts, best, count)


def _join_rows(parts: list[str], best: list[dict[int, tuple[float, int]]], count: int) -> list[str]:
    """Return the `count` lines of least cost."""
    rows: list[str] = []
    end = len(parts)
    while end:
        start = best[end][count][1]
        rows.insert(0, "".join(parts[start:end]).strip(" ").replace(WORD_JOINER, ""))
        end, count = start, count - 1
    return [row for row in rows if row] or [""]


def _space_cost(blank: float, is_last: bool, even: bool) -> float:
    """Return the cost of leaving this share of a line blank."""
    if is_last and not even:
        # The last line may be short, but should not be a single word.
        return max(0, blank - LAST_LINE_BLANK) ** 2 * LAST_LINE_COST
    return max(0, blank) ** 2


def _break_cost(before: str, after: str, even: bool) -> float:
    """Return the cost of a line break between two parts; `even` is that of `wrap`."""
    if not (is_wide(before[-1]) or is_wide(after[0])):
        return 0
    if before[-1] in _NO_START and not before[-1].isalpha():
        return 0  # after a comma
    # Japanese words often end in hiragana.
    is_word_end = _script(before[-1]) == "hiragana" and _script(after[0]) != "hiragana"
    if even:
        return BREAK_AFTER_KANA if is_word_end else BREAK_IN_WORD
    return 0 if is_word_end else BREAK_IN_TEXT


def _script(letter: str) -> str:
    if "\u3041" <= letter <= "\u309f":
        return "hiragana"
    if "\u30a1" <= letter <= "\u30ff":
        return "katakana"
    return "han" if is_wide(letter) else "other"


def _split_at_breaks(text: str, keep_hyphenated: bool) -> list[str]:
    """Split a text at all possible line breaks, with `keep_hyphenated` not after a hyphen or dash."""
    letters = _BLANK.sub(" ", text).strip(" ")
    if not letters:
        return []
    parts = [letters[0]]
    for before, after in pairwise(letters):
        if may_break(before, after) and not (keep_hyphenated and before in "-–"):
            parts.append(after)
        else:
            parts[-1] += after
    return parts


def may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two letters."""
    if WORD_JOINER in (before, after) or NO_BREAK_SPACE in (before, after) or after in _NO_START or before in _NO_END:
        return False
    if before == " ":
        return after != " "
    if _script(before) == _script(after) == "katakana" or (before.isdigit() and is_wide(after)):
        return False  # within a katakana word, or between a number and its counter
    are_wide = (is_wide(before), is_wide(after))
    return all(are_wide) or (any(are_wide) and " " not in (before, after)) or (before in "-–" and after.isalpha())


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
