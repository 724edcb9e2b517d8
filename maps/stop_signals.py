"""Stop a run at once on a signal, with an accurate message and no unfinished files left behind.

This module imports almost nothing, so that a signal is handled before anything else is imported.
"""

from __future__ import annotations

import os
import signal
import sys

STOPS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if sys.platform != "win32" else []))


def exit_on_stop_signals() -> None:
    """Make `STOPS` end the process at once, with an accurate message and no unfinished files left behind."""
    for stop in STOPS:
        if signal.getsignal(stop) is not signal.SIG_IGN:  # a shell may set this for a background command
            signal.signal(stop, _stop)


def _stop(_signal: int, _frame: object) -> None:
    """Exit at once: an import or a library's callback could swallow an exception or turn it into another."""
    files = sys.modules.get("maps.files")
    written_paths = []
    if files is not None and hasattr(files, "ignore_stop_signals"):  # fully imported
        files.remove_unfinished()
        written_paths = files.written_paths
    message = f"stopped; {written_paths[-1] if written_paths else 'nothing'} was written"
    try:
        os.write(2, f"{os.linesep if os.isatty(2) else ''}{message}{os.linesep}".encode(errors="backslashreplace"))
    finally:
        os._exit(1)
