"""Where the command `zone-map`, `python -m maps` and the scripts begin."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

STOPS = (signal.SIGINT, signal.SIGTERM)


def main(arguments: Sequence[str] | None = None) -> int:
    heed_stops()
    # A run of under a second keeps nearly all that it makes, the modules of libraries above all: looking for
    # garbage in between would cost a tenth of its time. So it is off before anything else is imported.
    gc.disable()
    from maps.cli import main as run

    try:
        return run(arguments)
    finally:
        # While Python takes itself down, which needs a moment, a stop comes too late.
        for stop in STOPS:
            signal.signal(stop, signal.SIG_IGN)


def heed_stops() -> None:
    """From here on a stop ends the process at once, with true words and without litter."""
    for stop in STOPS:
        if signal.getsignal(stop) is not signal.SIG_IGN:  # which a command in the background may be told
            signal.signal(stop, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End at once. An exception would be lost, or turn into another, within an import or a library's callback."""
    files = sys.modules.get("maps.files")
    words = "stopped; nothing was written"
    if files is not None and hasattr(files, "undisturbed"):  # else it is not imported yet, or only in part
        files.clear()
        words = files.stop_words()
    try:
        os.write(2, f"{os.linesep if os.isatty(2) else ''}{words}{os.linesep}".encode(errors="backslashreplace"))
    finally:
        os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
