"""Write the map to out/; the same as `zone-map build`."""

import sys

from maps.__main__ import main

sys.exit(main(["build", *sys.argv[1:]]))
