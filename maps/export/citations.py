"""The bibliography in three formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.model import LANGUAGES, Zone
from maps.drawing.text_metrics import is_wide
from maps.export.bibtex import bibtex
from maps.export.csl import csl_json
from maps.export.file import File
from maps.export.reference import Reference, references
from maps.export.ris import ris
from maps.text.page_texts import Texts

FONT_NOTE = (
    "% Quotes in Chinese and Japanese need XeLaTeX or LuaLaTeX, and a font that has their characters.\n"
    "% German ones need \\usepackage[T1]{fontenc} in pdfLaTeX.\n\n"
)
"""Note before the entries: BibTeX ignores all text outside entries."""

ABOUT = "The map and the texts that its facts are taken from, with the place in the text, for"


def citation_files(zone: Zone, texts: Texts) -> Iterator[File]:
    return reference_files("citations", [*references(zone, texts[LANGUAGES[0]])])


def reference_files(name: str, entries: Sequence[Reference]) -> Iterator[File]:
    """Yield the entries in each format, as files with the given name and an extension."""
    bib = bibtex(entries)
    bib = (FONT_NOTE if any(map(is_wide, bib)) else "") + bib
    yield File(f"{name}.bib", f"{ABOUT} LaTeX (BibTeX)", bib.encode())
    yield File(f"{name}.ris", f"{ABOUT} Zotero, EndNote or Citavi (RIS)", ris(entries).encode())
    yield File(f"{name}.json", f"{ABOUT} Pandoc or Zotero (CSL-JSON)", csl_json(entries).encode(), format="csl")
