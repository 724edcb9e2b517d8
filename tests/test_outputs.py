"""Where the page and the messages of the command go: odd files, names, streams and folders."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import maps.export.writers
import maps.files
from maps.cli import main
from maps.files import write_atomically
from tests.zones import write_zone

ROOT = Path(__file__).parent.parent
START = b"<!DOCTYPE html>"


@pytest.fixture
def zone(tmp_path: Path) -> Path:
    return write_zone(tmp_path / "zone")


def command(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a separate process and capture standard error."""
    environment = {"PYTHONPATH": str(ROOT), **options.pop("env", {})}
    words = [sys.executable, "-m", "maps", *map(str, arguments)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120} | options
    return subprocess.run(words, env=environment, check=False, **options)


def full() -> Any:
    return open("/dev/full", "wb")


def closed_pipe() -> Any:
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "wb")


@pytest.mark.parametrize("stream", [full, closed_pipe])
def test_output_that_cannot_be_written_is_no_failure(zone: Path, tmp_path: Path, stream: Callable[[], Any]) -> None:
    page = tmp_path / "map.html"
    with stream() as nowhere:
        done = command("build", "--zone", zone, "--out", page, stdout=nowhere)
    assert (done.returncode, done.stderr) == (0, b"")
    assert page.read_bytes().startswith(START)
    with stream() as nowhere:
        done = command("check", "--zone", zone, stdout=nowhere, stderr=nowhere)
    assert done.returncode == 0
    with stream() as nowhere:
        done = command("--help", stdout=nowhere)
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_any_streams_the_page_is_written(zone: Path, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    words = [sys.executable, "-m", "maps", "build", "--zone", str(zone), "--out", str(page)]
    shell = ["sh", "-c", '"$@" >&- 2>&-', "sh", *words]
    assert subprocess.run(shell, cwd=ROOT, check=False, timeout=120).returncode == 0
    assert page.read_bytes().startswith(START)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_name_that_the_terminals_encoding_lacks(zone: Path, tmp_path: Path, encoding: str) -> None:
    page = tmp_path / "地图.html"
    done = command("build", "--zone", zone, "--out", page, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "1"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u5730\u56fe.html: " in done.stdout
    assert page.read_bytes().startswith(START)
    assert command("--help", env={"PYTHONIOENCODING": encoding}).returncode == 0


def test_in_a_deleted_folder(zone: Path, tmp_path: Path) -> None:
    gone, page = tmp_path / "gone", tmp_path / "map.html"
    program = f"import os, sys; os.rmdir({str(gone)!r}); from maps.__main__ import main; sys.exit(main())"

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        gone.mkdir()
        words = [sys.executable, "-c", program, "build", "--zone", str(zone), *map(str, arguments)]
        env = {"PYTHONPATH": str(ROOT)}
        return subprocess.run(words, cwd=gone, env=env, capture_output=True, text=True, check=False, timeout=120)

    done = run("--out", page)
    assert (done.returncode, done.stderr) == (0, "")
    assert page.read_bytes().startswith(START)
    done = run()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "out/lanhua-zone-map.html: No such file or directory\n"


@pytest.mark.parametrize("length", [240, 255])
def test_a_file_name_of_the_maximum_length(zone: Path, tmp_path: Path, length: int) -> None:
    page = tmp_path / ("x" * (length - 5) + ".html")
    assert main(["build", "--zone", str(zone), "--out", str(page)]) == 0
    assert page.read_bytes().startswith(START)


def test_a_file_name_that_is_too_long(zone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for page in (tmp_path / ("x" * 256), tmp_path / ("x" * 256) / "map.html"):
        assert main(["build", "--zone", str(zone), "--out", str(page)]) == 1
        assert capsys.readouterr() == ("", f"{page}: File name too long\n")
    assert [path.name for path in tmp_path.iterdir()] == ["zone"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["build", "--zone", ""], "--zone: found ''; expected the name of a folder\n"),
        (["check", "--zone", ""], "--zone: found ''; expected the name of a folder\n"),
        (["build", "--out", "-"], "--out: found '-'; expected the name of a file\n"),
        (["export", "--out", "-"], "--out: found '-'; expected the name of a folder\n"),
        (["build", "--out", ""], "--out: found ''; expected the name of a file\n"),
        (["build", "--out", "."], "--out: found '.'; expected the name of a file\n"),
        (["build", "--out", "maps/"], "--out: found 'maps/'; expected the name of a file\n"),
        (["export", "--out", ""], "--out: found ''; expected the name of a folder\n"),
        (["check", "--release", ""], "--release: found ''; expected the name of a file\n"),
    ],
)
def test_invalid_names(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", sentence)


def test_only_plain_files_are_written_to(zone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to("/dev/full")
    for page in (pipe, link, Path("/dev/full")):
        assert main(["build", "--zone", str(zone), "--out", str(page)]) == 1
        assert capsys.readouterr() == ("", f"{page}: is a device or a pipe, not a file\n")
    assert main(["export", "--zone", str(zone), "--out", str(pipe)]) == 1
    assert capsys.readouterr() == ("", f"{pipe}: is a file, not a folder\n")
    assert main(["check", "--zone", str(zone), "--release", str(pipe)]) == 1
    assert capsys.readouterr() == ("", f"{pipe}: Not a plain file\n")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe", "zone"]


def test_a_link_is_followed_and_mode_and_owner_stay(tmp_path: Path) -> None:
    page, link = tmp_path / "elsewhere" / "page.html", tmp_path / "link.html"
    page.parent.mkdir()
    page.write_bytes(b"earlier")
    page.chmod(0o640)
    if os.getuid() == 0:
        os.chown(page, 12, 34)
    before = page.stat()
    link.symlink_to(page)
    write_atomically(link, b"new")
    after = page.stat()
    assert page.read_bytes() == b"new"
    assert link.is_symlink()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    page.unlink()
    write_atomically(link, b"newer")  # a link to a file that does not exist yet
    assert (page.read_bytes(), link.is_symlink()) == (b"newer", True)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["elsewhere", "link.html", "page.html"]


def test_leftovers_of_a_killed_run_are_removed_but_not_those_of_a_running_one(tmp_path: Path) -> None:
    (tmp_path / ".zone-map-1-abc.unfinished").mkdir()
    (tmp_path / ".zone-map-1-abc.unfinished" / "new").write_bytes(b"half")
    with maps.files.scratch_folder(tmp_path) as running:
        write_atomically(tmp_path / "map.html", b"new")
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([running.name, "map.html"])
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.parametrize("names", [("a.txt", "b.txt", "c.txt", "mine"), ("mine",)])
def test_an_export_killed_half_way_is_undone_by_the_next(tmp_path: Path, names: tuple[str, ...]) -> None:
    """The next export, which may have other files, fails itself, so that the undoing is visible."""
    from maps.export.file import File
    from maps.export.folder import write_folder

    work = tmp_path / ".zone-map-1-abc.unfinished"
    for name in ("new", "old"):
        (work / name).mkdir(parents=True)
    (work / "moving").write_text("a.txt\nb.txt\nc.txt", "utf-8")
    (work / "old" / "a.txt").write_bytes(b"earlier")  # a was moved, b is new, c was not reached
    (work / "new" / "c.txt").write_bytes(b"new")
    for name, content in (("a.txt", b"new"), ("b.txt", b"new"), ("c.txt", b"earlier")):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "mine").mkdir()
    files = [File(name, "A file", b"newest") for name in names]
    with pytest.raises(OSError, match="is a folder, not a file"):
        write_folder(tmp_path, files)
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert left == {"a.txt": b"earlier", "c.txt": b"earlier"}
    assert len(list(tmp_path.iterdir())) == 3


def test_two_exports_to_one_folder(
    zone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(maps.files, "LOCK_TIMEOUT_S", 0.1)
    monkeypatch.setattr(maps.export.writers, "WRITERS", maps.export.writers.DATA[:1])
    out = tmp_path / "data"
    out.mkdir()
    with maps.files.scratch_folder(out, recover=lambda work: None):
        assert main(["export", "--zone", str(zone), "--out", str(out)]) == 1
    assert capsys.readouterr() == ("", f"{out}: another run is writing here\n")
    assert list(out.iterdir()) == []
    assert main(["export", "--zone", str(zone), "--out", str(out)]) == 0
