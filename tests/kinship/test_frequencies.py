from __future__ import annotations

import math

import pytest

from nasab.errors import WrongUse
from nasab.kinship import is_plausible, populations, shipped_frequencies, table_of


def code_of(call, *arguments) -> str:
    with pytest.raises(WrongUse) as told:
        call(*arguments)
    return told.value.code


def test_the_shipped_tables_are_those_that_may_be_passed_on():
    assert len(populations()) == 7 + 4 + 12
    for name in populations():
        table = shipped_frequencies(name)
        assert table.population == name
        assert table.source
        assert table.licence.startswith(("MIT", "public domain"))


def test_the_frequencies_of_every_locus_add_up_to_one():
    for name in populations():
        for shares in shipped_frequencies(name).loci.values():
            assert math.isclose(sum(shares.values()), 1, abs_tol=1e-12)
            assert min(shares.values()) > 0


def test_frequencies_are_those_that_were_published():
    # NIST 1036 revised, Caucasian, TH01: 249 of 722 alleles are 9.3 (revised tables of 2017-07-19).
    caucasian = shipped_frequencies("NIST1036: Caucasian (U.S.)")
    assert caucasian.typed["TH01"] == 722
    assert caucasian.loci["TH01"]["9.3"] == pytest.approx(249 / 722, rel=1e-12)
    # norSTR 0.1.0, Norway, D1S1656.
    assert shipped_frequencies("norSTR: Norway").loci["D1S1656"]["17.3"] == pytest.approx(0.152324, abs=1e-6)


def test_a_population_may_be_named_without_its_collection_if_that_is_plain():
    assert shipped_frequencies("west asia").population == "norSTR: West Asia"
    assert code_of(shipped_frequencies, "Atlantis") == "FREQ-04"


def test_a_marker_is_found_under_its_other_names():
    table = shipped_frequencies("norSTR: West Asia")
    assert table.locus("VWA").marker == "vWA"
    assert "PENTA_E" in table
    assert "Nothing" not in table
    assert code_of(table.locus, "Nothing") == "FREQ-05"


def test_a_rare_allele_is_taken_for_as_frequent_as_five_among_all_typed():
    table = table_of("invented", {"L": {"10": 0.999, "11": 0.001}}, "test", typed={"L": 500})
    locus = table.locus("L")
    assert locus.floor == 0.01
    assert locus.rare == ("11",)
    assert locus.as_dict() == pytest.approx({"10": 0.999 / 1.009, "11": 0.01 / 1.009}, rel=1e-15)


def test_an_allele_that_was_never_counted_is_not_impossible():
    table = table_of("invented", {"L": {"10": 0.4, "12": 0.6}}, "test", typed={"L": 500})
    locus = table.locus("L", ["11.2", "10"])
    assert locus.alleles == ("10", "11.2", "12")
    assert locus.rare == ("11.2",)
    assert locus.frequencies.sum() == pytest.approx(1, abs=1e-15)
    assert table.locus("L", ["9"], floor=0).as_dict()["9"] > 0


def test_frequencies_that_do_not_add_up_are_refused():
    assert code_of(table_of, "x", {"L": {"10": 0.4, "11": 0.4}}, "test") == "FREQ-01"
    assert code_of(table_of, "x", {"L": {}}, "test") == "FREQ-01"
    assert code_of(table_of, "x", {"L": {"10": 1.2, "11": -0.2}}, "test") == "FREQ-02"
    assert code_of(table_of, "x", {"L": {"10": math.nan, "11": 1.0}}, "test") == "FREQ-02"


def test_frequencies_rounded_in_print_are_normalised():
    table = table_of("x", {"L": {"10": 0.333, "11": 0.333, "12": 0.333}}, "test")
    assert table.loci["L"]["10"] == pytest.approx(1 / 3, rel=1e-15)


def test_alleles_far_from_all_that_were_counted_are_not_plausible():
    assert is_plausible("TH01", "9.3")
    assert not is_plausible("TH01", "29")
    assert is_plausible("D21S11", "29")
    assert not is_plausible("D21S11", "9.3")
    assert is_plausible("DYS19", "14")  # no table has it: nothing is said
    assert not is_plausible("AMEL", "14")
    assert not is_plausible("TH01", "X")
