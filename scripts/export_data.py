"""Write the data to out/; the same as `zone-map export`."""

import sys

from maps.__main__ import main

sys.exit(main(["export", *sys.argv[1:]]))
