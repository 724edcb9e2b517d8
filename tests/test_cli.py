"""The command: its exit codes and messages, and an earlier file that only a complete new one replaces."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import pytest

from geodata import load_zone
from maps import build_page
from maps.cli import main
from tests.zones import DELETE, RELEASE_DE, alter

EARLIER = b"an earlier map\n"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the path of an earlier map, alone in its folder."""
    path = tmp_path / "out" / "map.html"
    path.parent.mkdir()
    path.write_bytes(EARLIER)
    return path


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "release.txt"
    path.write_text(RELEASE_DE, "utf-8")
    return path


def untouched(out: Path) -> bool:
    return out.read_bytes() == EARLIER and list(out.parent.iterdir()) == [out]


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_build_writes_the_page_and_prints_path_and_size(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", "--zone", folder, "--out", out) == 0
    assert out.read_bytes() == build_page(load_zone(folder)).encode()
    assert list(out.parent.iterdir()) == [out]
    output, errors = capsys.readouterr()
    assert re.fullmatch(rf"{re.escape(str(out))}: \d+ kB, \d+ kB gzipped\n", output)
    assert errors == ""


def test_build_makes_the_output_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("build", "--zone", folder) == 0
    [made] = (tmp_path / "out").iterdir()
    assert made.name == "lanhua-zone-map.html"
    assert capsys.readouterr().out.startswith(str(Path("out", made.name)))


def test_the_default_zone_is_chengdu(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    output, errors = capsys.readouterr()
    assert re.fullmatch(r"chengdu: OK \(areas: 3, facts: \d+, sources: \d+, backdrop features: \d+\)\n", output)
    assert errors == ""


@pytest.mark.parametrize("command", ["build", "check"])
def test_all_problems_of_the_data_are_listed(
    folder: Path, out: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    alter(folder, "sources.toml", "source/survey/licence", DELETE)
    alter(folder, "facts.toml", "fact/guests/label/ja", "")
    alter(folder, "areas.geojson", "features/south-garden/geometry/coordinates", [30.5, 104.1])
    (folder / "zone.toml").write_bytes(b"id = '\xff'")
    arguments = ["--out", out] if command == "build" else []
    assert run(command, "--zone", folder, *arguments) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("4 problems in the data:\n")
    for place in ("sources.toml: survey.licence", "facts.toml: guests.label.ja", "zone.toml: "):
        assert f"\n  {place}" in errors
    assert "areas.geojson: south-garden.geometry.coordinates: found [30.5, 104.1]; expected a longitude" in errors
    assert untouched(out)


def test_a_zone_that_does_not_exist(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--zone", tmp_path / "nowhere", "--out", out) == 1
    expected = f"{tmp_path / 'nowhere'}: found nothing; expected the folder of a zone, with zone.toml in it\n"
    assert capsys.readouterr() == ("", expected)
    assert untouched(out)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["draw"],
        ["build", "--colour"],
        ["build", "--out"],
        ["check", "--out", "x"],
        ["build", "extra"],
        ["check", "-x"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("usage: zone-map")


def test_open_shows_the_page_in_the_browser(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(opened.append(address)) or True)
    assert main(["build", "--out", str(out), "--open"]) == 0
    assert opened == [out.resolve().as_uri()]
    # Without a browser the page is written all the same.
    monkeypatch.setattr("webbrowser.open", lambda address: False)
    assert main(["build", "--out", str(out), "--open"]) == 0
    assert "no browser" in capsys.readouterr().err
    assert out.read_bytes().startswith(b"<!DOCTYPE html>")


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"zone-map {version('chengdu-zone-map')}\n"


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    assert {"build", "check"} <= set(capsys.readouterr().out.split())


def test_a_folder_that_cannot_be_made(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--zone", folder, "--out", out / "map.html") == 1
    assert capsys.readouterr() == ("", f"{out}: is a file, not a folder\n")
    assert untouched(out)


def test_a_folder_where_the_file_should_be(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--zone", folder, "--out", out.parent) == 1
    assert capsys.readouterr().err.startswith(f"{out.parent}: ")
    assert untouched(out)
    assert [path.name for path in out.parent.parent.iterdir() if "unfinished" in path.name] == []


def half_written(self: Path, content: bytes) -> NoReturn:
    with self.open("wb") as file:
        file.write(content[: len(content) // 2])
    raise OSError(28, "No space left on device", str(self))


def refused(*_: object, **__: object) -> NoReturn:
    raise PermissionError(13, "Permission denied", "map.html")


@pytest.mark.parametrize(
    ("owner", "name", "failure", "message"),
    [
        (Path, "write_bytes", half_written, "No space left on device"),
        (Path, "write_bytes", refused, "map.html: Permission denied"),
        (os, "replace", refused, "map.html: Permission denied"),
    ],
)
def test_a_disk_that_fails(
    folder: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    owner: Any,
    name: str,
    failure: Any,
    message: str,
) -> None:
    monkeypatch.setattr(owner, name, failure)
    assert run("build", "--zone", folder, "--out", out) == 1
    monkeypatch.undo()
    output, errors = capsys.readouterr()
    assert output == ""
    assert message in errors
    assert errors.count("\n") == 1
    assert untouched(out)


def test_stop_signals_are_handled_before_anything_large_is_imported() -> None:
    program = "import sys; sys.path.insert(0, sys.argv[1]); import maps.__main__; print(*sys.modules)"
    # Isolated and without `site`, which may import more by itself.
    command = [sys.executable, "-I", "-S", "-c", program, str(ROOT)]
    imported = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.split()
    assert {"signal", "maps.__main__"} <= set(imported)
    assert not {"typing", "re", "pathlib", "argparse", "geodata"} & set(imported)


WAITING = """
import signal, sys, time
from pathlib import Path
from maps.__main__ import main

def write_half_and_wait(self, content):
    with self.open("wb") as file:
        file.write(content[:1000])
    print("half", flush=True)
    time.sleep(60)

# A background process may have been started with these signals ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
Path.write_bytes = write_half_and_wait
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_build_stopped_half_way(folder: Path, out: Path, stop: signal.Signals) -> None:
    command = [sys.executable, "-c", WAITING, "build", "--zone", str(folder), "--out", str(out)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        assert len(list(out.parent.iterdir())) == 2
        started = time.monotonic()
        process.send_signal(stop)
        output, errors = process.communicate(timeout=30)
    assert time.monotonic() - started < 20
    assert (process.returncode, output, errors) == (1, "", "stopped; nothing was written\n")
    assert untouched(out)


def test_a_release_that_confirms_the_facts(folder: Path, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--zone", folder, "--release", release) == 0
    output, errors = capsys.readouterr()
    assert output.splitlines() == [
        "lanhua: OK (areas: 3, facts: 5, sources: 2, backdrop features: 4)",
        f"{release}: OK (quotes found in the stated sentences: 3)",
    ]
    assert errors == ""


def test_a_release_that_contradicts_a_fact(folder: Path, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alter(folder, "facts.toml", "fact/guests/value", 1251)
    alter(folder, "facts.toml", "fact/guests/locator/quote", "1.251 Besucher")
    alter(folder, "facts.toml", "fact/guests/version/0/quote", "来宾1251人")
    alter(folder, "facts.toml", "fact/opened/locator/sentence", 2)
    release.write_text(RELEASE_DE.replace("2,5 Mrd.", "3,5 Mrd."), "utf-8")
    assert run("check", "--zone", folder, "--release", release) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("3 problems in the data:\n")
    assert all(f"\n  facts.toml: {name}." in errors for name in ("cost", "guests", "opened"))
    assert "it is in paragraph 1, sentence 1" in errors


def test_a_release_that_does_not_exist(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.txt"
    assert run("check", "--zone", folder, "--release", missing) == 1
    assert capsys.readouterr().err == f"{missing}: No such file or directory\n"


def test_a_release_that_is_not_text(folder: Path, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release.write_bytes(RELEASE_DE.encode("latin-1", "replace"))
    assert run("check", "--zone", folder, "--release", release) == 1
    errors = capsys.readouterr().err
    assert re.fullmatch(rf"{re.escape(str(release))}: not UTF-8 at byte \d+\n", errors)
