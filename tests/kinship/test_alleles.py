from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.errors import NotUnderstood
from nasab.kinship import Peak, read_peak, repeats


@pytest.mark.parametrize(
    ("written", "allele"),
    [
        ("9.3", "9.3"), ("9,3", "9.3"), ("9.30", "9.3"), ("9.0", "9"), ("09", "9"), (" 12 ", "12"), ("١٢", "12"),
        ("٩٫٣", "9.3"),
        ("x", "X"), ("Y", "Y"), ("OL", "OL"), ("off ladder", "OL"), ("<8", "<8"), ("> 20", ">20"), ("≥20.2", ">20.2"),
        ("", ""), ("-", ""), ("NR", ""), ("N/A", ""), ("254", "254"),
    ],
)  # fmt: skip
def test_an_allele_has_one_writing(written, allele):
    assert read_peak(written) == Peak(allele)


@pytest.mark.parametrize("written", ["12*", "(12)", "12?", "[12]"])
def test_a_sign_of_doubt_is_kept(written):
    assert read_peak(written) == Peak("12", may_be_lost=True)


@pytest.mark.parametrize("written", ["?", "F", "*", "dropout"])
def test_a_sign_in_place_of_an_allele_says_that_one_may_be_lost(written):
    assert read_peak(written) == Peak("", may_be_lost=True)


@pytest.mark.parametrize("written", ["Bilal", "1234", "12.33", "-3", "9.3.1", "12 13", "=1"])
def test_what_is_no_allele_is_refused(written):
    with pytest.raises(NotUnderstood) as told:
        read_peak(written)
    assert told.value.code == "PROFILE-01"


def test_microvariants_lie_between_whole_numbers():
    assert sorted(["10", "9.3", "9"], key=repeats) == ["9", "9.3", "10"]
    assert repeats("OL") is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_reading_twice_changes_nothing(text):
    try:
        peak = read_peak(text)
    except NotUnderstood:
        return
    assert read_peak(peak.allele).allele == peak.allele
