"""Check the data; the same as `zone-map check`."""

import sys

from maps.__main__ import main

sys.exit(main(["check", *sys.argv[1:]]))
