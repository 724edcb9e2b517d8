"""The wheel, installed into a fresh environment, builds the same page anywhere, offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PIP = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check"]
GUARD = """
import sys

def guard(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}:
        raise RuntimeError("the network is off")
    if event == "open" and str(arguments[0]).startswith(%r):
        raise RuntimeError(f"{arguments[0]} is not part of the installed package")

sys.addaudithook(guard)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, since a build leaves files behind."""
    copy, made = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in ("geodata", "maps"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, copy)
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet", "--wheel-dir", str(made)]
    subprocess.run([*PIP, "wheel", *options, str(copy)], check=True)
    [path] = made.iterdir()
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the commands of an environment with the wheel, the third-party libraries of this one, and a guard."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    commands = environment / "bin"
    install = [*PIP, "--python", str(commands / "python"), "install", "--no-index", "--no-deps", "--quiet", str(wheel)]
    subprocess.run(install, check=True)
    [packages] = environment.glob("lib/python*/site-packages")
    # Only the folder is added: its .pth files, such as the project's own, are not followed.
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "libraries.pth").write_text("\n".join(sorted(libraries)) + "\n", "utf-8")
    (packages / "guard.py").write_text(GUARD % ((f"{ROOT / 'geodata'}{os.sep}", f"{ROOT / 'maps'}{os.sep}"),), "utf-8")
    (packages / "guard.pth").write_text("import guard\n", "utf-8")
    return commands


def run(command: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, timeout=120)


def test_the_wheel_holds_only_the_program_its_data_and_their_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        said = archive.read(metadata).decode()
    own = {name for name in names if ".dist-info/" not in name}
    here = {p for name in ("geodata", "maps") for p in (ROOT / name).rglob("*") if p.is_file()}
    # The types of the page's script are for its authors, but lie in the same folder.
    assert own == {p.relative_to(ROOT).as_posix() for p in here if "__pycache__" not in p.parts}
    assert {name.partition(".dist-info/")[2] for name in names - own} >= {
        "licenses/LICENSE",
        "licenses/geodata/LICENSE",
    }
    assert "Classifier: Private :: Do Not Upload" in said
    assert "Name: chengdu-zone-map\n" in said


def test_the_source_archive_builds_the_same_wheel_and_holds_no_tests(wheel: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("__pycache__", ".*", "node_modules", "out", "*.egg-info"))
    make = "import sys; from setuptools.build_meta import build_sdist; build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", make, str(tmp_path)], cwd=copy, check=True, capture_output=True)
    [archive] = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    with zipfile.ZipFile(wheel) as installed:
        assert {name for name in installed.namelist() if ".dist-info/" not in name and name[-1] != "/"} <= names
    assert {"LICENSE", "geodata/LICENSE", "SECURITY.md", "CITATION.cff", "requirements/map.txt"} <= names
    assert {name for name in names if name.startswith(("tests", "docs", "out"))} == set()


def test_the_guard_would_notice(installed: Path, tmp_path: Path) -> None:
    """Without this, the test after it would prove nothing."""
    python = installed / "python"
    connecting = run([python, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"], tmp_path)
    assert "RuntimeError: the network is off" in connecting.stderr
    reading = run([python, "-c", f"open({str(ROOT / 'maps' / '__init__.py')!r})"], tmp_path)
    assert "is not part of the installed package" in reading.stderr
    where = run([python, "-c", "import geodata, maps; print(geodata.__file__, maps.__file__)"], tmp_path)
    assert [path.startswith(str(installed.parent)) for path in where.stdout.split()] == [True, True]


def test_the_installed_command_builds_the_same_page_anywhere(installed: Path, tmp_path: Path, page: str) -> None:
    built = run([installed / "zone-map", "build"], tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.startswith("out/chengdu-zone-map.html: ")
    assert (tmp_path / "out" / "chengdu-zone-map.html").read_bytes() == page.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_installed_command_exports_the_same_data_anywhere(installed: Path, tmp_path: Path, exported: Path) -> None:
    done = run([installed / "zone-map", "export"], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    folder = tmp_path / "out" / "chengdu-zone-data"
    # The texts that describe the files mention the pictures too.
    described = {"README.md", "datapackage.json"}
    data = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name not in described}
    assert data == {p.name: p.read_bytes() for p in exported.iterdir() if p.name not in described}
    assert len(list((folder / "pictures").rglob("*.svg"))) == 32


def test_the_installed_command_checks_the_data_anywhere(installed: Path, tmp_path: Path) -> None:
    checked = run([installed / "zone-map", "check"], tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("chengdu: OK (areas: 3, ")
