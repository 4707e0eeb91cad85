"""Columns of text in little room: each distinct text once, and a number for each child.

Two lists of a million children have some fifty million cells, and fewer than a tenth as many different texts.  As
Python texts in Python lists they would take several gigabytes; here they take a tenth of the file they came from.
"""

from __future__ import annotations

from nasab.columns.column import Column
from nasab.columns.packing import Packing
from nasab.columns.rows import RowOf
from nasab.columns.texts import Texts

__all__ = ["Column", "Packing", "RowOf", "Texts"]
