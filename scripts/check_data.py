"""Check the data; the same as `zone-map check`."""

import sys

from maps.cli import main

sys.exit(main(["check", *sys.argv[1:]]))
