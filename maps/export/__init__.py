"""The export: what the map knows as files that other programs read, in one folder.

Each kind of file has a module and a writer in it; `writers.WRITERS` lists them, and `zone-map export` runs them. All
are made from the same tables (`layers.py`, `records.py`), so that all say the same. Nothing is imported here, since the
page takes some of the writers and does without the others.
"""
