"""The export: a folder with the zone's data as files for other programs.

Each file format has a module with its writer; `writers.WRITERS` lists them, and `zone-map export` runs them. All
use the same tables (`layers.py`, `records.py`), so that all agree. Nothing is imported here, because the
page needs only some of the writers.
"""

EXPORT_FOLDER = "{zone}-zone-data"
"""Name of the folder; {zone} stands for the zone's id."""
