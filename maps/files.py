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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from maps.stop_signals import STOPS

try:
    import fcntl
except ImportError:  # Windows has no such locks, so simultaneous runs go unnoticed there
    fcntl = None  # type: ignore[assignment]

PREFIX, SUFFIX = ".zone-map-", ".unfinished"
MOVING = "moving"
"""A file in the scratch folder with the names of the files that are being moved, one a line. If a later run finds it,
an earlier one was killed then, or could not restore the earlier files."""
LOCK_TIMEOUT_S, RETRY_S = 10, 0.02
"""Seconds that a run waits for another one in its folder, and between two attempts."""

written_paths: list[Path] = []
"""Files and folders that this process has written, by the names that the author gave."""
_scratch_parents: set[Path] = set()
"""Folders that may contain scratch folders of this process."""
_created_folders: list[Path] = []
"""Folders that this process has created."""


def remove_unfinished() -> None:
    """Remove the unfinished files of this process."""
    for folder in _scratch_parents:
        for path in folder.glob(f"{PREFIX}{os.getpid()}-*{SUFFIX}"):
            shutil.rmtree(path, ignore_errors=True)
    remove_empty(_created_folders)


def remove_empty(folders: Sequence[Path]) -> None:
    """Remove those of the folders, each listed after its parent, that are empty."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path` atomically: an existing file stays until the new one is complete.

    Follow symbolic links, and keep the mode and owner of an existing file. Raises OSError that names `path`.
    """
    with name_in_errors(path):
        target = Path(os.path.realpath(path))
        with ensure_folder(target.parent), scratch_folder(target.parent) as scratch:
            new = scratch / "new"
            new.write_bytes(content)
            copy_mode(target, new)
            with ignore_stop_signals():
                new.replace(target)
                written_paths.append(path)


def copy_mode(earlier: Path, new: Path) -> None:
    """Give `new` the mode and, if permitted, the owner of the file that it will replace.

    Raises OSError if that is no regular file but a folder, a device or a pipe.
    """
    try:
        status = earlier.stat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder, not a file", str(earlier))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "is a device or a pipe, not a file", str(earlier))
    with suppress(OSError, AttributeError):  # AttributeError: Windows has no owners
        os.chown(new, status.st_uid, status.st_gid)
    new.chmod(stat.S_IMODE(status.st_mode))


@contextmanager
def name_in_errors(path: Path) -> Iterator[None]:
    """Make an OSError raised in this context name `path`.

    Without it, the error would name an unknown file in a scratch folder or, if the disk is full, none.
    """
    try:
        yield
    except NotADirectoryError:
        raise  # names the author's file that stands where a folder is needed
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


@contextmanager
def ensure_folder(folder: Path) -> Iterator[None]:
    """Create `folder` and its parents if they are missing; remove those created if the context fails."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    blocking = next((each for each in (folder, *folder.parents) if each.exists() and not each.is_dir()), None)
    if blocking:
        raise NotADirectoryError(errno.ENOTDIR, "is a file, not a folder", str(blocking))
    _created_folders.extend(missing)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        remove_empty(missing)
        raise


@contextmanager
def scratch_folder(folder: Path, recover: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """Yield a new scratch folder in `folder`, after removing those of killed runs; it stays while it has `MOVING`.

    With `recover`, call it for each of those before removing it, and let no other run write to `folder` meanwhile.
    """
    _scratch_parents.add(folder)
    lock = None
    with nullcontext() if recover else suppress(BlockingIOError):
        lock = _lock(folder, LOCK_TIMEOUT_S if recover else 0)
    try:
        if lock is not None:
            _remove_abandoned(folder, recover)
        with name_in_errors(folder):
            scratch = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", suffix=SUFFIX, dir=folder))
        own_lock = _lock(scratch)
        if not recover:
            _unlock(lock)
            lock = None
        try:
            yield scratch
        finally:
            if (scratch / MOVING).exists():
                _scratch_parents.discard(folder)
            else:
                shutil.rmtree(scratch, ignore_errors=True)
            _unlock(own_lock)
    finally:
        _unlock(lock)


def _remove_abandoned(folder: Path, recover: Callable[[Path], None] | None) -> None:
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


def _lock(folder: Path, timeout_s: float = 0) -> int | None:
    """Return a lock on the folder that ends with the process, or None where locks are not available.

    Raises BlockingIOError if another process holds it for longer than `timeout_s`.
    """
    if fcntl is None:
        return None
    descriptor, deadline = None, time.monotonic() + timeout_s
    while True:
        try:
            descriptor = os.open(folder, os.O_RDONLY) if descriptor is None else descriptor
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except BlockingIOError:
            if time.monotonic() > deadline:
                _unlock(descriptor)
                raise BlockingIOError(errno.EAGAIN, "another run is writing here", str(folder)) from None
            time.sleep(RETRY_S)
        except OSError:
            _unlock(descriptor)
            return None


def _unlock(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


@contextmanager
def ignore_stop_signals() -> Iterator[None]:
    """Ignore `STOPS` in this context, for the short time in which files are moved."""
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
