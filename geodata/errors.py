"""Problems of the data, told so that the author can mend them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the place, what was found there and what was expected."""

    file: str
    """File name relative to the zone's folder, such as `facts.toml`."""
    id: str
    """Id of the record and, after a dot, its key, such as `guests.value`; empty for the whole file."""
    value: object
    """What was found; shown with `repr`."""
    expected: str
    """What should be there instead, in a few words."""

    def __str__(self) -> str:
        place = f"{self.file}: {self.id}" if self.id else self.file
        found = repr(self.value)
        if len(found) > 200:
            found = found[:200] + "…"
        return f"{place}: found {found}; expected {self.expected}"


class DataError(Exception):
    """All the problems of a zone's data at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.file, p.id, p.expected))
        count = len(self.problems)
        head = "1 problem in the data" if count == 1 else f"{count} problems in the data"
        super().__init__("\n".join([f"{head}:", *(f"  {p}" for p in self.problems)]))
