"""On what terms the map and its data may be used, and whom to credit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.model import Source

VERSION = "0.3.0"
"""Version of this program, as pyproject.toml reads it from here; the day of the data is the zone's `edition`."""


@dataclass(frozen=True)
class Licence:
    id: str
    """SPDX id."""
    title: str
    url: str


LICENCE = Licence(
    "ODbL-1.0", "Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"
)
"""Of all data that is given away: the backdrop is made from OpenStreetMap, whose licence asks for the same."""


def terms(sources: Iterable[Source]) -> str:
    """Return licence and credit as one sentence, for a file that has a place for it."""
    credit = credit_line(sources)
    return f"Licence: {LICENCE.id}. Credit: {credit}" if credit else f"Licence: {LICENCE.id}."


def credit_line(sources: Iterable[Source]) -> str:
    """Return the credits that the sources' licences ask for, on one line; empty where none does."""
    return "; ".join(dict.fromkeys(source.credit for source in sources if source.credit))
