"""Lists in and out: spreadsheets, KoboToolbox and Primero exports, PFIF; and tables that are safe to open.

`read` turns a file into children and problems, `check` looks at every cell, `write_fixed` gives the
office a corrected copy of its list.  What nasab writes is written whole or not at all (`outputs`).
"""

from __future__ import annotations

from nasab.exchange import outputs, workbook
from nasab.exchange.checking import check, side_of
from nasab.exchange.fixing import write_fixed
from nasab.exchange.headers import HeaderUse
from nasab.exchange.reading import Reading, read
from nasab.exchange.template import write_template
from nasab.exchange.written import harmless, write_csv

__all__ = [
    "HeaderUse",
    "Reading",
    "check",
    "harmless",
    "outputs",
    "read",
    "side_of",
    "workbook",
    "write_csv",
    "write_fixed",
    "write_template",
]
