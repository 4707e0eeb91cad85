"""What people see of a run: the report, the workbook, the tables for programs, and the terminal."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from nasab.report.check import show_reading
from nasab.report.duplicates import DuplicatesLike, show_duplicates, write_duplicates
from nasab.report.evidence import Step, Waterfall, waterfall
from nasab.report.folder import write
from nasab.report.parameters import show_kind, show_parameter_changes, show_parameters
from nasab.report.run import RunLike, Tally
from nasab.report.statements import show_judged, show_statements
from nasab.report.teaching import TO_JUDGE, Teaching, show_to_judge, write_to_judge
from nasab.report.terminal import show, show_pair

if TYPE_CHECKING:
    from nasab.report.claims import claims_as_json, show_claims, write_claims
    from nasab.report.estimate import estimate_as_json, show_estimate, write_estimate
    from nasab.report.identification import (
        identification_as_json,
        profiles_as_json,
        show_identification,
        show_profiles,
    )
    from nasab.report.reliability import Calibration, show_calibration, write_calibration

__all__ = [
    "TO_JUDGE",
    "Calibration",
    "DuplicatesLike",
    "RunLike",
    "Step",
    "Tally",
    "Teaching",
    "Waterfall",
    "claims_as_json",
    "estimate_as_json",
    "identification_as_json",
    "profiles_as_json",
    "show",
    "show_calibration",
    "show_claims",
    "show_duplicates",
    "show_estimate",
    "show_identification",
    "show_judged",
    "show_kind",
    "show_pair",
    "show_parameter_changes",
    "show_parameters",
    "show_profiles",
    "show_reading",
    "show_statements",
    "show_to_judge",
    "waterfall",
    "write",
    "write_calibration",
    "write_claims",
    "write_duplicates",
    "write_estimate",
    "write_to_judge",
]

# What is measured on invented lists loads what invents them, and estimates load their mathematics; a match needs none.
_MODULES: Final = {
    "Calibration": "reliability",
    "claims_as_json": "claims",
    "estimate_as_json": "estimate",
    "show_calibration": "reliability",
    "show_claims": "claims",
    "show_estimate": "estimate",
    "write_calibration": "reliability",
    "write_claims": "claims",
    "write_estimate": "estimate",
    **dict.fromkeys(
        ("identification_as_json", "profiles_as_json", "show_identification", "show_profiles"), "identification"
    ),
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
