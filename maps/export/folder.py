"""Write the folder of the export: all files or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from maps.export.file import File
from maps.files import (
    Scratch,
    copy_mode,
    ensure_folder,
    ignore_stop_signals,
    name_in_errors,
    remove_empty,
    scratch_folder,
    written_paths,
)

MOVING = "moving"
"""A file in the scratch folder with the names of the files that are moved, one a line; if a later run finds it, an
earlier one was killed then."""


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

    def recover(work: Path) -> None:
        if (work / MOVING).exists():  # its names may differ from those of `files`
            _move_back(folder, (work / MOVING).read_text("utf-8").splitlines(), work / "new", work / "old")

    # Inside the folder: moves are atomic only within one file system, and the folder is known to be writable.
    with ensure_folder(folder), scratch_folder(folder, recover) as scratch:
        _write_and_move(folder, files, scratch)
    own_files = {file.name for file in files}
    own_folders = {str(parent) for name in own_files for parent in PurePosixPath(name).parents}
    paths = (path for name in own_folders for path in (folder / name).iterdir())
    names = {path.relative_to(folder).as_posix() for path in paths}
    return tuple(sorted(names - own_files - own_folders))


def _write_and_move(folder: Path, files: Sequence[File], scratch: Scratch) -> None:
    new, old = scratch.path / "new", scratch.path / "old"
    new.mkdir()
    old.mkdir()
    for file in files:
        with name_in_errors(folder / file.name):
            (new / file.name).parent.mkdir(parents=True, exist_ok=True)
            (new / file.name).write_bytes(file.content)
    created: list[Path] = []
    names = [file.name for file in files]
    with ignore_stop_signals():
        try:
            (scratch.path / MOVING).write_text("\n".join(names), "utf-8")
            _move(folder, files, new, old, created)
            written_paths.append(folder)
        except BaseException:
            scratch.keep = True  # it contains the earlier files until they are restored
            _move_back(folder, names, new, old)
            remove_empty(created)
            scratch.keep = False
            raise


def _move(folder: Path, files: Sequence[File], new: Path, old: Path, created: list[Path]) -> None:
    """Move the new files into place and the earlier ones aside; add the folders created for them to `created`."""
    for file in files:
        target = folder / file.name
        for parent in reversed(target.relative_to(folder).parents[:-1]):
            _create_subfolder(folder / parent, created)
            (old / parent).mkdir(exist_ok=True)
        copy_mode(target, new / file.name)
        if os.path.lexists(target):
            os.replace(target, old / file.name)
        os.replace(new / file.name, target)


def _create_subfolder(path: Path, created: list[Path]) -> None:
    """Create a missing subfolder and add it to `created`; raise NotADirectoryError for a file or a link."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise NotADirectoryError(errno.ENOTDIR, "is a file or a link, not a folder", str(path))
    if not path.exists():
        created.append(path)
        path.mkdir()


def _move_back(folder: Path, names: Sequence[str], new: Path, old: Path) -> None:
    """Undo `_move`, however far it got: the location of each file shows what was done."""
    for name in names:
        if os.path.lexists(old / name):
            os.replace(old / name, folder / name)
        elif not os.path.lexists(new / name) and (folder / name).is_file():
            (folder / name).unlink()
