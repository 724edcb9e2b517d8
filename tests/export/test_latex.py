"""The bibliography set by LaTeX: each entry by pdfLaTeX, the whole file by XeLaTeX and biber. Skipped without them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from geodata import Zone
from maps.export.citations import FONT_NOTE, bibtex
from maps.export.reference import Reference, references
from maps.text.page_texts import zone_texts

CJK = re.compile(r"[⺀-鿿豈-﫿＀-￯]")
PDFLATEX = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\begin{document}
\nocite{*}
\bibliographystyle{plain}
\bibliography{entry}
\end{document}
"""
XELATEX = r"""\documentclass{article}
\usepackage{fontspec}
\setmainfont{%s}
\usepackage{biblatex}
\addbibresource{citations.bib}
\begin{document}
\nocite{*}
\printbibliography
\end{document}
"""


def run(folder: Path, *command: str) -> str:
    """Run a LaTeX program and return its output; assert that it succeeds."""
    halt = ["-interaction=nonstopmode", "-halt-on-error"] if command[0].endswith("latex") else []
    done = subprocess.run([command[0], *halt, *command[1:]], cwd=folder, capture_output=True, check=False)
    said = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, said[-3000:]
    return said


def needs(*programs: str) -> None:
    missing = [each for each in programs if shutil.which(each) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed")


@pytest.fixture(params=["chengdu", "lanhua"])
def entries(request: pytest.FixtureRequest) -> list[Reference]:
    zone: Zone = request.getfixturevalue(request.param)
    return list(references(zone, zone_texts(zone)["en"]))


def test_pdflatex_sets_single_entries(entries: list[Reference], tmp_path: Path) -> None:
    needs("pdflatex", "bibtex")
    found = {CJK.search(bibtex([entry])) is None: entry for entry in reversed(entries)}
    assert found[True].kind == "map", "the one that the page hands out has no character that pdfLaTeX lacks"
    plain = [entry for entry in entries if not CJK.search(bibtex([entry]))]
    (tmp_path / "entry.tex").write_text(PDFLATEX, "utf-8")
    # First a few entries one by one, as a paper cites them; then all of them at once.
    for chosen in ([plain[0]], [plain[1]], [plain[-1]], plain):
        (tmp_path / "entry.bib").write_text(FONT_NOTE + bibtex(chosen), "utf-8")
        run(tmp_path, "pdflatex", "entry")
        assert "warning" not in run(tmp_path, "bibtex", "entry").lower()
        said = run(tmp_path, "pdflatex", "entry")
        assert "undefined" not in said
        assert "Missing character" not in (tmp_path / "entry.log").read_text("utf-8", "replace")
        assert (tmp_path / "entry.bbl").read_text("utf-8").count("\\bibitem") == len(chosen)


def test_xelatex_and_biber_set_the_whole_file(entries: list[Reference], tmp_path: Path) -> None:
    needs("xelatex", "biber", "fc-match")
    font = subprocess.check_output(["fc-match", "-f", "%{family[0]}", "Noto Sans CJK SC"], text=True)
    if "CJK" not in font:
        pytest.skip("no font with Chinese characters is installed")
    (tmp_path / "citations.bib").write_text(FONT_NOTE + bibtex(entries), "utf-8")
    (tmp_path / "paper.tex").write_text(XELATEX % font, "utf-8")
    run(tmp_path, "xelatex", "paper")
    said = run(tmp_path, "biber", "paper")
    warnings = [line for line in said.splitlines() if re.match("WARN|ERROR", line) and "Overwriting field" not in line]
    assert not warnings, "year and month are for BibTeX, which biber tells that it leaves aside for the date"
    run(tmp_path, "xelatex", "paper")
    log = (tmp_path / "paper.log").read_text("utf-8", "replace")
    assert "Missing character" not in log
    bbl = (tmp_path / "paper.bbl").read_text("utf-8")
    assert bbl.count("\\entry{") == len(entries)
    dated = [entry for entry in entries if entry.issued]
    assert bbl.count("\\field{day}") >= len(dated), "biblatex has the day from the date"
    assert bbl.count("\\verb{url}") == sum(1 for entry in entries if entry.url)
