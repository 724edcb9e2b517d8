"""The command `export`: messages, exit codes, and a folder that only a complete new export changes."""

from __future__ import annotations

import errno
import importlib.util
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import termios
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

import pytest

import maps.export.writers
from maps.cli import main
from maps.export.geopackage import geopackage_files
from maps.export.writers import export_zone
from tests.zones import alter, write_zone

ROOT = Path(__file__).parents[2]
EARLIER = {"areas.csv": b"an earlier table\n", "README.md": b"an earlier readme\n", "notes.txt": b"my own notes\n"}


@pytest.fixture(autouse=True)
def _data_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the pictures: they are files like the others, and slow."""
    monkeypatch.setattr(maps.export.writers, "WRITERS", maps.export.writers.DATA)


@pytest.fixture
def zone(tmp_path: Path) -> Path:
    return write_zone(tmp_path / "zone")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a folder with two files of an earlier export and one of the author's own."""
    folder = tmp_path / "out" / "data"
    folder.mkdir(parents=True)
    for name, content in EARLIER.items():
        (folder / name).write_bytes(content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def untouched(out: Path) -> bool:
    return contents(out) == EARLIER and list(out.parent.iterdir()) == [out]


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_it_writes_the_folder_and_prints_path_count_and_size(
    zone: Path, tmp_path: Path, lanhua_exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a" / "b"
    assert run("export", "--zone", zone, "--out", out) == 0
    assert contents(out) == contents(lanhua_exported)
    output, errors = capsys.readouterr()
    assert re.fullmatch(rf"{re.escape(str(out))}: {len(contents(out))} files, \d+ kB\n", output)
    assert errors == "", "no bar where nobody looks"


def test_by_default_the_folder_is_named_after_the_zone(
    zone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("export", "--zone", zone) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["lanhua-zone-data"]
    assert capsys.readouterr().out.startswith(str(Path("out", "lanhua-zone-data")))


def test_files_of_an_earlier_export_are_replaced_and_others_left_alone(
    zone: Path, out: Path, lanhua_exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", "--zone", zone, "--out", out) == 0
    assert contents(out) == contents(lanhua_exported) | {"notes.txt": EARLIER["notes.txt"]}
    assert capsys.readouterr().err == f"{out}: left unchanged, not part of this export: notes.txt\n"


def test_the_folder_may_be_a_symbolic_link(zone: Path, out: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(out)
    assert run("export", "--zone", zone, "--out", link) == 0
    assert link.is_symlink()
    assert (out / "areas.csv").read_bytes() != EARLIER["areas.csv"]


def test_problems_of_the_data_are_listed(zone: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alter(zone, "facts.toml", "fact/guests/label/ja", "")
    assert run("export", "--zone", zone, "--out", out) == 1
    assert capsys.readouterr().err.startswith("1 problem in the data:\n  facts.toml: guests.label.ja: ")
    assert untouched(out)


@pytest.mark.parametrize("arguments", [["--out"], ["extra"], ["--release", "x"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", *arguments])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: zone-map")


def error_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the only line on standard error."""
    output, errors = capsys.readouterr()
    assert (output, errors.count("\n")) == ("", 1)
    return errors


def test_a_file_where_the_folder_should_be(zone: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = out / "notes.txt"
    assert run("export", "--zone", zone, "--out", file) == 1
    assert error_line(capsys) == f"{file}: is a file, not a folder\n"
    assert untouched(out)


def test_a_folder_that_cannot_be_made(zone: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--zone", zone, "--out", out / "notes.txt" / "data") == 1
    assert error_line(capsys).startswith(str(out / "notes.txt"))
    assert untouched(out)


def test_a_folder_where_a_file_should_be(zone: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that were moved before it are moved back."""
    taken = out / "citations.bib"
    taken.mkdir()
    assert run("export", "--zone", zone, "--out", out) == 1
    assert error_line(capsys) == f"{taken}: is a folder, not a file\n"
    taken.rmdir()
    assert untouched(out)


def no_space(self: Path, content: bytes) -> NoReturn:
    with self.open("wb") as file:
        file.write(content[: len(content) // 2])
    raise OSError(errno.ENOSPC, "No space left on device")


def refused(*_: object, **__: object) -> NoReturn:
    raise PermissionError(errno.EACCES, "Permission denied", "some.file")


@pytest.mark.parametrize("fresh", [False, True], ids=["earlier files", "no folder yet"])
@pytest.mark.parametrize(
    ("owner", "name", "failure", "message"),
    [
        (Path, "write_bytes", no_space, "README.md: No space left on device\n"),
        (Path, "write_bytes", refused, "README.md: Permission denied\n"),
        ("tempfile", "mkdtemp", refused, ": Permission denied\n"),
    ],
    ids=["full", "no writing", "no work folder"],
)
def test_a_disk_that_fails(
    zone: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fresh: bool,
    owner: Any,
    name: str,
    failure: Any,
    message: str,
) -> None:
    folder = out.parent / "new" if fresh else out
    with monkeypatch.context() as patched:
        if owner == "tempfile":
            patched.setattr("maps.files.tempfile.mkdtemp", failure)
            # The GeoPackage has its own temporary folder.
            patched.setattr(
                maps.export.writers, "WRITERS", [w for w in maps.export.writers.WRITERS if w is not geopackage_files]
            )
        else:
            patched.setattr(owner, name, failure)
        assert run("export", "--zone", zone, "--out", folder) == 1
    assert message in error_line(capsys)
    assert untouched(out)


@pytest.mark.parametrize("fresh", [False, True], ids=["earlier files", "no folder yet"])
@pytest.mark.parametrize("turn", [1, 2, 9, 20])
def test_a_move_that_fails(
    zone: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fresh: bool, turn: int
) -> None:
    folder, turns = out.parent / "new" if fresh else out, count(1)

    def move(source: Path, target: Path) -> None:
        if source.parent.name == "new" and next(turns) == turn:
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        os.rename(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", move)
        assert run("export", "--zone", zone, "--out", folder) == 1
    assert error_line(capsys).endswith(": Permission denied\n")
    assert untouched(out)


def test_earlier_files_are_kept_where_they_cannot_be_restored(
    lanhua: Any, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk fails while the moves are undone, the files stay in the hidden folder and are not lost."""
    moved = []

    def break_down(source: Path, target: Path) -> None:
        moved.append((source, target))
        if len(moved) > 1:
            raise OSError(errno.EIO, "Input/output error", str(target))
        os.rename(source, target)

    monkeypatch.setattr(os, "replace", break_down)
    with pytest.raises(OSError, match="Input/output error"):
        export_zone(lanhua, out, maps.export.writers.DATA)
    monkeypatch.undo()
    [hidden] = out.glob(".*.unfinished")
    assert {p.name: p.read_bytes() for p in (hidden / "old").iterdir()} == {"README.md": EARLIER["README.md"]}


STOPPED = """
import os, signal, sys, time
from itertools import count
from pathlib import Path
import maps.export.writers
from maps.__main__ import main

maps.export.writers.WRITERS = maps.export.writers.DATA

def write_half_and_wait(self, content):
    with self.open("wb") as file:
        file.write(content[:100])
    print("half", flush=True)
    time.sleep(60)

def move_and_stop(source, target):
    os.kill(os.getpid(), signal.{stop})
    os.rename(source, target)

# A process in the background may have been started with Ctrl-C switched off.
signal.signal(signal.SIGINT, signal.default_int_handler)
if "{moment}" == "writing":
    Path.write_bytes = write_half_and_wait
else:
    os.replace = move_and_stop
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_an_export_stopped_while_it_writes(zone: Path, out: Path, stop: signal.Signals) -> None:
    script = STOPPED.format(stop=stop.name, moment="writing")
    command = [sys.executable, "-c", script, "export", "--zone", str(zone), "--out", str(out)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        assert len(list(out.iterdir())) == len(EARLIER) + 1
        process.send_signal(stop)
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (1, "", "stopped; nothing was written\n")
    assert untouched(out)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_while_files_are_moved_comes_too_late(
    zone: Path, out: Path, stop: signal.Signals, lanhua_exported: Path
) -> None:
    script = STOPPED.format(stop=stop.name, moment="moving")
    command = [sys.executable, "-c", script, "export", "--zone", str(zone), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert contents(out) == contents(lanhua_exported) | {"notes.txt": EARLIER["notes.txt"]}


def test_without_pyarrow_one_sentence_says_what_is_left_out(
    zone: Path,
    out: Path,
    lanhua_exported: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def find(name: str, *arguments: Any) -> Any:
        return None if name == "pyarrow" else importlib.util.find_spec(name, *arguments)

    monkeypatch.setattr("maps.export.parquet.find_spec", find)
    assert run("export", "--zone", zone, "--out", out) == 0
    output, errors = capsys.readouterr()
    assert f": {len(contents(lanhua_exported)) - 4} files, " in output
    [sentence, others] = errors.splitlines()
    assert sentence == "GeoParquet is skipped: pyarrow is not installed (pip install pyarrow)."
    assert others.endswith("notes.txt")
    assert list(out.glob("*.parquet")) == []
    assert "parquet" not in (out / "datapackage.json").read_text("utf-8")


@pytest.mark.slow
def test_progress_bar_on_a_terminal(zone: Path, tmp_path: Path) -> None:
    """Standard error is a terminal, standard output a pipe. The bar is cleared at the end."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    command = [sys.executable, "-m", "maps", "export", "--zone", str(zone), "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: read_terminal(ours), b""))
        assert process.stdout is not None
        output = process.stdout.read()
    os.close(ours)
    assert process.returncode == 0
    assert re.fullmatch(r".*: \d+ files, \d+ kB\n", output)
    assert re.search(r"writing: +\d+%\|", shown.decode())
    assert shown.decode().rstrip(" \r\n").endswith("]"), "nothing else is said"


def read_terminal(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # the other end is closed
        return b""


def test_a_geopackage_that_gdal_cannot_write(
    zone: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pyogrio.errors import DataSourceError

    for kind in (DataSourceError, sqlite3.OperationalError):

        def fail(*_: object, kind: type[Exception] = kind, **__: object) -> NoReturn:
            raise kind("database or disk is full")

        with monkeypatch.context() as patched:
            patched.setattr("pyogrio.raw.write", fail)
            assert run("export", "--zone", zone, "--out", out) == 1
        assert re.fullmatch("lanhua-zone.gpkg: GDAL [0-9.]+: database or disk is full\n", error_line(capsys))
    assert untouched(out)


def test_building_the_page_imports_no_library_of_the_export_nor_optional_ones_of_folium(tmp_path: Path) -> None:
    script = "import sys; from maps.cli import main; main(['build', '--out', sys.argv[1]]); print(*sys.modules)"
    command = [sys.executable, "-c", script, str(tmp_path / "map.html")]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert "maps.page.build" in loaded
    assert not {"geopandas", "maps.export.writers", "openpyxl", "pandas", "pyogrio", "requests", "tqdm", "typst"} & set(
        loaded
    )
