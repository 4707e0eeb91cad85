"""Where the collection of reference values lies, if it is there: $NASAB_REFERENCE, or beside the repository."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
KINSHIP = Path(os.environ.get("NASAB_REFERENCE", _BESIDE)) / "kinship"

is_there = pytest.mark.skipif(not KINSHIP.is_dir(), reason="the reference collection is not on this machine")


def told(name: str) -> Any:
    """A file of the collection."""
    return json.loads((KINSHIP / name).read_text(encoding="utf-8"))
