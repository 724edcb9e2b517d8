"""Entry point of the command `zone-map`, of `python -m maps` and of the scripts."""

from __future__ import annotations

import gc
import signal
import sys

from maps import TYPE_CHECKING
from maps.stop_signals import STOPS, exit_on_stop_signals

if TYPE_CHECKING:
    from collections.abc import Sequence


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


if __name__ == "__main__":
    sys.exit(main())
