from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab import report
from nasab.errors import Problem, UnreadableList
from nasab.exchange import read_outside
from nasab.exchange.judged import has_verdicts, read_judgements
from nasab.exchange.statements import unknown_ids
from nasab.matching.judgements import VERDICTS, Judgement, Seen
from nasab.texts import LANGUAGES
from tests import cast
from tests.exchange.making import ods, text, xlsx
from tests.report import cast as report_cast

HEAD = "found_id,sought_id,verdict,by,on,reason,seen\n"


def written(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    return text(folder / "judgements.csv", content, encoding)


def refused(path: Path) -> UnreadableList:
    with pytest.raises(UnreadableList) as error:
        read_judgements(path)
    for language in LANGUAGES:
        assert error.value.problem.sentence(language)
    return error.value


def test_a_judgement_is_read_with_who_when_why_and_what_was_seen(tmp_path: Path):
    row = 'M-017,S-204,same,Madina,2019-05-02,"the same burn, and his song","[[""age"",""close"",""4"",""2013-03""]]"\n'
    read = read_judgements(written(tmp_path, HEAD + row))
    seen = (Seen("age", "close", "4", "2013-03"),)
    judgement = Judgement("M-017", "S-204", "same", "Madina", "2019-05-02", "the same burn, and his song", seen)
    assert read.told == (judgement,)
    assert (read.rows, read.problems, read.blank) == ((2,), (), 0)


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        *(("Same", "same"), ("the same child", "same"), ("YES", "same"), ("да", "same"), ("тот же ребёнок", "same")),
        *(("Тот же ребенок", "same"), ("نعم", "same"), ("الطفل نفسه", "same"), ("le même enfant", "same")),
        *(("c’est la même", "same"), ("TRUE", "same"), ("not the same", "different"), ("No.", "different")),
        *(("لا", "different"), ("ليس الطفل نفسه", "different"), ("pas le même", "different"), ("non", "different")),
        *(("unsure", "unsure"), ("cannot tell yet", "unsure"), ("can't tell", "unsure"), ("нельзя сказать", "unsure")),
        *(
            ("لا يمكن القول بعد", "unsure"),
            ("ربما", "unsure"),
            ("on ne peut pas dire", "unsure"),
            ("peut-être", "unsure"),
        ),
    ],
)
def test_a_verdict_is_understood_in_four_languages(tmp_path: Path, word: str, verdict: str):
    assert read_judgements(written(tmp_path, f"found_id,sought_id,verdict\nM,S,{word}\n")).told[0].verdict == verdict


@pytest.mark.parametrize("word", ["perhaps yes", "nicht", "s", "1", "same different", "?!x"])
def test_a_verdict_that_is_half_understood_is_refused(tmp_path: Path, word: str):
    error = refused(written(tmp_path, f"found_id,sought_id,verdict\nM,S,same\nN,T,{word}\n"))
    assert (error.code, error.problem.row, error.problem.column) == ("JUDGE-01", 3, "verdict")


@pytest.mark.parametrize(
    "header",
    [
        "Child found;Child sought;Verdict;Judged by;Date;Why",
        "Найден: номер;Ищут: номер;Тот же ребёнок;Кем;Дата;Почему",
        "عُثر عليه: الرقم;يُبحث عنه: الرقم;الحكم;بواسطة;التاريخ;السبب",
        "Trouvé : numéro;Recherché : numéro;Jugement;Jugé par;Jour;Motif",
    ],
)
def test_headers_are_understood_in_four_languages_and_with_any_delimiter(tmp_path: Path, header: str):
    read = read_judgements(written(tmp_path, f"{header}\nM-017;S-204;да;Мадина;02.05.2019;ожог, песня\n"))
    assert read.told == (Judgement("M-017", "S-204", "same", "Мадина", "2019-05-02", "ожог, песня"),)
    assert read.problems == ()


def test_a_table_may_be_a_workbook(tmp_path: Path):
    rows = [["found_id", "sought_id", "verdict"], ["M-017", "S-204", "yes"], [17, 204, True]]
    read = read_judgements(xlsx(tmp_path / "judged.xlsx", {"Notes": [["nothing"]], "Judged": rows}))
    assert [one.pair for one in read.told] == [("M-017", "S-204"), ("17", "204")]
    assert (read.sheet, read.rows) == ("Judged", (2, 3))
    assert [problem.code for problem in read.problems] == ["HEAD-08"]
    assert read_judgements(ods(tmp_path / "judged.ods", rows[:2])).told[0].pair == ("M-017", "S-204")


@pytest.mark.parametrize(
    ("written_as", "on"),
    [
        *(("2019-05-02", "2019-05-02"), ("02.05.2019", "2019-05-02"), ("2 May 2019", "2019-05-02")),
        *(("2019-05-02T14:30", "2019-05-02T14:30:00"), ("2019-05-02 14:30", "2019-05-02T14:30:00")),
        *(("02.05.2019 9:05", "2019-05-02T09:05:00"), ("2019-05-02T14:30:00+03:00", "2019-05-02T14:30:00+03:00")),
    ],
)
def test_a_day_with_or_without_its_hour_is_read(tmp_path: Path, written_as: str, on: str):
    path = written(tmp_path, f"found_id,sought_id,verdict,on\nM,S,same,{written_as}\n")
    assert read_judgements(path).told[0].on == on


@pytest.mark.parametrize("date", ["May 2019", "yesterday", "2019-13-02", "0001-01-01", "2019-05-02 25:00"])
def test_what_is_no_day_is_refused(tmp_path: Path, date: str):
    error = refused(written(tmp_path, f"found_id,sought_id,verdict,on\nM,S,same,{date}\n"))
    assert (error.code, error.problem.column) == ("TABLE-06", "on")


def test_rows_without_a_verdict_are_counted_and_say_nothing(tmp_path: Path):
    head = "found_id,sought_id,rank,probability,weight,for,against,verdict\n"
    read = read_judgements(written(tmp_path, head + "M,S,1,0.9,7,,,yes\nM,T,2,0.1,1,,,\n\nN,T,1,0.2,3,,,\n"))
    assert (len(read.told), read.blank, read.problems) == (1, 2, ())


def test_a_reason_without_a_verdict_is_not_passed_over(tmp_path: Path):
    assert refused(written(tmp_path, HEAD + "M,S,,Madina,,the burn,\n")).code == "JUDGE-01"


def test_two_verdicts_of_one_person_at_one_time_are_refused_with_both_rows(tmp_path: Path):
    error = refused(written(tmp_path, HEAD + "M,S,same,Madina,2019-05-02,,\nM,S,no,madina,02.05.2019,,\n"))
    assert (error.code, error.problem.row, error.problem.detail) == ("JUDGE-03", 3, "2")


def test_a_row_that_stands_twice_is_refused(tmp_path: Path):
    error = refused(written(tmp_path, HEAD + "M,S,same,,,,\nN,S,same,,,,\nM,S,yes,,,a burn,\n"))
    assert (error.code, error.problem.row, error.problem.detail) == ("JUDGE-04", 4, "2")


def test_a_change_of_mind_at_a_later_time_and_another_person_are_no_contradiction(tmp_path: Path):
    rows = "M,S,same,Madina,2019-05-02,,\nM,S,no,Madina,2019-05-03,,\nM,S,same,Omar,2019-05-02,,\n"
    assert len(read_judgements(written(tmp_path, HEAD + rows)).told) == 3


@pytest.mark.parametrize("row", [",S,same,,,,", "M,,same,,,,", "—,S,same,,,,"])
def test_a_row_without_an_id_is_not_passed_over(tmp_path: Path, row: str):
    assert refused(written(tmp_path, f"{HEAD}{row}\n")).code == "TABLE-02"


@pytest.mark.parametrize(
    "seen", ["yes", '[["age","far","4"]]', '[["age",1,"4","5"]]', '{"a":1}', "[" * 5000, "[[1e999999]]"]
)
def test_what_was_seen_is_as_nasab_writes_it_or_is_refused(tmp_path: Path, seen: str):
    quoted = seen.replace('"', '""')
    assert refused(written(tmp_path, f'{HEAD}M,S,same,,,,"{quoted}"\n')).code == "JUDGE-02"


def test_missing_columns_are_named(tmp_path: Path):
    assert refused(written(tmp_path, "found_id,by\nM,Madina\n")).problem.detail == "sought_id, verdict"
    assert refused(written(tmp_path, "Bilal is Bilal\nand Aminat is Aminat\n")).code == "TABLE-01"


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path):
    error = refused(written(tmp_path, "found_id,sought_id,verdict,decision\nM,S,same,no\n"))
    assert (error.code, error.problem.value, error.problem.detail) == ("TABLE-05", "verdict / decision", "verdict")


def test_more_cells_than_the_header_has_are_refused(tmp_path: Path):
    assert refused(written(tmp_path, "found_id,sought_id,verdict,reason\nM,S,same,a burn, left arm\n")).code == "ROW-01"


def test_a_header_that_is_not_known_is_named(tmp_path: Path):
    read = read_judgements(written(tmp_path, "found_id,sought_id,verdict,shoe\nM,S,same,31\n"))
    assert [(problem.code, problem.column) for problem in read.problems] == [("HEAD-03", "shoe")]


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path):
    error = refused(written(tmp_path, HEAD + 'M,S,same,,,"a burn,\nN,T,no,,,,\nO,U,no,,,,\n'))
    assert (error.code, error.problem.row) == ("TABLE-04", 2)


WHOLE = (
    HEAD
    + "M-1,S-1,different,Madina,,,\n"
    + 'M-2,S-2,different,Zara,2019-05-02,"she said ""no"", twice","[[""age"",""far"",""4"",""9""]]"\n'
)


@pytest.mark.parametrize("kept", range(len(HEAD) + 1, len(WHOLE)))
def test_wherever_a_row_is_cut_off_it_is_named_and_not_used(tmp_path: Path, kept: int):
    content = WHOLE[:kept]
    read = read_judgements(written(tmp_path, content))
    whole = content.count("\n") - 1
    assert [one.pair for one in read.told] == [("M-1", "S-1")][:whole]
    cut_off = not content.endswith("\n")
    assert [(problem.code, problem.row) for problem in read.problems] == [("JUDGE-05", whole + 2)] * cut_off


ARABIC = "found_id,sought_id,verdict,reason\nم-١,س-١,same,حرق\nم-٢,س-٢,different,لا شبه\n".encode()


@pytest.mark.parametrize("kept", range(ARABIC.rindex(b"\n", 0, -1) + 2, len(ARABIC)))
def test_a_row_that_was_cut_off_within_a_letter_changes_no_other_letter(tmp_path: Path, kept: int):
    path = tmp_path / "judgements.csv"
    path.write_bytes(ARABIC[:kept])
    read = read_judgements(path)
    assert read.told == (Judgement("م-١", "س-١", "same", reason="حرق"),)
    assert [problem.code for problem in read.problems] == ["JUDGE-05"]


def test_room_without_a_row_is_a_row_that_was_cut_off(tmp_path: Path):
    read = read_judgements(written(tmp_path, HEAD + "M,S,same,,,,\n" + "\0" * 40))
    assert [one.pair for one in read.told] == [("M", "S")]
    assert [problem.code for problem in read.problems] == ["JUDGE-05"]


def test_a_table_in_another_encoding_is_read_and_its_encoding_is_named(tmp_path: Path):
    content = "Найден: номер;Ищут: номер;Суждение;Причина\nM;S;да;ожог на левом предплечье\n"
    read = read_judgements(written(tmp_path, content, "cp1251"))
    assert read.told[0].reason == "ожог на левом предплечье"
    assert [problem.code for problem in read.problems] == ["FILE-10"]
    assert read_judgements(written(tmp_path, content, "utf-16")).told[0].verdict == "same"


def test_a_table_of_judgements_is_told_from_one_of_true_pairs(tmp_path: Path):
    assert has_verdicts(written(tmp_path, HEAD))
    assert not has_verdicts(written(tmp_path, "found_id,sought_id\nM,S\n"))


def test_children_on_neither_list_are_named_with_their_place(tmp_path: Path):
    read = read_judgements(written(tmp_path, HEAD + "M-017,S-204,same,,,,\nM-999,S-998,no,,,,\n"))
    told = unknown_ids(read, cast.found(), cast.sought())
    assert [(one.code, one.row, one.column, one.value) for one in told] == [
        ("TABLE-03", 3, "found_id", "M-999"),
        ("TABLE-03", 3, "sought_id", "S-998"),
    ]


@pytest.mark.parametrize(("content", "code"), [("", "FILE-03"), ("<html>", "FILE-07"), ('{"a": 1}', "FILE-07")])
def test_what_is_no_table_is_refused(tmp_path: Path, content: str, code: str):
    assert refused(written(tmp_path, content)).code == code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    assert refused(tmp_path / "nowhere.csv").code == "FILE-01"


_cells = st.sampled_from(
    ["M-1", "S-1", "same", "no", "", "2019-05-02", '"', "[]", '[["age","far","4","9"]]', "\0", ",", "x"]
)
_rows = st.lists(st.lists(_cells, max_size=8).map(",".join), max_size=6).map("\n".join)


def test_the_examples_of_the_reference_are_read(tmp_path: Path):
    page = (Path(__file__).resolve().parents[2] / "docs/reference/statements.md").read_text(encoding="utf-8")
    judgements, outside = re.findall(r"```\n(found_id.*?)```", page, re.DOTALL)
    assert [one.verdict for one in read_judgements(written(tmp_path, judgements)).told] == [
        "same",
        "different",
        "unsure",
    ]
    assert [round(one.bits, 1) for one in read_outside(written(tmp_path, outside)).told] == [12.0, 1.5, -5.6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_may_be_written_into_the_workbook_of_candidates(tmp_path: Path, language):
    report.write(report_cast.RUN, tmp_path / "out", language=language)
    sheets = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "out" / "candidates.xlsx"))
    tables = {name: sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names}
    first = next(iter(tables))
    tables[first] = [[*row, "да" if number else "verdict"] for number, row in enumerate(tables[first])]
    read = read_judgements(xlsx(tmp_path / "judged.xlsx", tables))
    assert len(read.told) == len(tables[first]) - 1 > 0
    assert read.problems == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | _rows.map(lambda rows: HEAD + rows) | st.binary().map(lambda told: told.decode("latin-1")))
def test_any_text_is_read_or_refused_with_a_code(tmp_path: Path, content: str):
    path = tmp_path / "judgements.csv"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    said: list[Problem] = []
    try:
        read = read_judgements(path)
        assert all(one.found_id and one.sought_id and one.verdict in VERDICTS for one in read.told)
        said += read.problems
    except UnreadableList as error:
        said.append(error.problem)
    assert all(problem.sentence(language) for problem in said for language in LANGUAGES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.recursive(st.none() | st.text() | st.integers(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_anything_in_json_is_what_was_seen_or_is_refused(tmp_path: Path, told):
    quoted = json.dumps(told).replace('"', '""')
    path = written(tmp_path, f'{HEAD}M,S,same,,,,"{quoted}"\n')
    refusals = []
    try:
        assert all(isinstance(seen, Seen) for seen in read_judgements(path).told[0].seen)
    except UnreadableList as error:
        refusals.append(error.code)
    assert refusals in ([], ["JUDGE-02"])
