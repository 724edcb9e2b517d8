"""The terms of use of the map and its data, and whom to credit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.model import Source

VERSION = "0.3.0"
"""Version of this program, which pyproject.toml reads from here; the date of the data is the zone's `edition`."""


@dataclass(frozen=True)
class Licence:
    id: str
    """SPDX id."""
    title: str
    url: str


LICENCE = Licence(
    "ODbL-1.0", "Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"
)
"""Licence of all published data: the backdrop is derived from OpenStreetMap, whose licence requires the same."""


def terms(sources: Iterable[Source]) -> str:
    """Return licence and credit on one line, for the metadata of a file."""
    credit = credit_line(sources)
    return f"Licence: {LICENCE.id}. Credit: {credit}" if credit else f"Licence: {LICENCE.id}"


def credit_line(sources: Iterable[Source]) -> str:
    """Return the credits that the sources' licences require, on one line; empty where none does."""
    return "; ".join(dict.fromkeys(source.credit for source in sources if source.credit))
