from __future__ import annotations

import doctest
from pathlib import Path


def test_what_the_guide_shows_runs_as_it_stands():
    page = Path(__file__).resolve().parents[2] / "docs" / "guides" / "kinship.md"
    told = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert told.attempted > 15
    assert told.failed == 0
