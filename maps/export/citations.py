"""The bibliography as BibTeX, RIS and CSL-JSON for programs, and in words, to copy below a quote or into an e-mail."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from geodata.addresses import quote_link
from geodata.model import LANGUAGES, Fact, Zone
from maps.drawing.text_metrics import is_wide
from maps.export.file import File
from maps.export.reference import Reference, one_line, references
from maps.text.credits import LICENCE, credit_line
from maps.text.page_texts import Texts
from maps.text.translator import Translator

DESCRIPTION = "The map and the texts that its facts are taken from, with the place in the text, for"
FONT_NOTE = (
    "% Quotes in Chinese and Japanese need XeLaTeX or LuaLaTeX, and a font that has their characters.\n"
    "% German ones need \\usepackage[T1]{fontenc} in pdfLaTeX.\n\n"
)
"""Note before the entries: BibTeX ignores all text outside entries."""
LATEX_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        # Write braces as commands: BibTeX counts escaped braces too when it matches pairs.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "`": r"{\textasciigrave}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
        **{character: f"\\{character}" for character in "$&#%_"},
    }
)
LIGATURES = re.compile(r"([-',])(?=\1)")
"""The first of two characters that TeX joins into a ligature: a dash or a quotation mark."""
NOT_IN_URLS = re.compile(r'[\\{}"<>^`|\s]')
"""Characters that are invalid in a URL (RFC 3986) and could end the field or its line."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's macros for months, which a style prints in its language."""
RIS_TYPES = {"map": "MAP", "webpage": "ELEC"}


def citation_files(zone: Zone, texts: Texts) -> Iterator[File]:
    yield from reference_files("citations", [*references(zone, texts[LANGUAGES[0]])])
    for language, own_texts in texts.items():
        blocks = [map_citation(zone, own_texts), *(fact_citation(zone, fact, own_texts) for fact in zone.facts)]
        description = f"The map and the texts that its facts are taken from, cited in words ({language})"
        yield File(f"citations-{language}.txt", description, "\n\n".join([*blocks, ""]).encode())


def reference_files(name: str, entries: Sequence[Reference]) -> Iterator[File]:
    """Yield the entries in each format, as files with the given name and an extension."""
    bib = bibtex(entries)
    bib = (FONT_NOTE if any(map(is_wide, bib)) else "") + bib
    yield File(f"{name}.bib", f"{DESCRIPTION} LaTeX (BibTeX)", bib.encode())
    yield File(f"{name}.ris", f"{DESCRIPTION} Zotero, EndNote or Citavi (RIS)", ris(entries).encode())
    yield File(
        f"{name}.json", f"{DESCRIPTION} Pandoc or Zotero (CSL-JSON)", csl_json(entries).encode(), format_id="csl"
    )


def encode_url(url: str) -> str:
    """Percent-encode the characters of a URL that are syntax in BibTeX or LaTeX, whose url fields are verbatim."""
    return NOT_IN_URLS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def bibtex(entries: Iterable[Reference]) -> str:
    """Return the entries, all of type misc, which every style supports."""
    texts = []
    for entry in entries:
        fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(entry))
        texts.append(f"@misc{{{entry.id},\n{fields}}}\n")
    return "\n".join(texts)


def _bibtex_fields(entry: Reference) -> Iterator[tuple[str, str]]:
    # The inner braces keep BibTeX from splitting the name at a comma or at "and".
    yield "author", f"{{{{{escape_latex(entry.author)}}}}}"
    yield "title", f"{{{{{escape_latex(entry.title)}}}}}"
    if entry.issued:
        yield "year", f"{{{entry.issued.year}}}"
        yield "month", MONTHS[entry.issued.month - 1]
        # For biblatex, which has no field for the day alone.
        yield "date", f"{{{entry.issued.isoformat()}}}"
    if entry.kind == "map":
        yield "howpublished", "{Map}"
    yield "language", f"{{{escape_latex(Translator(LANGUAGES[0]).language_name(entry.language))}}}"
    if entry.url:
        yield "url", f"{{{encode_url(entry.url)}}}"
    yield "note", f"{{{escape_latex(entry.note)}}}"
    yield "abstract", f"{{{escape_latex(entry.abstract)}}}"


def escape_latex(text: str) -> str:
    """Return `text` on one line, escaped so that LaTeX prints it verbatim."""
    return LIGATURES.sub(r"\1{}", text.translate(LATEX_ESCAPES))


def ris(entries: Iterable[Reference]) -> str:
    """Return the entries, one tag and its value a line, with the CRLF line ends that the format requires."""
    return "".join(f"{tag}  - {value}\r\n" for entry in entries for tag, value in _ris_lines(entry))


def _ris_lines(entry: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", RIS_TYPES[entry.kind]
    yield "ID", entry.id
    yield "TI", entry.title
    if "," not in entry.author:  # a comma would separate a person's last and first name
        yield "AU", f"{entry.author},"  # without one at its end, the last word would be taken for the last name
    if entry.kind == "webpage":
        yield "PB", entry.author
    if entry.issued:
        yield "PY", f"{entry.issued.year}"
        yield "DA", f"{entry.issued:%Y/%m/%d}/"
    yield "LA", entry.language
    if entry.url:
        yield "UR", encode_url(entry.url)
    yield "N1", entry.note
    yield "AB", entry.abstract
    yield "ER", ""


def csl_json(entries: Iterable[Reference]) -> str:
    """Return the entries for citeproc (Citation Style Language 1.0.2)."""
    items = []
    for entry in entries:
        issued = entry.issued
        fields = {
            "id": entry.id,
            "type": entry.kind,
            "title": entry.title,
            "author": [{"literal": entry.author}],
            "publisher": entry.author if entry.kind == "webpage" else None,
            "issued": {"date-parts": [[issued.year, issued.month, issued.day]]} if issued else None,
            "language": entry.language,
            "URL": encode_url(entry.url) if entry.url else None,
            "note": entry.note,
            "abstract": entry.abstract,
        }
        items.append({key: value for key, value in fields.items() if value is not None})
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def map_citation(zone: Zone, texts: Mapping[str, str]) -> str:
    """Return the citation of the map, with its URL where that is known, and its terms of use."""
    title = texts["download.cite_open"] + texts["zone.title"] + texts["download.cite_close"]
    terms = texts["download.cite_stop"].join(filter(None, [LICENCE.id, credit_line(zone.sources)]))
    ending = " ".join(filter(None, [zone.url, terms]))
    return _cite(texts, zone.author, title, texts["download.edition"], "", ending)


def fact_citation(zone: Zone, fact: Fact, texts: Mapping[str, str]) -> str:
    """Return a line that cites a fact's quote and its place in the text, or without a quote one for each source."""
    locator = fact.locator
    lines = []
    for source_id in (locator.source,) if locator else fact.sources:
        source, note = zone.source(source_id), texts[f"fact.{fact.id}.label"]
        if locator:
            quote = texts["download.cite_open"] + locator.quote + texts["download.cite_close"]
            place = f"¶{locator.paragraph}.{locator.sentence}"
            note += texts["download.cite_comma"] + place + texts["download.cite_colon"] + quote
        day = texts[f"date.{source.published}"] if source.published else ""
        address = quote_link(zone, locator) if locator else source.url
        publisher = texts.get(f"publisher.{source_id}", source.publisher)
        lines.append(_cite(texts, publisher, texts[f"source.{source_id}"], day, note, address))
    return "\n".join(lines)


def _cite(texts: Mapping[str, str], author: str, title: str, day: str, note: str, ending: str | None) -> str:
    """Join the parts with the reader's punctuation, full-width in Chinese and Japanese, before an address or terms."""
    parts = texts["download.cite_comma"].join(filter(None, (title, day, note)))
    return one_line(author + texts["download.cite_colon"] + parts + texts["download.cite_stop"] + (ending or ""))
