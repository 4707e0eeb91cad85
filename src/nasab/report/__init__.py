"""What people see of a run: the report, the workbook, the tables for programs, and the terminal."""

from __future__ import annotations

from nasab.report.check import show_reading
from nasab.report.evidence import Step, Waterfall, waterfall
from nasab.report.folder import write
from nasab.report.run import RunLike, Tally
from nasab.report.terminal import show, show_pair

__all__ = ["RunLike", "Step", "Tally", "Waterfall", "show", "show_pair", "show_reading", "waterfall", "write"]
