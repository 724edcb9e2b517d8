"""RIS, for Zotero, EndNote, Citavi and others: one tag and its value a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maps.export.bibtex import encode_url
from maps.export.reference import Reference

TYPES = {"map": "MAP", "webpage": "ELEC"}


def ris(references: Iterable[Reference]) -> str:
    """Return the entries, with the CRLF line ends that the format requires."""
    return "".join(f"{tag}  - {value}\r\n" for reference in references for tag, value in _lines(reference))


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES[reference.kind]
    yield "ID", reference.id
    yield "TI", reference.title
    if "," not in reference.author:  # a comma would separate a person's last and first name
        yield "AU", f"{reference.author},"  # without one at its end, the last word would be taken for the last name
    if reference.publisher:
        yield "PB", reference.publisher
    if reference.issued:
        yield "PY", f"{reference.issued.year}"
        yield "DA", f"{reference.issued:%Y/%m/%d}/"
    yield "LA", reference.language
    if reference.url:
        yield "UR", encode_url(reference.url)
    yield "N1", reference.note
    yield "AB", reference.abstract
    yield "ER", ""
