"""Write the map to out/; the same as `zone-map build`."""

import sys

from maps.cli import main

sys.exit(main(["build", *sys.argv[1:]]))
