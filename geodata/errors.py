"""Problems in the data, reported so that the author can fix them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MAX_PLACE, MAX_FOUND, MAX_EXPECTED = 160, 200, 2000
"""Maximum length in characters of the parts of a message: the place, the value found, the value expected."""


def printable_line(text: str, max_length: int) -> str:
    """Return `text` on one line, truncated to `max_length`, with control and invisible characters escaped."""
    line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text[: max_length + 1])
    return line if len(line) <= max_length else line[:max_length] + "…"


def _describe(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    try:
        return repr(value)
    except ValueError:  # an integer with more digits than Python converts to text
        return "a number of thousands of digits"
    except RecursionError:
        return "a value nested in hundreds of others"


@dataclass(frozen=True)
class Problem:
    """One problem to fix: its place, the value found there and the value expected."""

    file: str
    """File name relative to the zone's folder, such as `facts.toml`."""
    id: str
    """Id of the record and, after a dot, its key, such as `guests.value`; empty for the whole file."""
    value: object
    """The value found; shown with `repr`, truncated to `MAX_FOUND` characters."""
    expected: str
    """A short description of a valid value."""

    def __str__(self) -> str:
        place = printable_line(f"{self.file}: {self.id}" if self.id else self.file, MAX_PLACE)
        found = printable_line(_describe(self.value), MAX_FOUND)
        return f"{place}: found {found}; expected {printable_line(self.expected, MAX_EXPECTED)}"


class DataError(Exception):
    """All problems in a zone's data, raised together."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.file, p.id, p.expected))
        count = len(self.problems)
        head = "1 problem in the data" if count == 1 else f"{count} problems in the data"
        super().__init__("\n".join([f"{head}:", *(f"  {p}" for p in self.problems)]))
