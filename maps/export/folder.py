"""Writing the folder: all files or none."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from maps.export.file import File

STOPS = (signal.SIGINT, signal.SIGTERM)


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
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    done = False
    try:
        _write_and_move(folder, files)
        done = True
    finally:
        if made and not done:
            with suppress(OSError):
                folder.rmdir()
    ours = {file.name for file in files}
    inner = {str(parent) for name in ours for parent in PurePosixPath(name).parents}
    found = (path for name in inner for path in (folder / name).iterdir())
    names = {path.relative_to(folder).as_posix() for path in found}
    return tuple(sorted(names - ours - inner))


def _write_and_move(folder: Path, files: Sequence[File]) -> None:
    # Inside the folder: files move at once only within one file system, and the folder is where one may write.
    with _named(folder):
        work = Path(tempfile.mkdtemp(prefix=".", suffix=".unfinished", dir=folder))
    new, old = work / "new", work / "old"
    needed = False
    try:
        new.mkdir()
        old.mkdir()
        for file in files:
            with _named(folder / file.name):
                (new / file.name).parent.mkdir(parents=True, exist_ok=True)
                (new / file.name).write_bytes(file.content)
        made: list[Path] = []
        with _undisturbed():
            try:
                _move(folder, files, new, old, made)
            except BaseException:
                needed = True  # earlier files lie here, until they are back
                _move_back(folder, files, new, old)
                for each in reversed(made):
                    with suppress(OSError):
                        each.rmdir()
                needed = False
                raise
    finally:
        if not needed:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name `path` in an OSError raised within: a full disk names no file, and nobody knows those of the work folder."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _move(folder: Path, files: Sequence[File], new: Path, old: Path, made: list[Path]) -> None:
    """Move the new files to their places and the earlier ones aside; add the folders made for them to `made`."""
    for file in files:
        target = folder / file.name
        for parent in reversed(target.relative_to(folder).parents[:-1]):
            _make(folder / parent, made)
            (old / parent).mkdir(exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder stands where the file is to be", str(target))
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
        elif not os.path.lexists(new / file.name):
            (folder / file.name).unlink()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ignore signals to stop while files are moved, which takes a moment."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is ever stopped by a signal
        return
    earlier = {stop: signal.signal(stop, signal.SIG_IGN) for stop in STOPS}
    try:
        yield
    finally:
        for stop, handler in earlier.items():
            if handler is not None:  # None is one that was not set by Python, which only Python's embedders do
                signal.signal(stop, handler)
