"""Write the folder of the export: all files or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from maps.export.file import File
from maps.files import (
    MOVING,
    copy_mode,
    ensure_folder,
    ignore_stop_signals,
    name_in_errors,
    remove_empty,
    scratch_folder,
    written_paths,
)


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

    # Inside the folder: moves are atomic only within one file system, and the folder is known to be writable.
    with ensure_folder(folder), scratch_folder(folder, partial(_move_back, folder)) as scratch:
        _write_and_move(folder, files, scratch)
    own_files = {file.name for file in files}
    own_folders = {str(parent) for name in own_files for parent in PurePosixPath(name).parents}
    paths = (path for name in own_folders for path in (folder / name).iterdir())
    names = {path.relative_to(folder).as_posix() for path in paths}
    return tuple(sorted(names - own_files - own_folders))


def _write_and_move(folder: Path, files: Sequence[File], scratch: Path) -> None:
    new, old, moving = scratch / "new", scratch / "old", scratch / MOVING
    new.mkdir()
    old.mkdir()
    for file in files:
        with name_in_errors(folder / file.name):
            (new / file.name).parent.mkdir(parents=True, exist_ok=True)
            (new / file.name).write_bytes(file.content)
    created: list[Path] = []
    with ignore_stop_signals():
        try:
            moving.write_text("\n".join(file.name for file in files), "utf-8")
            _move(folder, files, new, old, created)
            written_paths.append(folder)
        except BaseException:
            _move_back(folder, scratch)
            remove_empty(created)
            raise
        moving.unlink()


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


def _move_back(folder: Path, scratch: Path) -> None:
    """Undo `_move`, if it was not completed, however far it got: the location of each file shows what was done."""
    moving = scratch / MOVING
    if not moving.exists():
        return
    for name in moving.read_text("utf-8").splitlines():
        if os.path.lexists(scratch / "old" / name):
            os.replace(scratch / "old" / name, folder / name)
        elif not os.path.lexists(scratch / "new" / name) and (folder / name).is_file():
            (folder / name).unlink()
    moving.unlink()
