"""Text is never code in the export either: each file gives back every text of the data as exactly that text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import bibtexparser
import fastkml.validator
import html5lib
import markdown_it
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from frictionless import Package
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from geodata import Zone
from geodata.model import LANGUAGES
from maps.export.citations import bibtex, ris
from maps.export.layers import areas, backdrop
from maps.export.readme import as_markdown
from maps.export.records import records
from maps.export.reference import Reference, one_line, references
from maps.export.spreadsheet import FORMULA, escape_formula
from maps.export.tables import Table, flatten
from maps.export.writers import DATA, export_zone
from maps.text.page_texts import zone_texts
from tests import exports
from tests.exports import READERS
from tests.markup import elements, name
from tests.page.test_hostile_text import ANY_TEXT, hostile_texts, with_texts

FORMULAS = [
    *("=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "\t=1", "'=1", "''-1", "＝1", '=HYPERLINK("http://x","y")'),
    # Formulas behind invisible characters: spaces, a byte order mark, joiners, a soft hyphen, fillers.
    *(
        f"{unseen}=1"
        for unseen in (" ", "\xa0", "\u3000", "\ufeff", "\u200d", "\xad", "\u3164", "\u2800", "\ufe0f", " '\u200e")
    ),
    *(
        ",,",
        ";",
        '"',
        '""',
        "a,b",
        'a"b',
        "- x",
        "1. x",
        "1) x",
        "# x",
        "> x",
        "|",
        "---",
        "===",
        "* x",
        "    x",
        "![x](y)",
    ),
    *(
        "@misc{x,",
        "%",
        "--",
        "``x''",
        "\\input{x}",
        "{",
        "}",
        "\\",
        "TY  - BOOK",
        "ER  - ",
        "a\nER  - \nTY  - BOOK",
        "𠀀",
    ),
    *("$[name]", "NA", "nan", "true", "1e5", "007", "2020-01-01", " "),
]
TEXTS = [*hostile_texts(), *[words for words in FORMULAS if words.strip()]]


def hostile(zone: Zone, texts: list[str]) -> Zone:
    """Return the zone with these texts, in turn, in all its fields."""
    count = iter(range(10**9))
    changed = with_texts(zone, lambda path: texts[next(count) % len(texts)])
    assert isinstance(changed, Zone)
    return changed


def check(zone: Zone, folder: Path) -> None:
    """Check that every file of the zone's export gives back the texts of the tables that it is made from."""
    export_zone(zone, folder, DATA)
    for reader in (each for each in READERS if not each.startswith("KML")):
        layers = READERS[reader](folder)
        for table in (areas(zone, zone_texts(zone)), backdrop(zone)):
            for row in table.rows:
                found = layers[table.name][str(row["id"])].properties
                said = {key: cell for key, cell in row.items() if isinstance(cell, str)}
                assert {key: found[key] for key in said} == said, (reader, table.name)
    for table in records(zone, zone_texts(zone)):
        expected = [
            {key: flatten(cell) for key, cell in row.items() if flatten(cell) is not None} for row in table.rows
        ]
        assert [texts(row, table) for row in exports.geopackage_rows(folder, table.name)] == [
            texts(row, table) for row in expected
        ]
        check_csv(table, exports.csv(folder, table.name))
    assert Package(str(folder / "datapackage.json")).validate().valid
    check_kml(zone, folder)
    check_citations(zone, folder)


def texts(row: exports.Record, table: Table) -> exports.Record:
    """Return the cells of a row that are texts."""
    names = {column.name for column in table.columns if column.type in ("string", "list")}
    return {key: value for key, value in row.items() if key in names}


def check_csv(table: Table, rows: list[exports.Record]) -> None:
    """Check that a spreadsheet runs none of the cells, and that each text is whole without the guarding apostrophe."""
    assert len(rows) == len(table.rows)
    for found, row in zip(rows, table.rows, strict=True):
        for key, cell in row.items():
            if isinstance(cell, str):
                assert found[key][0] not in "=+-@\t＝＋－＠"
                assert without_guard(found[key]) == cell


def without_guard(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def check_kml(zone: Zone, folder: Path) -> None:
    [path] = folder.glob("*.kml")
    assert fastkml.validator.validate(file_to_validate=path)
    for layer in exports.kml_folders(path):
        for mark, area in zip(layer.features, zone.area_records, strict=True):
            said = {data.name: data.value for data in mark.extended_data.elements}
            names = [area.name[language] for language in LANGUAGES]
            # The reader strips white space at the ends.
            assert [said[f"name_{language}"] for language in LANGUAGES] == [name.strip() for name in names]
            # Applications show the description as HTML.
            tree = html5lib.parseFragment(mark.description, treebuilder="etree", namespaceHTMLElements=False)
            assert {element.tag for element in tree.iter()} <= {"DOCUMENT_FRAGMENT", "div", "h3", "p"}
            assert [heading.text for heading in tree.iter("h3")] == names


def check_citations(zone: Zone, folder: Path) -> None:
    expected = list(references(zone, zone_texts(zone)["en"]))
    items = json.loads((folder / "citations.json").read_bytes())
    assert [(i["id"], i["title"], i["note"], i["abstract"]) for i in items] == [
        (r.id, r.title, r.note, r.abstract) for r in expected
    ]
    check_bibtex((folder / "citations.bib").read_text("utf-8"), expected)
    check_ris((folder / "citations.ris").read_bytes().decode(), expected)


def check_bibtex(text: str, expected: list[Reference]) -> None:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    decoded = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=latex_decoder())])
    assert [entry.key for entry in decoded.entries] == [reference.id for reference in expected]
    for entry, reference in zip(decoded.entries, expected, strict=True):
        for key in ("title", "note", "abstract"):
            # TeX collapses white space, and sets an apostrophe as a closing quotation mark.
            assert plain(entry.fields_dict[key].value) == plain(getattr(reference, key))
    for entry, reference in zip(library.entries, expected, strict=True):
        for field in entry.fields:
            assert depth(field.value) == 0, field
        if reference.url:
            assert not re.search(r'[\\{}"<>\s]', entry.fields_dict["url"].value)


def latex_decoder() -> LatexNodes2Text:
    """Return the reader's own decoder, extended by LaTeX commands for characters that it does not know."""
    words = {"less": "<", "greater": ">", "bar": "|", "braceleft": "{", "braceright": "}", "asciicircum": "^"}
    known = get_default_latex_context_db()
    specs = [MacroTextSpec(f"text{name}", sign) for name, sign in words.items()]
    known.add_context_category("characters", specs, prepend=True)
    return LatexNodes2Text(latex_context=known)


def plain(text: str) -> str:
    return one_line(text.replace("’", "'"))


def depth(text: str) -> int:
    """Return how many braces are left open, as BibTeX counts them, which ignores a backslash before a brace."""
    return text.count("{") - text.count("}")


def check_ris(text: str, expected: list[Reference]) -> None:
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n")[:-1])
    assert text.count("\n") == text.count("\r\n")
    entries = rispy.loads(text.replace("\r\n", "\n"))
    assert [entry["id"] for entry in entries] == [reference.id for reference in expected]
    for entry, reference in zip(entries, expected, strict=True):
        assert (entry["title"], entry["abstract"]) == (reference.title, reference.abstract)


@pytest.mark.parametrize("turn", range(3))
def test_every_text_comes_out_of_every_file_as_it_is(lanhua: Zone, tmp_path: Path, turn: int) -> None:
    texts = TEXTS[turn * 40 :] + TEXTS[: turn * 40]
    check(hostile(lanhua, texts), tmp_path / "data")


# Without shrinking a failing example: a whole export takes too long for that.
@pytest.mark.slow
@settings(max_examples=10, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(texts=st.lists(ANY_TEXT | st.sampled_from(TEXTS), min_size=1, max_size=7))
@example(texts=["0/01/01"])
@example(texts=["2020-01-01"])
@example(texts=["1"])
@example(texts=["NaN"])
def test_any_texts_come_out_of_every_file(
    lanhua: Zone, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    check(hostile(lanhua, texts), tmp_path_factory.mktemp("any"))


@pytest.mark.slow
@settings(max_examples=150)
@given(parts=st.lists(ANY_TEXT | st.sampled_from(TEXTS), min_size=1, max_size=3))
def test_any_text_comes_out_of_bibtex_and_ris(lanhua: Zone, parts: list[str]) -> None:
    """This tries many more texts than there is time for with a whole export."""
    zone = hostile(lanhua, ["".join(parts), *parts])
    expected = list(references(zone, zone_texts(zone)["en"]))
    check_bibtex(bibtex(expected), expected)
    check_ris(ris(expected), expected)
    assert "\n" not in as_markdown(parts[0])


@settings(max_examples=300)
@given(words=ANY_TEXT | st.sampled_from(TEXTS) | st.text("'=+-@\t＝x", min_size=1))
def test_a_formula_is_disarmed_and_nothing_is_lost(words: str) -> None:
    safe = escape_formula(words)
    assert safe[0] not in "=+-@\t＝＋－＠"
    assert without_guard(safe) == words
    if not FORMULA.match(words):
        assert safe == words


@pytest.mark.parametrize("words", TEXTS, ids=lambda words: ascii(words)[1:25])
def test_the_readme_shows_each_text_as_that_text(words: str) -> None:
    """In a paragraph, a list and a table, as in CommonMark and GitHub's tables."""
    said = as_markdown(words)
    markdown = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    paragraph = parsed(markdown.render(f"x {said} x\n\n- {said}\n\n| a |\n|---|\n| {said} |\n"))
    found = [(name(e), "".join(e.itertext()).strip()) for e in elements(paragraph) if name(e) in ("p", "li", "td")]
    assert found == [("p", f"x {one_line(words)} x"), ("li", one_line(words)), ("td", one_line(words))]
    assert {name(e) for e in elements(paragraph)} <= {"html", "head", "body", *READABLE}


READABLE = ("p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td")


def parsed(html: str) -> Element:
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    assert isinstance(tree, Element)
    return tree


def test_the_readme_keeps_its_outline_whatever_the_texts(lanhua: Zone, tmp_path: Path) -> None:
    def outline(zone: Zone) -> list[str]:
        export_zone(zone, tmp_path / "data", DATA)
        text = (tmp_path / "data" / "README.md").read_text("utf-8")
        return [name(e) for e in elements(parsed(markdown_it.MarkdownIt("commonmark").enable("table").render(text)))]

    assert outline(hostile(lanhua, TEXTS)) == outline(lanhua)


@pytest.mark.parametrize(
    "url", ['https://example.org/{a}\\b"c<d>^`|', "https://example.org/é%20x#y", "https://example.org/?a=1&b=$2"]
)
def test_an_address_is_harmless_and_the_same(lanhua: Zone, tmp_path: Path, url: str) -> None:
    zone = replace(lanhua, sources=tuple(replace(source, url=url) for source in lanhua.sources))
    check(zone, tmp_path / "data")
    assert {row["url"] for row in exports.csv(tmp_path / "data", "sources")} == {url}
