from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError, UnreadableList
from nasab.exchange.kinship_case import read_cases
from nasab.exchange.kinship_lists import read_search

CASE = {
    "id": "one",
    "pedigrees": {
        "H1": [{"id": "F", "sex": "M"}, {"id": "POI", "sex": "F", "father": "F", "mother": None}],
        "H2": [{"id": "F", "sex": "M"}, {"id": "POI", "sex": "F"}],
    },
    "loci": [{"name": "L", "alleles": ["8", "9.3"], "freqs": [0.4, 0.6], "chrom": "autosomal", "mutation": None}],
    "genotypes": {"F": {"L": ["8", "9.3"]}, "POI": {"L": ["8", "8"]}},
}
LISTS = {
    "loci": CASE["loci"],
    "families": [
        {
            "id": "A", "members": [{"id": "F", "sex": "M"}, {"id": "c", "sex": "F", "father": "F"}],
            "missing": ["c"], "genotypes": {"F": {"L": ["8", "8"]}},
        }
    ],
    "children": [{"id": "k", "sex": "F", "genotypes": {"L": ["8", "9.3"]}}],
}  # fmt: skip


def read(tmp_path: Path, told, reader=read_cases):
    path = tmp_path / "case.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return reader(path)


def changed(*steps, to, of=CASE):
    """The example with the value at a place replaced."""
    out = copy.deepcopy(of)
    node = out
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = to
    return out


def test_a_case_is_read_whatever_it_lies_in(tmp_path):
    for told in (CASE, [CASE], {"cases": [CASE]}, {"description": "x", "riddle": CASE}, {"klink": [CASE]}):
        (case,) = read(tmp_path, told)
        assert list(case.pedigrees) == ["H1", "H2"]
        assert case.genotypes["POI"]["L"] == ["8", "8"]
        assert (case.theta, case.convention) == (0, "full")


def test_what_is_clear_is_read_as_it_is_meant(tmp_path):
    told = changed("genotypes", "POI", "L", to=[8, 9.3])
    told["pedigrees"]["H1"][0]["sex"] = "male"
    told["pedigrees"]["H1"][1]["mother"] = ""
    told["loci"][0]["mutation"] = {"model": "Equal", "rate": "0.002"}
    told["expected"] = {"convention": "familias_pruned"}
    (case,) = read(tmp_path, told)
    assert case.genotypes["POI"]["L"] == ["8", "9.3"]
    assert case.pedigrees["H1"]["F"].sex == "M"
    assert case.loci[0].maternal.rate == case.loci[0].paternal.rate == 0.002
    assert case.loci[0].maternal.transform == ""
    assert case.convention == "familias_pruned"


def test_a_family_with_somebody_missing_is_a_question_for_each_person_of_interest(tmp_path):
    told = {
        "id": "q", "pedigree": [*CASE["pedigrees"]["H1"][:1], {"id": "MP", "sex": "F", "father": "F"}],
        "missing": "MP", "poi": {"A": {"sex": "F"}, "B": {"sex": "M"}}, "loci": CASE["loci"], "genotypes": {},
    }  # fmt: skip
    cases = read(tmp_path, told)
    assert [case.question for case in cases] == [("A", "MP"), ("B", "MP")]
    assert cases[1].pedigrees["family"]["B"].sex == "M"


def test_identical_twins_are_read(tmp_path):
    told = {**CASE, "identical": [["POI", "T"]]}
    told["pedigrees"] = {"H1": [*CASE["pedigrees"]["H1"], {"id": "T", "sex": "F", "father": "F"}]}
    (case,) = read(tmp_path, told)
    assert case.pedigrees["H1"].identical == (("POI", "T"),)


@pytest.mark.parametrize(
    ("told", "code", "place"),
    [
        ("{not json", "KIN-25", ""),
        ("[1, 2, 3]", "KIN-25", ""),
        ({"loci": CASE["loci"]}, "KIN-25", "case"),
        (changed("loci", to={}), "KIN-25", "loci"),
        (changed("loci", 0, "freqs", to=[0.4, "many"]), "KIN-25", "loci[0].freqs[1]"),
        (changed("loci", 0, "freqs", to=[0.4, None]), "KIN-25", "loci[0].freqs[1]"),
        (changed("loci", 0, "freqs", to=[0.4, 0.4]), "KIN-07", "loci[0]"),
        (changed("loci", 0, "freqs", to=[1.0]), "KIN-08", "loci[0]"),
        (changed("loci", 0, "mutation", to={"model": "sideways"}), "KIN-09", "loci[0]"),
        (changed("loci", 0, "chrom", to="Y"), "KIN-08", "loci[0]"),
        (changed("loci", 0, "name", to=""), "KIN-25", "loci[0].name"),
        (changed("pedigrees", "H1", to=[{"sex": "M"}]), "KIN-25", "pedigrees.H1[0].id"),
        (changed("pedigrees", "H1", 0, "sex", to="purple"), "KIN-25", "pedigrees.H1[0].sex"),
        (changed("pedigrees", "H1", 0, "sex", to="F"), "KIN-03", ""),
        (changed("pedigrees", to={}), "KIN-25", "pedigrees"),
        (changed("genotypes", "POI", to=["8", "8"]), "KIN-25", "genotypes.POI"),
        (changed("genotypes", "POI", "L", to=[{}, "8"]), "KIN-25", "genotypes.POI.L"),
        (changed("theta", to="big"), "KIN-25", "theta"),
        ({**CASE, "relation": "XX"}, "KIN-25", "relation"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path, told, code: str, place: str):
    with pytest.raises(UnreadableList) as error:
        read(tmp_path, told)
    assert error.value.code == code
    assert error.value.problem.file == "case.json"
    assert error.value.problem.column == place


@pytest.mark.parametrize(
    ("told", "code", "place"),
    [
        ([], "KIN-25", "file"),
        (changed("families", 0, "missing", to=["x"], of=LISTS), "KIN-22", "families[0]"),
        (changed("families", 0, "id", to=None, of=LISTS), "KIN-25", "families[0].id"),
        (changed("families", 0, "genotypes", to={}, of=LISTS), "KIN-21", ""),
        (changed("children", 0, "genotypes", to={"L": ["8", "9", "10"]}, of=LISTS), "KIN-13", ""),
        (changed("children", 0, "sex", to="x", of=LISTS), "KIN-25", "children[0].sex"),
        (changed("children", to=None, of=LISTS), "KIN-25", "children"),
    ],
)
def test_so_it_is_with_families_and_children(tmp_path, told, code: str, place: str):
    with pytest.raises(UnreadableList) as error:
        read(tmp_path, told, read_search)
    assert (error.value.code, error.value.problem.column) == (code, place)


def test_families_and_children_are_read(tmp_path):
    degraded = changed(
        "children", 0, "observation", to={"d_het": 0.1, "d_hom": 0.01, "observed": {"L": ["8"]}}, of=LISTS
    )
    search = read(tmp_path, degraded, read_search)
    assert search.children[0].drop_out is not None
    assert search.log10(exact=True).shape == (1, 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.sampled_from(["8", "M", "F", "L", "POI", "X", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "sex", "L", "model"]), inner),
    max_leaves=6,
)
PLACES = [
    ("pedigrees",), ("pedigrees", "H1"), ("pedigrees", "H1", 1), ("pedigrees", "H1", 1, "father"),
    ("pedigrees", "H1", 1, "sex"), ("loci",), ("loci", 0), ("loci", 0, "alleles"), ("loci", 0, "freqs"),
    ("loci", 0, "freqs", 1), ("loci", 0, "mutation"), ("loci", 0, "chrom"), ("loci", 0, "silent"),
    ("genotypes",), ("genotypes", "POI"), ("genotypes", "POI", "L"), ("theta",), ("rho",), ("observation",),
    ("identical",), ("convention",), ("reference",), ("id",), ("relation",), ("missing",), ("expected",),
]  # fmt: skip


@settings(max_examples=150)
@given(st.sampled_from(PLACES), JSON)
def test_anything_at_any_place_is_read_or_refused(tmp_path_factory, place, value):
    path = tmp_path_factory.mktemp("any") / "case.json"
    path.write_text(json.dumps(changed(*place, to=value)), encoding="utf-8")
    try:
        cases = read_cases(path)
    except NasabError as error:
        code = error.code
    else:
        assert all(case.id for case in cases)
        code = "KIN-"
    assert code.startswith(("KIN-", "FILE-"))


@settings(max_examples=60)
@given(st.binary(max_size=80) | JSON.map(lambda told: json.dumps(told).encode()))
def test_any_file_at_all_is_read_or_refused(tmp_path_factory, content: bytes):
    path = tmp_path_factory.mktemp("any") / "case.json"
    path.write_bytes(content)
    for reader in (read_cases, read_search):
        with pytest.raises(NasabError) as error:
            reader(path)
        assert error.value.code.startswith(("KIN-", "FILE-"))
