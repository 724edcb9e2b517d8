"""Who made the data, in which edition, and on what terms they may be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from geodata.model import Source

AUTHOR = "chengdu-zone-map"
VERSION = "0.2.0"
EDITION = dt.date(2026, 11, 25)
"""Day of this version, as in CHANGELOG.md: a date of the files that is the same at each export."""


@dataclass(frozen=True)
class Licence:
    id: str
    """SPDX id."""
    title: str
    url: str


LICENCE = Licence(
    "ODbL-1.0", "Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"
)
"""Of everything in the folder: the backdrop is made from OpenStreetMap, whose licence asks for the same."""


def terms(sources: Iterable[Source]) -> str:
    """Licence and credit as one sentence, for a file that has a place for it."""
    credit = credit_line(sources)
    return f"Licence: {LICENCE.id}. Credit: {credit}" if credit else f"Licence: {LICENCE.id}."


def credit_line(sources: Iterable[Source]) -> str:
    """The credits that the sources' licences ask for, on one line; empty where none does."""
    return "; ".join(dict.fromkeys(source.credit for source in sources if source.credit))
