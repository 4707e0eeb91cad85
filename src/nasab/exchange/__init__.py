"""Lists in and out: spreadsheets, KoboToolbox and Primero exports, PFIF; and tables that are safe to open.

`read` turns a file into children and problems, `check` looks at every cell, `write_fixed` gives the
office a corrected copy of its list.  What nasab writes is written whole or not at all (`outputs`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from nasab.exchange import outputs, workbook
from nasab.exchange.checking import check, side_of
from nasab.exchange.fixing import write_fixed
from nasab.exchange.headers import HeaderUse
from nasab.exchange.keeping import Kept, kept_beside, key_of
from nasab.exchange.reading import Reading, read
from nasab.exchange.statements import Statements, unknown_ids
from nasab.exchange.template import write_template
from nasab.exchange.written import csv_table, harmless, write_csv

if TYPE_CHECKING:
    from nasab.exchange.claims import read_claims
    from nasab.exchange.counts import read_counts
    from nasab.exchange.decided import read_decisions
    from nasab.exchange.definitions import read_definition
    from nasab.exchange.estimates import read_estimate
    from nasab.exchange.frequency_files import read_frequencies
    from nasab.exchange.joint_case import JointCase, read_joint_case
    from nasab.exchange.judged import has_verdicts, read_judgements
    from nasab.exchange.laboratory import LaboratorySheet, read_profiles
    from nasab.exchange.outside import read_outside
    from nasab.exchange.parameter_files import read_parameters, write_parameters
    from nasab.exchange.pedigrees import read_pedigrees
    from nasab.exchange.recording import append_judgement, seen_cell

__all__ = [
    "HeaderUse",
    "JointCase",
    "Kept",
    "LaboratorySheet",
    "Reading",
    "Statements",
    "append_judgement",
    "check",
    "csv_table",
    "harmless",
    "has_verdicts",
    "kept_beside",
    "key_of",
    "outputs",
    "read",
    "read_claims",
    "read_counts",
    "read_decisions",
    "read_definition",
    "read_estimate",
    "read_frequencies",
    "read_joint_case",
    "read_judgements",
    "read_outside",
    "read_parameters",
    "read_pedigrees",
    "read_profiles",
    "seen_cell",
    "side_of",
    "unknown_ids",
    "workbook",
    "write_csv",
    "write_fixed",
    "write_parameters",
    "write_template",
]

# What speaks of matching or of DNA needs what is slow to load: it is imported when it is first asked for, so that
# reading and writing lists needs none of it.
_MODULES: Final = {
    "JointCase": "joint_case",
    "LaboratorySheet": "laboratory",
    "append_judgement": "recording",
    "has_verdicts": "judged",
    "read_claims": "claims",
    "read_counts": "counts",
    "read_decisions": "decided",
    "read_definition": "definitions",
    "read_estimate": "estimates",
    "read_frequencies": "frequency_files",
    "read_joint_case": "joint_case",
    "read_judgements": "judged",
    "read_outside": "outside",
    "read_parameters": "parameter_files",
    "read_pedigrees": "pedigrees",
    "read_profiles": "laboratory",
    "seen_cell": "recording",
    "write_parameters": "parameter_files",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
