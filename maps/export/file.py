"""A file of the export, and what makes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geodata.columns import Column
from geodata.model import Zone
from maps.text.page_texts import Texts


@dataclass(frozen=True)
class File:
    """A file as it goes into the folder."""

    name: str
    """File name, perhaps in a folder of the folder: its parts are joined by a slash, as in `pictures/en/map.svg`."""
    about: str
    """What is in it, in one English sentence."""
    media_type: str
    content: bytes
    binary: bool = False
    """False for text, which is UTF-8."""
    columns: tuple[Column, ...] = ()
    """Those of a table in CSV; other files tell them in their own way."""


Writer = Callable[[Zone, Texts], Iterable[File]]
"""Makes files of a zone and its texts (`zone_texts`), the same bytes each time; raises `LeftOut` for one that cannot be
made here. What it has made before that stays."""


class LeftOut(Exception):
    """A file cannot be made here; its text is one sentence that says why and how to get it."""
