"""The table of families that gave samples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab.errors import Problem, UnreadableList
from nasab.exchange import read_pedigrees
from nasab.kinship.seeking import SeekingFamily

BY_KIN = """family,person,kin,of,sample
F-1,Zaira,father's mother,S-1,Z-22
F-1,Movsar,خال,S-1,
F-1,S-2,родная сестра,S-1,
F-2,Umukusum,grand-mère paternelle,S-5,GR-12
"""
BY_PARENTS = """family,person,sex,father,mother,born,sample
F-1,Zaira,f,,,1955,Z-22
F-1,Ruslan,m,,Zaira,1980,
F-1,S-1,m,Ruslan,Zarema,,
F-1,S-2,f,Ruslan,Zarema,,
"""


def read(folder: Path, text: str) -> tuple[SeekingFamily, ...]:
    path = folder / "pedigrees.csv"
    path.write_text(text, encoding="utf-8")
    return read_pedigrees(path)[0]


def refused(folder: Path, text: str) -> tuple[str, int, str]:
    with pytest.raises(UnreadableList) as error:
        read(folder, text)
    problem = error.value.problem
    return problem.code, problem.row, problem.value


def test_kin_terms_in_four_languages_make_families(tmp_path: Path):
    first, second = read(tmp_path, BY_KIN)
    assert (first.id, second.id) == ("F-1", "F-2")
    assert dict(first.samples) == {"Zaira": "Z-22"}
    told = [first.kin_of(person, "S-1") for person in ("Zaira", "Movsar", "S-2")]
    assert [one and one.term for one in told] == ["paternal_grandmother", "maternal_uncle", "sister"]
    assert first.apart == second.apart == ()
    umukusum = second.kin_of("Umukusum", "S-5")
    assert umukusum is not None
    assert umukusum.term == "paternal_grandmother"


def test_parents_row_by_row_make_the_same_family(tmp_path: Path):
    (family,) = read(tmp_path, BY_PARENTS)
    told = [family.kin_of(person, "S-1") for person in ("Zaira", "Ruslan", "Zarema", "S-2")]
    assert [one and one.term for one in told] == ["paternal_grandmother", "father", "mother", "sister"]
    assert {member.id: member.sex for member in family.members}["Zarema"] == "F"  # named as a mother only


def test_headers_are_known_in_other_languages_and_columns_may_stand_anywhere(tmp_path: Path):
    (family,) = read(tmp_path, "Образец;Кому;Кем приходится;Человек;Семья\nZ-22;S-1;мать отца;Заира;Ч-1\n")
    assert dict(family.samples) == {"Заира": "Z-22"}
    (family,) = read(tmp_path, "العائلة,الشخص,صلة القرابة,للطفل,رقم العينة\nع-1,زائرة,جدة لأب,S-1,Z-22\n")
    assert dict(family.samples) == {"زائرة": "Z-22"}


def test_children_of_whom_it_is_not_said_what_they_are_to_one_another_are_kept_in_mind(tmp_path: Path):
    rows = "family,person,kin,of\nF-1,Zaira,father's mother,S-1\nF-1,Zaira,father's mother,S-2\n"
    assert read(tmp_path, rows)[0].apart == (("S-1", "S-2"),)
    assert read(tmp_path, rows + "F-1,S-2,sister,S-1\n")[0].apart == ()
    half = "F-1,Ruslan,father,S-1\nF-1,Ruslan,father,S-2\n"
    assert read(tmp_path, "family,person,kin,of\n" + half)[0].apart == ()


def test_a_grandmother_of_no_side_is_named_and_has_no_place(tmp_path: Path):
    path = tmp_path / "pedigrees.csv"
    rows = "family,person,kin,of,sample\nF-1,Ruslan,father,S-1,\nF-1,Zaira,grandmother,S-1,Z-22\n"
    path.write_text(rows, encoding="utf-8")
    (family,), problems = read_pedigrees(path)
    assert [(problem.code, problem.row, problem.value) for problem in problems] == [("RELATION-05", 3, "Zaira")]
    assert family.kin_of("Zaira", "S-1") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("person,kin,of\nZaira,mother,S-1\n", ("TABLE-01", 0, "")),
        ("family,person,sample\nF-1,Zaira,Z-22\n", ("TABLE-01", 0, "")),
        ("family,person,kin,of\n,Zaira,mother,S-1\n", ("TABLE-02", 2, "")),
        ("family,person,kin,of\nF-1,Zaira,,S-1\n", ("TABLE-02", 2, "")),
        ("family,person,kin,of\nF-1,Zaira,mother,\n", ("TABLE-02", 2, "")),
        ("family,person,kin,of\nF-1,Zaira,of the stork,S-1\n", ("RELATION-01", 2, "of the stork")),
        ("family,person,kin,of\nF-1,Zaira,mother,S-1\nF-1,Zaira,father,S-1\n", ("RELATION-02", 2, "Zaira")),
        ("family,person,kin,of\nF-1,Zaira,mother,S-1\nF-1,Lila,mother,S-1\n", ("RELATION-03", 2, "Zaira")),
        ("family,person,kin,of\nF-1,A,mother,B\nF-1,B,mother,A\n", ("RELATION-04", 2, "B")),
        ("family,person,kin,of,sample\nF-1,Z,mother,S-1,T-1\nF-1,Z,mother,S-1,T-2\n", ("DNA-08", 3, "T-2")),
        ("family,person,kin,of,sample\nF-1,Z,mother,S-1,T-1\nF-1,Y,father,S-1,T-1\n", ("DNA-08", 3, "T-1")),
        ("family,person,father,mother,born\nF-1,Z,,,long ago\n", ("DNA-07", 2, "long ago")),
        ("family,person,father,mother,sex\nF-1,Z,,,perhaps\n", ("SEX-01", 2, "perhaps")),
        ("family,person,father,mother\nF-1,Z,A,\nF-1,Z,B,\n", ("DNA-08", 3, "Z")),
        ("family,person,father,mother\nF-1,A,B,\nF-1,B,A,\n", ("KIN-04", 2, "A")),
        ("family,person,father,mother\nF-1,A,Z,\nF-1,B,,Z\n", ("KIN-03", 2, "Z")),
        ("family,person,father,mother,born\nF-1,A,B,,1980\nF-1,B,,,1979\n", ("KIN-05", 2, "A")),
    ],
)
def test_what_cannot_be_or_is_not_understood_stops_the_reading_at_its_place(
    tmp_path: Path, text: str, expected: tuple[str, int, str]
):
    assert refused(tmp_path, text) == expected


CELLS = st.one_of(
    st.sampled_from(["F-1", "S-1", "S-2", "Zaira", "mother", "father", "sister", "дядя", "Z-22", "m", "f", "1980", ""]),
    st.text(max_size=6),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(["family,person,kin,of,sample", "family,person,father,mother,sex,born"]),
    st.lists(st.lists(CELLS, min_size=5, max_size=6), max_size=5),
)
def test_whatever_stands_in_it_it_is_read_or_refused_with_one_message(tmp_path: Path, head: str, rows: list[list[str]]):
    path = tmp_path / "pedigrees.csv"
    lines = [
        head,
        *(",".join('"' + cell.replace('"', "") + '"' for cell in row[: head.count(",") + 1]) for row in rows),
    ]
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    for problem in refusals(path):
        assert problem.file == "pedigrees.csv"
        assert problem.sentence("en")


def refusals(path: Path) -> list[Problem]:
    """The message, if the table is refused."""
    try:
        read_pedigrees(path)
    except UnreadableList as error:
        return [error.problem]
    return []
