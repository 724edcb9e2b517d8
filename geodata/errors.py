"""Problems in the data, reported so that the author can fix them."""

from __future__ import annotations

from dataclasses import dataclass

PLACE, FOUND, EXPECTED = 160, 200, 2000
"""Maximum length in characters of the parts of a message: the place, the value found, the value expected."""


def shown(text: str, most: int) -> str:
    """Return `text` on one line of at most `most` characters, with control and invisible characters escaped."""
    line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text[: most + 1])
    return line if len(line) <= most else line[:most] + "…"


def _found(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # an integer with more digits than Python converts to text
        return "a number of thousands of digits"
    except RecursionError:
        return "a value within hundreds of others"


@dataclass(frozen=True, order=True)
class Problem:
    """One problem to fix: its place, the value found there and the value expected."""

    file: str
    """File name relative to the zone's folder, such as `facts.toml`."""
    id: str
    """Id of the record and, after a dot, its key, such as `guests.value`; empty for the whole file."""
    value: object
    """The value found; shown with `repr`, truncated to `FOUND` characters."""
    expected: str
    """A short description of a valid value."""

    def __str__(self) -> str:
        place = shown(f"{self.file}: {self.id}" if self.id else self.file, PLACE)
        return f"{place}: found {shown(_found(self.value), FOUND)}; expected {shown(self.expected, EXPECTED)}"


class DataError(Exception):
    """All problems in a zone's data, raised together."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.file, p.id, p.expected))
        count = len(self.problems)
        head = "1 problem in the data" if count == 1 else f"{count} problems in the data"
        super().__init__("\n".join([f"{head}:", *(f"  {p}" for p in self.problems)]))
