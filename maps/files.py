"""Writing files whole or not at all, and leaving nothing behind, however a run ends.

What is not finished lies in a scratch folder beside the place where it is to go. The run that makes one takes it away
again; of a run that was killed the next one does.
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
except ImportError:  # Windows has no such locks: there two runs at once are not noticed
    fcntl = None  # type: ignore[assignment]

STOPS = (signal.SIGINT, signal.SIGTERM)
PREFIX, SUFFIX = ".zone-map-", ".unfinished"
PATIENCE_S = 10
"""How long one run waits for another that writes to the same folder."""

written: list[Path] = []
"""What this process has written, as the author named it."""
_begun: set[Path] = set()
"""Folders in which it may have scratch folders."""
_made: list[Path] = []
"""Folders that it has made."""


def stop_words() -> str:
    """Return what is true of a run that is stopped now."""
    return f"stopped; {written[-1]} was written" if written else "stopped; nothing was written"


def clear() -> None:
    """Take away what this process has begun and not finished."""
    for folder in _begun:
        for path in folder.glob(f"{PREFIX}{os.getpid()}-*{SUFFIX}"):
            shutil.rmtree(path, ignore_errors=True)
    for path in reversed(_made):
        with suppress(OSError):  # those that are not empty stay
            path.rmdir()


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` at once, or not at all: an earlier file stays until the new one is whole.

    A link is followed, and mode and owner of an earlier file stay. Raises OSError that names `path`.
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
    """Give `new` the mode and, as far as one may, the owner of the file that it is to replace.

    Raises OSError where that is no plain file: a folder, a device, a pipe.
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
    """Let what fails in it fail for `path`: nobody knows the files of scratch folders, and a full disk names none."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """Make `folder` where it is not there; where what follows fails, those that were made for it go again."""
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
    """A folder for what is not finished."""

    path: Path
    keep: bool = False
    """Whether it stays because earlier files lie in it that could not be put back; the next run does that."""


@contextmanager
def scratch(folder: Path, recover: Callable[[Path], None] | None = None) -> Iterator[Scratch]:
    """Give a scratch folder in `folder`, and take away those of runs that were killed.

    With `recover`, which is called for each of these before, it is also the only run that writes to `folder`.
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
    """Take away the scratch folders in it that belong to no run any more: those on which nobody has a lock."""
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
    """Return a lock on the folder, which ends with the process; None where there are no locks.

    Raises BlockingIOError where another process has it for longer than `patience_s`.
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
