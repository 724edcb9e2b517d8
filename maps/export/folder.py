"""Write the folder of the export: all files or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from maps.export.file import File
from maps.files import Scratch, keep_mode, made_folder, named, scratch, undisturbed, written

MOVING = "moving"
"""Created in the scratch folder before files are moved; if a later run finds it, an earlier one was killed then."""


def write_folder(folder: Path, files: Sequence[File]) -> tuple[str, ...]:
    """Write `files` into `folder`, creating it if necessary, and return the names of all other files in it.

    Other files are left alone; those in subfolders of ours are returned with their relative paths.
    Raises ValueError for a name that leads out of the folder, and OSError, with the folder restored, if
    writing fails.
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

    # Inside the folder: moves are atomic only within one file system, and the folder is known to be writable.
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
            work.keep = True  # it holds the earlier files until they are restored
            _move_back(folder, files, new, old)
            for each in reversed(made):
                with suppress(OSError):
                    each.rmdir()
            work.keep = False
            raise


def _move(folder: Path, files: Sequence[File], new: Path, old: Path, made: list[Path]) -> None:
    """Move the new files into place and the earlier ones aside; add the folders created for them to `made`."""
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
    """Create a missing subfolder and add it to `made`; raise NotADirectoryError for a file or a link."""
    if inner.is_symlink() or (inner.exists() and not inner.is_dir()):
        raise NotADirectoryError(errno.ENOTDIR, "a file or a link stands where the folder is to be", str(inner))
    if not inner.exists():
        made.append(inner)
        inner.mkdir()


def _move_back(folder: Path, files: Sequence[File], new: Path, old: Path) -> None:
    """Undo `_move`, however far it got: the location of each file shows what was done."""
    for file in files:
        if os.path.lexists(old / file.name):
            os.replace(old / file.name, folder / file.name)
        elif not os.path.lexists(new / file.name) and (folder / file.name).is_file():
            (folder / file.name).unlink()
