"""A file of the export, and the type of its writers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geodata.columns import Column
from geodata.model import Zone
from maps.text.page_texts import Texts


@dataclass(frozen=True)
class File:
    """A file of the export, in memory."""

    name: str
    """Path relative to the folder, with slashes, such as `pictures/en/map.svg`."""
    about: str
    """Description of its content in one English sentence."""
    media_type: str
    content: bytes
    binary: bool = False
    """False for text, which is UTF-8."""
    columns: tuple[Column, ...] = ()
    """Columns of a CSV file; other formats describe them themselves."""


Writer = Callable[[Zone, Texts], Iterable[File]]
"""Make files from a zone and its texts (`zone_texts`), the same bytes each time.

Raise `CannotWrite` for a file that cannot be made here; the files yielded before are kept.
"""


class CannotWrite(Exception):
    """Raised where a file cannot be made here; the message is one sentence that says why and how to get it."""
