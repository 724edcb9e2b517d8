"""BibTeX, for LaTeX: UTF-8, with entries of type misc, which every style supports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from maps.export.reference import Reference
from maps.export.tables import language_name

ESCAPES = str.maketrans(
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
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's macros for months, which a style prints in its language."""
LIGATURES = re.compile(r"([-',])(?=\1)")
"""The first of two characters that TeX joins to a ligature: a dash or a quotation mark."""
NOT_IN_URLS = re.compile(r'[\\{}"<>^`|\s]')
"""Characters that are invalid in a URL (RFC 3986) and could end the field or its line."""


def bibtex(references: Iterable[Reference]) -> str:
    return "\n".join(_entry(reference) for reference in references)


def escape_latex(text: str) -> str:
    """Return `text` on one line, escaped so that LaTeX prints it verbatim."""
    return LIGATURES.sub(r"\1{}", text.translate(ESCAPES))


def encode_url(url: str) -> str:
    """Percent-encode the characters of a URL that are syntax in BibTeX or LaTeX, whose url fields are verbatim."""
    return NOT_IN_URLS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def _entry(reference: Reference) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@misc{{{reference.id},\n{fields}}}\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    # The inner braces keep BibTeX from splitting the name at a comma or at "and".
    yield "author", f"{{{{{escape_latex(reference.author)}}}}}"
    yield "title", f"{{{{{escape_latex(reference.title)}}}}}"
    if reference.issued:
        yield "year", f"{{{reference.issued.year}}}"
        yield "month", MONTHS[reference.issued.month - 1]
        # For biblatex, which has no field for the day alone.
        yield "date", f"{{{reference.issued.isoformat()}}}"
    if reference.kind == "map":
        yield "howpublished", "{Map}"
    yield "language", f"{{{escape_latex(language_name(reference.language))}}}"
    if reference.url:
        yield "url", f"{{{encode_url(reference.url)}}}"
    yield "note", f"{{{escape_latex(reference.note)}}}"
    yield "abstract", f"{{{escape_latex(reference.abstract)}}}"
