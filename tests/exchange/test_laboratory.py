from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.exchange.laboratory import LaboratorySheet, read_profiles
from nasab.exchange.laboratory_heads import marker_of_column
from nasab.kinship import markers
from nasab.kinship.markers import USUAL

from .making import text, xlsx

GENEMAPPER = """Sample File\tSample Name\tPanel\tMarker\tAllele 1\tAllele 2\tSize 1\tHeight 1\tHeight 2
a.fsa\tC-17\tGF_v1\tAMEL\tX\tY\t99.1\t812\t790
a.fsa\tC-17\tGF_v1\tTH01\t9.3\t\t180.2\t1500\t
a.fsa\tC-17\tGF_v1\tD21S11\t29\t31.2\t200.1\t700\t650
b.fsa\tR-2\tGF_v1\tTH01\t6\t9.3\t170.0\t800\t810
"""


def alleles(read: LaboratorySheet) -> dict[str, dict[str, tuple[str, ...]]]:
    return {one.sample: {name: of.alleles for name, of in one.genotypes.items()} for one in read.profiles}


def codes(read: LaboratorySheet) -> list[tuple[str, int, str]]:
    return [(problem.code, problem.row, problem.value) for problem in read.problems]


def told_of(path: Path) -> list[Problem]:
    """All that is said of a file, whether it is read or refused."""
    try:
        return list(read_profiles(path).problems)
    except NasabError as error:
        return [error.problem]


def refused(path: Path) -> str:
    with pytest.raises(UnreadableList) as told:
        read_profiles(path)
    assert str(told.value)
    return told.value.code


def test_an_export_of_genemapper_is_read(tmp_path):
    read = read_profiles(text(tmp_path / "export.txt", GENEMAPPER))
    assert read.shape == "long"
    assert alleles(read) == {
        "C-17": {"AMEL": ("X", "Y"), "TH01": ("9.3", "9.3"), "D21S11": ("29", "31.2")},
        "R-2": {"TH01": ("6", "9.3")},
    }
    assert codes(read) == []


def test_an_export_in_utf_16_is_read_too(tmp_path):
    read = read_profiles(text(tmp_path / "export.txt", GENEMAPPER, "utf-16"))
    assert len(read.profiles) == 2


WIDE = {"A": {"TH01": ("6", "9.3"), "vWA": ("16", "16"), "Penta D": ("9", "12")}}


@pytest.mark.parametrize(
    "content",
    [
        'Sample,TH01,vWA,Penta D\nA,"6,9.3",16,"9,12"\n',
        "Sample;TH01;vWA;Penta D\nA;6,9.3;16;9,12\n",
        "Sample;TH01;vWA;Penta D\nA;6/9,3;16/16;9/12\n",
        "Sample\tTHO1\tVWA\tPENTA_D\nA\t6-9.3\t16\t9 - 12\n",
        "Sample ID,TH01 1,TH01 2,vWA 1,vWA 2,Penta D 1,Penta D 2\nA,9.3,6,16,,12,9\n",
        "Sample ID;TH01_A1;TH01_A2;VWA_A1;VWA_A2;PentaD_A1;PentaD_A2\nA;9,3;6;16;16;12;9\n",
        "Name\tTH01\t\tvWA\t\tPenta D\t\nA\t6\t9.3\t16\t16\t9\t12\n",
        "Sample,TH01,TH01,vWA,vWA,Penta D,Penta D\nA,6,9.3,16,16,9,12\n",
        "Laboratory of invention,,,\n,,,\nобразец,TH01,vWA,Penta D\nA,6/9.3,16,9/12\n",
        "رقم العينة,TH01,vWA,Penta D\nA,٦/٩٫٣,١٦,٩/١٢\n",
        "Marker,A,\nTH01,6,9.3\nvWA,16,\nPenta D,9,12\n",
        "Marker,A\nTH01,6/9.3\nvWA,16\nPenta D,9/12\n",
        "Sample,Locus,Genotype\nA,TH01,6/9.3\nA,vWA,16\nA,Penta D,9/12\n",
        ",TH01,vWA,Penta D\nA,6/9.3,16,9/12\n",
    ],
)
def test_the_same_profile_is_read_however_the_sheet_is_built(tmp_path, content):
    read = read_profiles(text(tmp_path / "a.csv", content))
    assert alleles(read) == WIDE
    assert codes(read) == []


NUMBERED = [
    (" 1", " 2"), ("_1", "_2"), ("-1", "-2"), (".1", ".2"), ("  1", "  2"), (" - 1", " - 2"), ("/1", "/2"),
    (":1", ":2"), ("#1", "#2"), ("–1", "–2"), (" (1)", " (2)"), (" ١", " ٢"), (" a", " b"), ("_A", "_B"),
    (" A1", " A2"), ("_A1", "_A2"), (" Allele 1", " Allele 2"), ("_allele_1", "_allele_2"), (" аллель 1", " аллель 2"),
    ("", " 2"),
]  # fmt: skip
NUMBERED_LOCI = [
    "D8S1179",
    "D12S391",
    "D1S1656",
    "D22S1045",
    "D21S11",
    "D2S44",
    "D9S2157",
    "TH01",
    "FGA",
    "Penta D",
    "SE33",
]


@pytest.mark.parametrize("locus", NUMBERED_LOCI)
@pytest.mark.parametrize(("first", "second"), NUMBERED)
def test_two_numbered_columns_are_the_alleles_of_one_marker(tmp_path, locus, first, second):
    content = f"Sample;{locus}{first};{locus}{second};vWA\nA;12;13;16/17\n"
    read = read_profiles(text(tmp_path / "a.csv", content))
    assert alleles(read) == {"A": {locus: ("12", "13"), "vWA": ("16", "17")}}
    assert {code for code, *_ in codes(read)} <= {"PROFILE-10", "PROFILE-18"}  # 12 is no allele of FGA


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("D8S11791", "D8S11791"), ("D8S1179 1", "D8S1179"), ("D21S11", "D21S11"), ("D21S11 1", "D21S11"),
        ("D12S391", "D12S391"), ("D12S391 1", "D12S391"), ("D2S441", "D2S441"), ("D2S44 1", "D2S44"),
        ("D2S441_2", "D2S441"), ("DYS389 1", "DYS389I"), ("DYS389 II", "DYS389II"), ("DYS389I 1", "DYS389I"),
        ("DYS391", "DYS391"), ("DYS391 1", "DYS391"), ("DYS385 1", "DYS385"), ("DYS385 b", "DYS385"), ("HV 1", "HVS1"),
        ("HVS2", "HVS2"), ("DXS10134 1", "DXS10134"), ("DXS101 1", "DXS101"), ("Y-GATA-A7.1", "DYS460"),
        ("D 8 S 1179", "D8S1179"), ("D3S1358 (bp 110-152)", "D3S1358"), ("TH01 [11p15.5]", "TH01"), ("vWA 1", "vWA"),
        ("vWA 2", "vWA"), ("TH01", "TH01"), ("F13A 1", "F13A01"), ("F13A 2", "F13A01"), ("SE33", "SE33"),
    ],
)  # fmt: skip
def test_the_number_of_an_allele_is_told_from_the_name_of_a_marker(header, name):
    found = marker_of_column(header)
    assert found is not None
    assert found.name == name


def test_a_number_after_the_name_of_any_known_marker_makes_no_other_marker_of_it():
    for one in markers():
        if one.chromosome in ("autosomal", "sex", "x", "y"):
            for after in (" 1", "_2", "-1", ".2", " A1", "_b"):
                assert marker_of_column(one.name + after) == one


def test_a_name_by_the_rule_that_nobody_lists_is_said(tmp_path):
    read = read_profiles(text(tmp_path / "a.csv", "Sample,TH01,D8S11791,D8S11792\nA,6/7,12,13\nB,6/7,12,13\n"))
    assert alleles(read)["A"] == {"TH01": ("6", "7"), "D8S11791": ("12", "12"), "D8S11792": ("13", "13")}
    assert [(one.code, one.row, one.column, one.detail) for one in read.problems] == [
        ("PROFILE-18", 2, "D8S11791", "D8S11791"), ("PROFILE-18", 2, "D8S11792", "D8S11792"),
    ]  # fmt: skip


def test_of_a_numbered_column_without_the_other_an_allele_may_be_lost(tmp_path):
    content = "Sample,TH01 1,D8S1179 2,DYS391 1,FGA 1\nA,6,12,10,20/22\nB,7,,11,21\n"
    read = read_profiles(text(tmp_path / "a.csv", content))
    assert alleles(read)["A"] == {"TH01": ("6",), "D8S1179": ("12",), "DYS391": ("10",), "FGA": ("20", "22")}
    assert read.profiles[0].sure() == {"FGA": ("20", "22")}
    assert read.profiles[0].sure("y") == {"DYS391": ("10",)}
    assert not read.profiles[1].sure()
    told = [(one.code, one.row, one.column, one.detail) for one in read.problems]
    assert told == [
        ("PROFILE-17", 1, "TH01 1", "TH01"),
        ("PROFILE-17", 1, "D8S1179 2", "D8S1179"),
        ("PROFILE-17", 1, "FGA 1", "FGA"),
    ]


def test_a_number_in_the_column_of_markers_is_named_and_makes_no_marker(tmp_path):
    rows = "D8S1179 1,12\nTH01,6/7\nvWA,16/17\nFGA,20/21\n"
    read = read_profiles(text(tmp_path / "a.csv", f"Marker,A\n{rows}"))
    assert "D8S1179 1" in {value for code, _, value in codes(read) if code == "PROFILE-02"}
    assert set(alleles(read)["A"]) == {"TH01", "vWA", "FGA"}


PAIRS = st.tuples(st.integers(5, 40), st.integers(5, 40))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(USUAL), PAIRS, min_size=2), st.sampled_from(NUMBERED))
def test_a_sheet_says_the_same_with_two_columns_for_each_usual_marker_as_with_one(tmp_path_factory, typed, after):
    folder = tmp_path_factory.mktemp("wide")
    cells_ = ";".join(f"{one};{other}" for one, other in typed.values())

    def told(name: str, head: list[str], row: str) -> object:
        path = text(folder / name, f"Sample;{';'.join(head)}\nA;{row}\n")
        try:
            return alleles(read_profiles(path))
        except UnreadableList as error:  # numbers drawn by chance may fit no marker
            return error.code

    one_column = told("one.csv", list(typed), ";".join(f"{one}/{other}" for one, other in typed.values()))
    for name, (first, second) in {"numbers": (" 1", " 2"), "words": ("_A1", "_A2"), "other": after}.items():
        assert told(f"{name}.csv", [locus + end for locus in typed for end in (first, second)], cells_) == one_column


def test_a_workbook_is_read_and_its_numbers_are_alleles(tmp_path):
    rows = [["Sample", "Sex", "TH01 1", "TH01 2", "vWA 1", "vWA 2"], ["A", "ж", 6, 9.3, 16, 17]]
    read = read_profiles(xlsx(tmp_path / "a.xlsx", {"Results": rows, "Notes": [["nothing"]]}))
    assert alleles(read) == {"A": {"TH01": ("6", "9.3"), "vWA": ("16", "17")}}
    assert read.profiles[0].sex == "F"
    assert [problem.code for problem in read.problems] == ["HEAD-08"]


CODIS = """<?xml version="1.0"?><CODISImportFile xmlns="urn:CODISImportFile-schema"><HEADERVERSION>3.2</HEADERVERSION>
<SPECIMEN SOURCEID="LAB" CASEID="1"><SPECIMENID>V-1</SPECIMENID><SPECIMENCATEGORY>Unidentified Person</SPECIMENCATEGORY>
<LOCUS><LOCUSNAME>D3S1358</LOCUSNAME><READINGBY>x</READINGBY><ALLELE><ALLELEVALUE>15</ALLELEVALUE></ALLELE>
<ALLELE><ALLELEVALUE>16</ALLELEVALUE></ALLELE></LOCUS>
<LOCUS><LOCUSNAME>Amelogenin</LOCUSNAME><ALLELE><ALLELEVALUE>X</ALLELEVALUE></ALLELE></LOCUS></SPECIMEN></CODISImportFile>"""


def test_an_import_file_of_codis_is_read(tmp_path):
    read = read_profiles(text(tmp_path / "a.xml", CODIS))
    assert read.shape == "xml"
    assert alleles(read) == {"V-1": {"D3S1358": ("15", "16"), "AMEL": ("X", "X")}}


def test_other_xml_with_samples_and_loci_is_read_by_its_words(tmp_path):
    content = """<dvi><Person id="P1"><sex>male</sex>
    <Marker name="TH01"><allele value="6"/><allele value="9.3"/></Marker>
    <Marker name="vWA"><allele1>16</allele1><allele2>17</allele2></Marker></Person></dvi>"""
    read = read_profiles(text(tmp_path / "a.xml", content))
    assert alleles(read) == {"P1": {"TH01": ("6", "9.3"), "vWA": ("16", "17")}}
    assert read.profiles[0].sex == "M"


def test_xml_that_declares_entities_is_refused(tmp_path):
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refused(text(tmp_path / "a.xml", bomb)) == "FILE-13"
    assert refused(text(tmp_path / "b.xml", "<a><b></a>")) == "FILE-06"


def test_a_file_without_samples_and_markers_is_refused(tmp_path):
    assert refused(text(tmp_path / "a.csv", "id,name\n1,Bilal\n")) == "PROFILE-14"
    assert refused(text(tmp_path / "b.csv", "Sample,TH01,vWA\n")) == "PROFILE-14"
    assert refused(tmp_path / "none.csv") == "FILE-01"


def test_a_cell_that_is_no_allele_is_named_and_the_rest_is_used(tmp_path):
    read = read_profiles(text(tmp_path / "a.csv", "Sample,TH01,vWA\nA,6/Bilal,16/17\n"))
    assert codes(read) == [("PROFILE-01", 2, "6/Bilal")]
    assert alleles(read) == {"A": {"vWA": ("16", "17")}}


def test_alleles_that_a_spreadsheet_made_a_date_of_are_named(tmp_path):
    read = read_profiles(text(tmp_path / "a.csv", "Sample,TH01,vWA\nA,2026-09-06,16/17\nB,6/7,16-Oct\n"))
    assert [code for code, *_ in codes(read)] == ["PROFILE-13", "PROFILE-13"]


def test_a_comma_that_may_be_either_is_not_guessed_at(tmp_path):
    read = read_profiles(text(tmp_path / "a.tsv", "Sample\tTH01\tvWA\nA\t9,3\t16,17\n"))
    assert codes(read) == [("PROFILE-12", 2, "9,3")]
    assert alleles(read) == {"A": {"vWA": ("16", "17")}}


def test_a_header_like_a_marker_that_is_not_known_is_named(tmp_path):
    read = read_profiles(text(tmp_path / "a.csv", "Sample,TH01,vWA,rs123,Weather\nA,6/7,16/17,1,fine\n"))
    told = [(problem.code, problem.row, problem.column) for problem in read.problems]
    assert told == [("PROFILE-02", 1, "rs123"), ("HEAD-03", 1, "Weather")]


def test_contradictions_are_named_at_their_row(tmp_path):
    content = "Sample,Sex,AMEL,TH01,DXS10134\nA,M,X/Y,6/7/9.3,33/35\nB,F,X/Y,6/7,33\nC,M,X/Y,6/7,33\n"
    read = read_profiles(text(tmp_path / "a.csv", content))
    assert [(code, row) for code, row, _ in codes(read)] == [("PROFILE-03", 2), ("PROFILE-04", 2), ("PROFILE-05", 3)]


def test_alleles_without_a_sample_are_named(tmp_path):
    read = read_profiles(text(tmp_path / "a.csv", "Sample,TH01,vWA\n,6/7,\nA,6/7,16/17\n"))
    assert codes(read) == [("PROFILE-15", 2, "")]


def test_two_kits_of_one_sample_are_one_profile(tmp_path):
    read = read_profiles(text(tmp_path / "a.csv", "Sample,TH01,vWA,FGA\nA,6/7,16/17,\nA,,16/17,20/22\n"))
    assert alleles(read) == {"A": {"TH01": ("6", "7"), "vWA": ("16", "17"), "FGA": ("20", "22")}}
    assert codes(read) == []


def test_duplicates_that_disagree_at_a_marker_lose_it(tmp_path):
    read = read_profiles(text(tmp_path / "a.csv", "Sample,TH01,vWA\nA,6/7,16/17\nA,6/8,16/17\n"))
    assert alleles(read) == {"A": {"vWA": ("16", "17")}}
    assert codes(read) == [("PROFILE-08", 3, "A")]


def test_duplicates_of_two_persons_are_not_used(tmp_path):
    content = "Sample,TH01,vWA,FGA\nA,6/7,16/17,20/22\nA,8/9,14/15,23/24\nB,6/7,16/17,20/22\n"
    read = read_profiles(text(tmp_path / "a.csv", content))
    assert list(alleles(read)) == ["B"]
    assert codes(read) == [("PROFILE-09", 3, "A")]


def test_columns_that_were_shifted_are_seen_by_alleles_that_nobody_has(tmp_path):
    head = "Sample,D21S11,TH01,FGA,CSF1PO\n"
    good, shifted = "A,29/30,6/9.3,22/24,10/12\n", "B,10/12,29/30,6/9.3,22/24\n"
    read = read_profiles(text(tmp_path / "a.csv", head + good + shifted))
    assert list(alleles(read)) == ["A"]
    assert [code for code, *_ in codes(read)] == ["PROFILE-10"] * 4 + ["PROFILE-11"]
    assert refused(text(tmp_path / "b.csv", head + shifted)) == "PROFILE-11"


def test_a_message_holds_only_the_cell_that_is_wrong(tmp_path):
    content = "Sample,TH01,vWA,FGA\nA,6/Bilal,14/15,20.2/23.2\nA,6/7,14/16,20.2/23.2\n"
    read = read_profiles(text(tmp_path / "a.csv", content))
    said = " ".join(problem.sentence() for problem in read.problems)
    assert "6/Bilal" in said
    assert "20.2" not in said
    assert "23.2" not in said


def test_mitochondrial_sequences_and_y_haplotypes_are_read_beside_the_rest(tmp_path):
    content = "Sample;DYS19;DYS385;HVS1;TH01\nA;14;11/14;16126C 16362C;6/7\nB;15;12;T16126X;6/7\n"
    read = read_profiles(text(tmp_path / "a.csv", content))
    assert alleles(read)["A"] == {
        "DYS19": ("14",), "DYS385": ("11", "14"), "HVS1": ("16126C", "16362C"), "TH01": ("6", "7"),
    }  # fmt: skip
    assert codes(read) == [("PROFILE-16", 3, "T16126X")]


CELLS = st.one_of(
    st.sampled_from(
        ["TH01", "vWA", "Sample", "Marker", "Allele 1", "Allele 2", "6/9.3", "9,3", "16", "OL", "X", "A", ""]
    ),
    st.text(max_size=12),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=9), st.sampled_from(",;\t"))
def test_any_table_is_read_or_refused_with_a_code(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.mktemp("fuzz") / "a.csv"
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8", errors="replace")
    assert all(problem.sentence() for problem in told_of(path))


TAGS = st.sampled_from(
    ["Person", "SPECIMEN", "LOCUS", "Marker", "LOCUSNAME", "ALLELE", "ALLELEVALUE", "id", "sex", "b"]
)
WORDS = st.sampled_from(["TH01", "vWA", "6", "9.3", "M", "A-1", "", "Bilal"])
ELEMENTS = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, word, children: f'<{tag} name="{word}">{"".join(children)}</{tag}>',
        TAGS, WORDS, st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(ELEMENTS, max_size=4), st.text(max_size=4))
def test_any_xml_is_read_or_refused_with_a_code(tmp_path_factory, elements, scrap):
    path = tmp_path_factory.mktemp("fuzz") / "a.xml"
    path.write_text(f"<file>{''.join(elements)}{scrap}</file>", encoding="utf-8", errors="replace")
    assert all(problem.sentence() for problem in told_of(path))


def test_xml_that_is_nested_without_end_is_refused_or_read(tmp_path):
    deep = "<a>" * 3000 + "</a>" * 3000
    assert refused(text(tmp_path / "a.xml", deep)) in ("PROFILE-14", "FILE-06")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_code(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "a.bin"
    path.write_bytes(content)
    assert all(problem.sentence() for problem in told_of(path))
