from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.errors import NotUnderstood
from nasab.kinship import Genotype, mt_evidence, read_sequence, sequenced
from nasab.kinship.mothers_line import RATE
from nasab.kinship.sequences import is_length_variant


def read(text: str, *regions: str):
    return sequenced([Genotype(region, read_sequence(text)) for region in regions or ("HVS1", "HVS2")])


def apart(a: str, b: str) -> tuple[str, ...]:
    return mt_evidence(read(a), read(b), 1).apart


@pytest.mark.parametrize(
    ("written", "differences"),
    [
        ("16126C 16362C 73G 263G 315.1C", ("73G", "263G", "315.1C", "16126C", "16362C")),
        ("T16126C, A73G; 315.1c", ("73G", "315.1C", "16126C")),
        ("523del 524d 249-", ("249del", "523del", "524del")),
        ("rCRS", ()), ("", ()), ("16093Y", ("16093Y",)), ("16126C 16126C", ("16126C",)),
    ],
)  # fmt: skip
def test_differences_are_read_as_they_are_written(written, differences):
    assert read_sequence(written) == differences


@pytest.mark.parametrize("written", ["16126", "99999C", "0A", "Bilal", "16126X", "C16126"])
def test_what_is_no_difference_is_refused(written):
    with pytest.raises(NotUnderstood) as told:
        read_sequence(written)
    assert told.value.code == "PROFILE-16"


@given(st.text(max_size=60))
def test_any_text_is_a_sequence_or_refused(text):
    try:
        found = read_sequence(text)
    except NotUnderstood:
        return
    assert read_sequence(" ".join(found)) == found


def test_the_length_of_a_stretch_of_one_base_is_no_difference():
    assert is_length_variant("309.1C")
    assert is_length_variant("523del")
    assert not is_length_variant("263G")
    assert apart("263G 309.1C 315.1C 16126C", "263G 315.1C 16126C") == ()


def test_two_bases_in_one_person_agree_with_either():
    assert apart("16093Y", "16093C") == ()
    assert apart("16093Y", "") == ()
    assert apart("16093C", "") == ("16093",)
    assert apart("16093A", "16093Y") == ("16093",)


def test_only_what_was_read_of_both_is_compared():
    told = mt_evidence(read("73G 16126C"), read("16126C", "HVS1"), 1)
    assert (told.apart, told.positions) == ((), 342)
    assert mt_evidence(read("73G", "HVS2"), read("16126C", "HVS1"), 1).bits == 0.0
    whole = mt_evidence(read("73G 16126C", "mtDNA"), read("73G 16126C"), 1)
    assert whole.positions == 342 + 268


def test_a_match_weighs_as_much_as_its_sequence_is_rare():
    database = [read(f"{16100 + k}C") for k in range(99)]
    told = mt_evidence(read("16300C 73G"), read("16300C 73G"), 1, database)
    assert 2**told.bits == pytest.approx(math.exp(-RATE) * 100, rel=1e-9)
    assert told.verdict == "agrees"
    common = mt_evidence(read("16100C"), read("16100C"), 1, database)
    assert (common.seen, common.match_probability) == (1, 2 / 100)
    assert mt_evidence(read("16300C"), read("16300C"), 1).bits == pytest.approx(-RATE * math.log2(math.e))


def test_one_difference_leaves_it_open_and_two_exclude():
    one = mt_evidence(read("16300C 73G"), read("73G"), 1)
    two = mt_evidence(read("16300C 73G"), read(""), 1)
    assert (one.verdict, two.verdict) == ("open", "excluded")
    assert two.bits < one.bits < 0
    assert mt_evidence(read("16300C 73G"), read("73G"), 9).bits > one.bits
