from __future__ import annotations

import math

import pytest

from nasab.report.kinship_lines import beside_line, times


@pytest.mark.parametrize(
    ("log10", "said"),
    [
        (0.0, "1"),
        (0.3010, "2"),
        (math.log10(12), "12"),
        (math.log10(3400), "3,400"),
        (6.53, "3.4e+06"),
        (math.inf, "∞"),
    ],
)
def test_how_many_times_is_said_as_one_would_say_it(log10: float, said: str):
    assert times(log10) == said


def test_an_alternative_is_less_likely_more_likely_alike_or_impossible():
    assert beside_line("uncle_for_father", math.log10(12), "en").endswith("12 times less likely")
    assert beside_line("half_by_father", -math.log10(12), "en").endswith("12 times more likely")
    assert "as likely" in beside_line("uncle_for_father", 0.0001, "en")
    assert beside_line("unrelated", math.inf, "fr").endswith("impossible")
