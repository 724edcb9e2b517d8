"""Problems of the data, told so that the author can mend them."""

from __future__ import annotations

from dataclasses import dataclass

PLACE, FOUND, EXPECTED = 160, 200, 2000
"""The most that a message shows, in characters: of the place, of what is there, of what should be."""


def shown(text: str, most: int) -> str:
    """Return `text` on one line and not too long, with what a terminal would act on or hide written out."""
    line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text[: most + 1])
    return line if len(line) <= most else line[:most] + "…"


def _found(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # an integer of more digits than Python writes
        return "a number of thousands of digits"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the place, what was found there and what was expected."""

    file: str
    """File name relative to the zone's folder, such as `facts.toml`."""
    id: str
    """Id of the record and, after a dot, its key, such as `guests.value`; empty for the whole file."""
    value: object
    """What was found; shown with `repr`, as far as there is room."""
    expected: str
    """What should be there instead, in a few words."""

    def __str__(self) -> str:
        place = shown(f"{self.file}: {self.id}" if self.id else self.file, PLACE)
        return f"{place}: found {shown(_found(self.value), FOUND)}; expected {shown(self.expected, EXPECTED)}"


class DataError(Exception):
    """All the problems of a zone's data at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.file, p.id, p.expected))
        count = len(self.problems)
        head = "1 problem in the data" if count == 1 else f"{count} problems in the data"
        super().__init__("\n".join([f"{head}:", *(f"  {p}" for p in self.problems)]))
