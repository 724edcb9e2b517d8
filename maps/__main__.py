"""Entry point of the command `zone-map`, of `python -m maps` and of the scripts."""

from __future__ import annotations

import gc
import os
import signal
import sys

from maps import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import NoReturn

STOPS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if sys.platform != "win32" else []))


def main(arguments: Sequence[str] | None = None) -> int:
    exit_on_stop_signals()
    # A run takes a second or two and keeps nearly all objects, mainly those of imported modules. Garbage collection
    # would take a tenth of that time, so disable it before anything else is imported, and when Python shuts down.
    gc.disable()
    from maps.cli import main as run

    try:
        return run(arguments)
    finally:
        gc.freeze()
        # Ignore signals while Python shuts down: it is too late to report a stop.
        for stop in STOPS:
            signal.signal(stop, signal.SIG_IGN)


def exit_on_stop_signals() -> None:
    """Make `STOPS` end the process at once, with a true message and no unfinished files left behind."""
    for stop in STOPS:
        if signal.getsignal(stop) is not signal.SIG_IGN:  # a shell may set this for a background command
            signal.signal(stop, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Exit at once: an import or a library's callback could swallow an exception or turn it into another."""
    files = sys.modules.get("maps.files")
    message = "stopped; nothing was written"
    if files is not None and hasattr(files, "ignore_stop_signals"):  # fully imported
        files.remove_unfinished()
        message = files.stop_message()
    try:
        os.write(2, f"{os.linesep if os.isatty(2) else ''}{message}{os.linesep}".encode(errors="backslashreplace"))
    finally:
        os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
