"""Places and languages weigh, roughly, what the shipped parameters say; what is unknown weighs nothing."""

from __future__ import annotations

import math

import pytest

from nasab.matching import rough
from nasab.matching.parameters import shipped
from tests.matching.making import understood


def weight(kind: str, level: str) -> float:
    parameters = shipped()
    at = parameters.levels[kind].index(level)
    return math.log2(parameters.same[kind][at] / parameters.strangers[kind][at])


def tables(found: dict[str, str], sought: dict[str, str]) -> tuple[float, float, float]:
    """Bits of two children: of where they are from, of their languages, of where they were found and last seen."""
    both = understood([found], [sought])
    left, right = both.found.shared, both.sought.shared
    codes = (
        (left.origin[0], right.origin[0]),
        (left.languages[0], right.languages[0]),
        (left.where[0], right.where[0]),
    )
    told = [
        float(table[pair]) if min(pair) >= 0 else 0.0
        for table, pair in zip(rough.tables(both.terms), codes, strict=True)
    ]
    return told[0], told[1], told[2]


def test_one_place_and_one_language_speak_for_a_family_and_others_against_it():
    same = tables({"origin": "Grozny", "languages": "che"}, {"origin": "Грозный", "languages": "che"})
    other = tables({"origin": "Tunis", "languages": "ara"}, {"origin": "Грозный", "languages": "che"})
    assert same[:2] == pytest.approx((weight("origin", "same/?/?"), weight("origin", "?/same/?")), abs=1e-4)
    assert other[:2] == pytest.approx((weight("origin", "far/?/?"), weight("origin", "?/none/?")), abs=1e-4)
    assert min(same[:2]) > 0 > max(other[:2])


def test_where_a_child_was_found_is_laid_beside_where_it_was_last_seen():
    seen = tables({"found_place": "Mosul"}, {"last_seen_place": "Мосул"})
    assert seen[2] == pytest.approx(weight("last_seen", "inside"), abs=1e-4)
