"""What people see of a run: the report, the workbook, the tables for programs, and the terminal."""

from __future__ import annotations

from nasab.report.evidence import Step, Waterfall, waterfall
from nasab.report.folder import write
from nasab.report.run import RunLike
from nasab.report.terminal import show, show_pair

__all__ = ["RunLike", "Step", "Waterfall", "show", "show_pair", "waterfall", "write"]
