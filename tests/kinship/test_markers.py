from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.kinship import marker, markers
from nasab.kinship.frequencies import populations, shipped_frequencies
from nasab.kinship.markers import is_listed


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("D21S11", "D21S11"), ("d21s11", "D21S11"), ("D21-S11", "D21S11"), ("VWA", "vWA"), ("vWA31/A", "vWA"),
        ("HUMTH01", "TH01"), ("THO1", "TH01"), ("TC11", "TH01"), ("PentaD", "Penta D"), ("PENTA_E", "Penta E"),
        ("Amelogenin", "AMEL"), ("AMEL (X,Y)", "AMEL"), ("HUMCSF1PO", "CSF1PO"), ("FIBRA", "FGA"), ("F13A1", "F13A01"),
        ("DYS385 a/b", "DYS385"), ("DYS389 II", "DYS389II"), ("GATA-H4", "Y-GATA-H4"), ("HVR I", "HVS1"),
        ("D3S1358 [3p21.31]", "D3S1358"), ("D9S2157", "D9S2157"), ("DXS9999", "DXS9999"),
    ],
)  # fmt: skip
def test_a_marker_is_known_by_all_its_names(written, name):
    assert marker(written).name == name


@pytest.mark.parametrize("written", ["D8S1179 1", "D8S1179_2", "D8S1179-1", "D8S1179.1", "DYS391 1", "D9S21 57"])
def test_a_number_beside_a_name_is_no_part_of_it(written):
    assert marker(written) is None


def test_a_marker_by_the_rule_alone_is_not_listed():
    assert is_listed(marker("D8S1179"))
    assert not is_listed(marker("D8S11791"))


def test_on_which_chromosome_a_marker_lies_is_known():
    kinds = {name: marker(name).chromosome for name in ("D3S1358", "DXS10134", "DYS19", "HVS1", "AMEL", "D9S2157")}
    assert list(kinds.values()) == ["autosomal", "x", "y", "mt", "sex", "autosomal"]


def test_how_many_alleles_a_person_may_have_depends_on_chromosome_and_sex():
    assert marker("TH01").most_alleles("M") == 2
    assert marker("DXS10134").most_alleles("M") == 1
    assert marker("DXS10134").most_alleles("F") == marker("DXS10134").most_alleles(None) == 2
    assert marker("DYS19").most_alleles("M") == 1
    assert marker("DYS385").most_alleles("M") == 2


def test_no_name_stands_for_two_markers():
    from nasab.kinship.markers import _written, marker_key

    keys = [marker_key(one.name) for one in markers()]
    written = _written()
    keys += [
        key
        for one in markers()
        for key in {marker_key(also) for also in written[one.chromosome][one.name]} - {marker_key(one.name)}
    ]
    assert sorted(keys) == sorted(set(keys))


def test_every_marker_of_the_shipped_tables_is_in_the_list():
    listed = {one.name for one in markers("autosomal")}
    assert listed >= {name for one in populations() for name in shipped_frequencies(one).loci}


@given(st.text(max_size=60))
def test_any_text_is_a_marker_or_none(text):
    found = marker(text)
    assert found is None or marker(found.name) == found
