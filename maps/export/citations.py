"""The bibliography in three formats."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.model import LANGUAGES, Zone
from maps.drawing.text_metrics import is_wide
from maps.export.bibtex import bibtex
from maps.export.csl import csl_json
from maps.export.file import File
from maps.export.reference import references
from maps.export.ris import ris
from maps.text.page_texts import Texts

NEEDS = (
    "% Quotes in Chinese and Japanese need XeLaTeX or LuaLaTeX, and a font that has their characters.\n"
    "% German ones need \\usepackage[T1]{fontenc} in pdfLaTeX.\n\n"
)
"""Written before the entries: BibTeX ignores all text outside entries."""
WHAT = "The map and the texts that its facts are taken from, with the place in the text, for"


def citation_files(zone: Zone, texts: Texts) -> Iterator[File]:
    entries = list(references(zone, texts[LANGUAGES[0]]))
    written = bibtex(entries)
    written = (NEEDS if any(map(is_wide, written)) else "") + written
    yield File("citations.bib", f"{WHAT} LaTeX (BibTeX)", "application/x-bibtex", written.encode())
    ris_type = "application/x-research-info-systems"
    yield File("citations.ris", f"{WHAT} Zotero, EndNote or Citavi (RIS)", ris_type, ris(entries).encode())
    csl_type = "application/vnd.citationstyles.csl+json"
    yield File("citations.json", f"{WHAT} Pandoc or Zotero (CSL-JSON)", csl_type, csl_json(entries).encode())
