"""The columns of every kind of record, each described once.

To add a column, add its entry in `facts`, `areas` or `zone`, its attribute in `geodata.model`, its data and texts.
"""

from geodata.columns.areas import AREA, PLACE
from geodata.columns.column import Column, Columns, Type, build_record, references, table_check
from geodata.columns.facts import FACT, SOURCE
from geodata.columns.zone import ZONE

__all__ = [
    "AREA",
    "FACT",
    "PLACE",
    "SOURCE",
    "ZONE",
    "Column",
    "Columns",
    "Type",
    "build_record",
    "references",
    "table_check",
]
