"""Write files completely or not at all, and leave nothing unfinished behind, however a run ends.

Unfinished files are in a scratch folder beside their destination. Each run removes its own scratch folder; the next
run removes that of a run that was killed.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks, so simultaneous runs go unnoticed there
    fcntl = None  # type: ignore[assignment]

STOPS = (signal.SIGINT, signal.SIGTERM)
PREFIX, SUFFIX = ".zone-map-", ".unfinished"
PATIENCE_S = 10
"""How long one run waits for another that is writing to the same folder, in seconds."""

written: list[Path] = []
"""Files and folders that this process has written, by the names that the author gave."""
_begun: set[Path] = set()
"""Folders that may contain scratch folders of this process."""
_made: list[Path] = []
"""Folders that this process has created."""


def stop_words() -> str:
    """Return the message for a run that is stopped now."""
    return f"stopped; {written[-1]} was written" if written else "stopped; nothing was written"


def clear() -> None:
    """Remove the unfinished files of this process."""
    for folder in _begun:
        for path in folder.glob(f"{PREFIX}{os.getpid()}-*{SUFFIX}"):
            shutil.rmtree(path, ignore_errors=True)
    for path in reversed(_made):
        with suppress(OSError):  # keep folders that are not empty
            path.rmdir()


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` atomically: an existing file stays until the new one is complete.

    Follows symbolic links and keeps the mode and owner of an existing file. Raises OSError that names `path`.
    """
    with named(path):
        target = Path(os.path.realpath(path))
        with made_folder(target.parent), scratch(target.parent) as work:
            new = work.path / "new"
            new.write_bytes(content)
            keep_mode(target, new)
            with undisturbed():
                new.replace(target)
                written.append(path)


def keep_mode(earlier: Path, new: Path) -> None:
    """Give `new` the mode and, if permitted, the owner of the file that it will replace.

    Raises OSError if that is no regular file but a folder, a device or a pipe.
    """
    try:
        found = earlier.stat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "a folder stands where the file is to be", str(earlier))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "a device or a pipe stands where the file is to be", str(earlier))
    with suppress(OSError, AttributeError):  # AttributeError: Windows has no owners
        os.chown(new, found.st_uid, found.st_gid)
    new.chmod(stat.S_IMODE(found.st_mode))


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Make an OSError raised in this context name `path`.

    It would name a file in a scratch folder that nobody knows or, if the disk is full, none.
    """
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """Create `folder` and its parents if they are missing; remove those created if the context fails."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    _made.extend(missing)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in reversed(missing):
            with suppress(OSError):
                each.rmdir()
        raise


@dataclass
class Scratch:
    """A folder for unfinished files."""

    path: Path
    keep: bool = False
    """Whether to keep it because it holds earlier files that could not be restored; the next run restores them."""


@contextmanager
def scratch(folder: Path, recover: Callable[[Path], None] | None = None) -> Iterator[Scratch]:
    """Yield a new scratch folder in `folder`, after removing those of killed runs.

    With `recover`, call it for each of those before removing it, and let no other run write to `folder` meanwhile.
    """
    _begun.add(folder)
    lock = None
    with nullcontext() if recover else suppress(BlockingIOError):
        lock = _lock(folder, PATIENCE_S if recover else 1)
    try:
        if lock is not None:
            _sweep(folder, recover)
        with named(folder):
            made = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", suffix=SUFFIX, dir=folder)
        work = Scratch(Path(made))
        own = _lock(work.path)
        if not recover:
            _unlock(lock)
            lock = None
        try:
            yield work
        finally:
            if work.keep:
                _begun.discard(folder)
            else:
                shutil.rmtree(work.path, ignore_errors=True)
            _unlock(own)
    finally:
        _unlock(lock)


def _sweep(folder: Path, recover: Callable[[Path], None] | None) -> None:
    """Remove the scratch folders in `folder` that no running process has a lock on."""
    for path in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        lock = None
        with suppress(BlockingIOError):
            lock = _lock(path)
        if lock is not None:
            if recover:
                recover(path)
            shutil.rmtree(path, ignore_errors=True)
            _unlock(lock)


def _lock(folder: Path, patience_s: float = 0) -> int | None:
    """Return a lock on the folder that ends with the process, or None where locks are not available.

    Raises BlockingIOError if another process holds it for longer than `patience_s`.
    """
    if fcntl is None:
        return None
    descriptor, end = None, time.monotonic() + patience_s
    while True:
        try:
            descriptor = os.open(folder, os.O_RDONLY) if descriptor is None else descriptor
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except BlockingIOError:
            if time.monotonic() > end:
                _unlock(descriptor)
                raise BlockingIOError(errno.EAGAIN, "another run is writing here", str(folder)) from None
            time.sleep(0.02)
        except OSError:
            _unlock(descriptor)
            return None


def _unlock(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ignore SIGINT and SIGTERM in this context, for the short time in which files are moved."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python handles signals in the main thread only
        return
    earlier = {stop: signal.signal(stop, signal.SIG_IGN) for stop in STOPS}
    try:
        yield
    finally:
        for stop, handler in earlier.items():
            if handler is not None:  # None stands for a handler not set by Python, as in an embedded interpreter
                signal.signal(stop, handler)
