"""Writing the folder: all files or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from maps.export.file import File
from maps.files import Scratch, keep_mode, made_folder, named, scratch, undisturbed, written

MOVING = "moving"
"""Lies in the scratch folder as soon as files are moved, and so tells that an earlier run was killed then."""


def put(folder: Path, files: Sequence[File]) -> tuple[str, ...]:
    """Write `files` into `folder`, which is made where it is missing, and return what else lies in it.

    Raises OSError, after which the folder is as it was, and ValueError for a name that leads out of the folder. Files
    of other names are left alone; what else lies in a folder of ours is returned with the name of that.
    """
    for file in files:
        parts = file.name.split("/")
        if any(part in ("", ".", "..") or "\\" in part or ":" in part or not part.isprintable() for part in parts):
            raise ValueError(f"expected a name within the folder, found {file.name!r}")
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "a file stands where the folder is to be", str(folder))

    def recover(work: Path) -> None:
        if (work / MOVING).exists():
            _move_back(folder, files, work / "new", work / "old")

    # Inside the folder: files move at once only within one file system, and the folder is where one may write.
    with made_folder(folder), scratch(folder, recover) as work:
        _write_and_move(folder, files, work)
    ours = {file.name for file in files}
    inner = {str(parent) for name in ours for parent in PurePosixPath(name).parents}
    found = (path for name in inner for path in (folder / name).iterdir())
    names = {path.relative_to(folder).as_posix() for path in found}
    return tuple(sorted(names - ours - inner))


def _write_and_move(folder: Path, files: Sequence[File], work: Scratch) -> None:
    new, old = work.path / "new", work.path / "old"
    new.mkdir()
    old.mkdir()
    for file in files:
        with named(folder / file.name):
            (new / file.name).parent.mkdir(parents=True, exist_ok=True)
            (new / file.name).write_bytes(file.content)
    made: list[Path] = []
    with undisturbed():
        try:
            (work.path / MOVING).mkdir()
            _move(folder, files, new, old, made)
            written.append(folder)
        except BaseException:
            work.keep = True  # earlier files lie here, until they are back
            _move_back(folder, files, new, old)
            for each in reversed(made):
                with suppress(OSError):
                    each.rmdir()
            work.keep = False
            raise


def _move(folder: Path, files: Sequence[File], new: Path, old: Path, made: list[Path]) -> None:
    """Move the new files to their places and the earlier ones aside; add the folders made for them to `made`."""
    for file in files:
        target = folder / file.name
        for parent in reversed(target.relative_to(folder).parents[:-1]):
            _make(folder / parent, made)
            (old / parent).mkdir(exist_ok=True)
        keep_mode(target, new / file.name)
        if os.path.lexists(target):
            os.replace(target, old / file.name)
        os.replace(new / file.name, target)


def _make(inner: Path, made: list[Path]) -> None:
    """Make a folder within the folder and add it to `made`; raise NotADirectoryError for a file or a link."""
    if inner.is_symlink() or (inner.exists() and not inner.is_dir()):
        raise NotADirectoryError(errno.ENOTDIR, "a file or a link stands where the folder is to be", str(inner))
    if not inner.exists():
        made.append(inner)
        inner.mkdir()


def _move_back(folder: Path, files: Sequence[File], new: Path, old: Path) -> None:
    """Undo `_move` wherever it got to: what it did is told by what lies where."""
    for file in files:
        if os.path.lexists(old / file.name):
            os.replace(old / file.name, folder / file.name)
        elif not os.path.lexists(new / file.name) and (folder / file.name).is_file():
            (folder / file.name).unlink()
