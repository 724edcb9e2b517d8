"""Files in subfolders of an export: they too are all written or none, and never outside of it."""

from __future__ import annotations

import errno
import os
from itertools import count
from pathlib import Path

import pytest

from maps.export.file import File
from maps.export.folder import write_folder

NAMES = ("a.txt", "pictures/all.txt", "pictures/en/one.svg", "pictures/en/two.svg", "pictures/ja/one.svg")


def files(*names: str, content: bytes = b"new") -> list[File]:
    return [File(name, "A file", content) for name in names]


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return the content of each file below the folder, and None for each subfolder."""
    found = (path for path in folder.rglob("*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in found}


def test_files_are_written_to_their_subfolders(tmp_path: Path) -> None:
    assert write_folder(tmp_path / "data", files(*NAMES)) == ()
    folders = dict.fromkeys(("pictures", "pictures/en", "pictures/ja"))
    assert contents(tmp_path / "data") == dict.fromkeys(NAMES, b"new") | folders


def test_other_files_in_subfolders_are_reported_and_kept(tmp_path: Path) -> None:
    (tmp_path / "pictures" / "en" / "mine").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x").write_bytes(b"x")
    (tmp_path / "pictures" / "en" / "two.svg").write_bytes(b"earlier")
    (tmp_path / "pictures" / "en" / "notes.txt").write_bytes(b"mine")
    assert write_folder(tmp_path, files(*NAMES)) == ("other", "pictures/en/mine", "pictures/en/notes.txt")
    assert (tmp_path / "pictures" / "en" / "two.svg").read_bytes() == b"new"
    assert (tmp_path / "pictures" / "en" / "notes.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("earlier", [(), ("pictures/en/one.svg",), NAMES])
@pytest.mark.parametrize("turn", range(1, len(NAMES) + 1))
def test_a_move_that_fails_leaves_no_file_and_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: tuple[str, ...], turn: int
) -> None:
    folder, turns = tmp_path / "data", count(1)
    write_folder(folder, files(*earlier, content=b"earlier"))
    before = contents(folder)

    def move(source: Path, target: Path) -> None:
        if "new" in source.relative_to(folder).parts and next(turns) == turn:
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        os.rename(source, target)

    monkeypatch.setattr(os, "replace", move)
    with pytest.raises(PermissionError):
        write_folder(folder, files(*NAMES))
    assert contents(folder) == before


def test_a_folder_that_cannot_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    write_folder(folder, files("a.txt", content=b"earlier"))
    mkdir = Path.mkdir

    def refuse(self: Path, *arguments: int, **options: bool) -> None:
        if self == folder / "pictures" / "ja":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        mkdir(self, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(PermissionError, match="ja"):
        write_folder(folder, files(*NAMES))
    assert contents(folder) == {"a.txt": b"earlier"}


def test_a_file_where_a_subfolder_should_be(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_bytes(b"mine")
    with pytest.raises(NotADirectoryError, match="is a file or a link, not a folder"):
        write_folder(tmp_path, files(*NAMES))
    assert contents(tmp_path) == {"pictures": b"mine"}


def test_no_file_is_written_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "data"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "pictures").symlink_to(elsewhere)
    with pytest.raises(NotADirectoryError, match="a link, not a folder"):
        write_folder(folder, files(*NAMES))
    assert contents(elsewhere) == {}
    assert [path.name for path in folder.iterdir()] == ["pictures"]


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "..",
        ".",
        "",
        "/x",
        "a/../../x",
        "a//x",
        "a/./x",
        "a/",
        "\\x",
        "..\\x",
        "C:x",
        "a/\0",
        "a\n",
        "a/ \u2028",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    with pytest.raises(ValueError, match="expected a name within the folder"):
        write_folder(folder, files("a.txt", name))
    assert not folder.exists()
