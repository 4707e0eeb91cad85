"""How many times likelier, in words."""

from __future__ import annotations

import math

import pytest

from nasab.kinship.wording import Beside, Times, beside_line, times


@pytest.mark.parametrize(
    ("log10", "said"),
    [
        (0.0, "1"),
        (0.3010, "2"),
        (math.log10(12), "12"),
        (math.log10(3400), "3,400"),
        (math.log10(999_000), "1,000,000"),
        (6.53, "3.4 million"),
        (9.0, "1 billion"),
        (13.2, "16 trillion"),
        (18.4, "10^18"),
        (math.inf, "∞"),
    ],
)
def test_how_many_times_is_said_as_one_would_say_it(log10: float, said: str):
    assert times(log10) == said


def test_each_language_has_its_great_words_and_its_decimal_sign():
    assert [times(6.53, language) for language in ("ar", "ru", "fr")] == ["3.4 مليون", "3,4 млн", "3,4 millions de"]
    assert times(math.log10(3400), "ru") == "3\u00a0400"


def test_an_alternative_is_less_likely_more_likely_alike_or_impossible():
    assert beside_line("uncle_for_father", math.log10(12), "en").endswith("12 times less likely")
    assert beside_line("half_by_father", -math.log10(12), "en").endswith("12 times more likely")
    assert "as likely" in beside_line("uncle_for_father", 0.0001, "en")
    assert beside_line("unrelated", math.inf, "fr").endswith("impossible")


def test_both_may_wait_for_their_language():
    assert Times(6.53).say("ru") == times(6.53, "ru")
    assert Beside("unrelated", 2.0).say("ar") == beside_line("unrelated", 2.0, "ar")
