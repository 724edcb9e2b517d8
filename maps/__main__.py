"""Where the command `zone-map` and `python -m maps` begin."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    # A run of under a second keeps nearly all that it makes, numpy's and pandas' modules above all: looking for
    # garbage in between would cost a tenth of its time. So it is off before anything else is imported.
    gc.disable()
    from maps.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
