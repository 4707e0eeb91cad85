"""The figures of an estimate read back, so that claims can be held against them: estimate.json of `nasab estimate`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from nasab.exchange.unreadable import opened, refuse
from nasab.ledger import Registry

__all__ = ["read_estimate"]

_LARGEST = 1 << 20


def read_estimate(path: str | os.PathLike[str]) -> Registry:
    """What is recorded and estimated of which children.

    Raises `UnreadableList`: FILE-xx, CLAIM-08 (not such a file, or of a run without a definition).
    """
    path = Path(path)
    opened(path)
    if path.stat().st_size > _LARGEST:
        refuse("FILE-05", path)
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
        population = told["population"]
        wide = told["wide_95"]
        least = told["at_least"]
        return Registry(
            who="; ".join(map(str, population["origins"])),
            place="; ".join(map(str, population["places"])),
            state=str(population["state"]),
            as_of=str(population["at"]),
            recorded=int(told["recorded"]),
            at_least=None if least is None else int(least),
            wide=None if wide is None else (int(wide[0]), int(wide[1])),
        )
    except (UnicodeDecodeError, ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
        refuse("CLAIM-08", path)
