"""The rules of SAFEGUARDING.md, from two lists to what is written: no child may come to harm by a result."""

from __future__ import annotations

import csv
import html
import io
import re
import socket
import zipfile
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import nasab
from nasab import report, texts
from nasab.cli import main
from nasab.matching.questions import FACTS
from nasab.matching.results import Question
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS
from nasab.report.folder import tables
from tests import cast
from tests.cli.test_commands import FOUND as FOUND_FILE
from tests.cli.test_commands import SOUGHT as SOUGHT_FILE
from tests.cli.test_commands import typed

EXAMPLES = (FOUND_FILE, SOUGHT_FILE)
REFUSED = {**cast.BILAL, "id": "M-666", "name": "Withheldname", "consent": "no", "origin": "Withheldplace"}
WITHDRAWN = {**cast.SOUGHT_BILAL, "id": "S-666", "family": "F-9", "name": "Withdrawnname", "consent": "no"}
HIDDEN = {**cast.YUSUF, "place_now": "Secrethouse 12"}
HOSTILE = {
    "id": "M-777", "name": "=HYPERLINK(1)", "mother": "@Zarema", "father": '"><script>alert(1)</script>',
    "marks": "+burn", "origin": "-Grozny", "notes": "http://example.org/x",
}  # fmt: skip
FOUND = (cast.ALI, cast.BILAL, cast.AMINAT, HIDDEN, REFUSED, HOSTILE, cast.KHADIJA, cast.MARYAM)
SOUGHT = (
    cast.SOUGHT_BILAL, cast.SOUGHT_AMINAT, cast.SOUGHT_YUSUF, WITHDRAWN, cast.SOUGHT_KHADIJA, cast.SOUGHT_MARYAM,
    cast.SOUGHT_OTHER, {"id": "S-777", "name": "=HYPERLINK(2)", "mother": "@Zarema", "father": "<b>Ruslan</b>"},
)  # fmt: skip


def matched(found: tuple[dict[str, str], ...] = FOUND, sought: tuple[dict[str, str], ...] = SOUGHT) -> Any:
    return nasab.match(cast.listed("found", *found), cast.listed("sought", *sought))


@pytest.fixture(scope="module")
def run() -> Any:
    return matched()


@pytest.fixture(scope="module")
def folder(run: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("safe") / "results"
    report.write(run, out)
    return out


def everything(folder: Path) -> str:
    """All that is written, the parts of the workbook too."""
    parts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.suffix != ".xlsx"]
    with zipfile.ZipFile(folder / "candidates.xlsx") as book:
        parts += [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    return html.unescape("\n".join(parts))


def terminal(run: Any, language: texts.Language = "en") -> str:
    written = io.StringIO()
    report.show(run, Console(file=written, width=120), language)
    return written.getvalue()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ------------------------------------------------------------------------------------------------------ consent


def test_a_child_whose_consent_is_no_is_in_no_result(run: Any, folder: Path):
    shown = everything(folder) + terminal(run)
    for word in ("M-666", "S-666", "Withheldname", "Withheldplace", "Withdrawnname"):
        assert word not in shown
    assert "Bilal" in shown or "بلال" in shown


def test_those_without_consent_are_counted_and_change_no_other_result(run: Any):
    assert (run.summary.withheld_found, run.summary.withheld_sought) == (1, 1)
    without = matched(tuple(row for row in FOUND if row is not REFUSED), tuple(r for r in SOUGHT if r is not WITHDRAWN))
    assert without.matching.outcome.same.tolist() == run.matching.outcome.same.tolist()


def test_a_child_without_consent_cannot_be_asked_after(run: Any):
    with pytest.raises(nasab.WrongUse) as withheld:
        run.explain("M-666", "S-204")
    with pytest.raises(nasab.WrongUse) as unknown:
        run.explain("M-000", "S-204")
    assert withheld.value.code == unknown.value.code


def test_a_consent_that_is_not_understood_is_a_no(tmp_path: Path):
    found = tmp_path / "found.csv"
    found.write_text("id,name,consent\nM-1,Bilal,ask the uncle\nM-2,Omar,yes\n", encoding="utf-8")
    sought = tmp_path / "sought.csv"
    sought.write_text("id,family,name,inquirer\nS-1,F-1,Bilal,Zaira\n", encoding="utf-8")
    run = nasab.match(found, sought)
    assert list(run.found.columns["id"]) == ["M-2"]
    assert run.summary.withheld_found == 1


# -------------------------------------------------------------------------------------------- nobody is put first


def test_children_stand_in_the_order_of_their_list_and_are_not_ranked(run: Any, folder: Path):
    ids = [row["id"] for row in FOUND if row is not REFUSED]
    children = table(folder / "children.csv")
    assert [row["found_id"] for row in children] == ids
    chances = [float(row["probability"]) for row in children]
    assert chances != sorted(chances, reverse=True)
    assert list(dict.fromkeys(row["found_id"] for row in table(folder / "candidates.csv"))) == [
        result.found_id for result in run.results if result.candidates
    ]
    page = (folder / "report.html").read_text(encoding="utf-8")
    shown = re.findall(
        r'<section class="card" id="(child|rest)-[^>]*>.*?<h3[^>]*><span[^>]*><bdi[^>]*>([^<]*)', page, re.S
    )
    assert sorted(child for _, child in shown) == sorted(ids)
    assert len(ids) > 3
    for section in ("child", "rest"):
        places = [ids.index(child) for where, child in shown if where == section]
        assert places == sorted(places)


def test_pairs_to_judge_stand_in_the_order_of_the_list_without_a_number(tmp_path: Path):
    shown = typed("teach", *EXAMPLES, "--out", tmp_path, "--most", 8).output
    rows = table(tmp_path / "to_judge.csv")
    ids = [row["found_id"] for row in rows]
    assert len(ids) == 8
    assert ids == sorted(ids)  # as in the list
    places = [shown.index(child) for child in ids]
    assert places == sorted(places)
    assert not {"probability", "weight", "rank"} & set(rows[0])
    assert not re.search(r"\b0[.,]\d\d", shown)


def test_questions_for_a_list_name_children_in_its_order(run: Any):
    ids = list(run.found.columns["id"])
    for question in run.ask_list():
        places = [ids.index(child) for child in question.found_ids]
        assert places == sorted(places)


def test_there_is_no_place_for_a_photograph_a_nationality_or_an_affiliation():
    for column in (*FOUND_COLUMNS, *SOUGHT_COLUMNS):
        assert not re.search(r"photo|picture|image|face|nation|citizen|group_of|affiliation|fighter|security", column)


def test_every_page_says_that_it_is_confidential_and_not_to_be_published(run: Any, tmp_path: Path):
    for language in texts.LANGUAGES:
        report.write(run, tmp_path / language, language=language)
        page = html.unescape((tmp_path / language / "report.html").read_text(encoding="utf-8"))
        assert texts.say("report.page.confidential", language) in page


# ---------------------------------------------------------------------------------------------- where the child is


def test_where_a_child_is_now_is_never_shown(run: Any, folder: Path):
    assert "Secrethouse" not in everything(folder) + terminal(run)


def test_where_a_child_is_now_is_never_evidence():
    here = matched(({**cast.YUSUF, "place_now": "Kayseri"}, cast.ALI), (cast.SOUGHT_YUSUF, cast.SOUGHT_OTHER))
    there = matched(({**cast.YUSUF, "place_now": "Mosul"}, cast.ALI), (cast.SOUGHT_YUSUF, cast.SOUGHT_OTHER))
    assert here.matching.outcome.same.tolist() == there.matching.outcome.same.tolist()
    assert here.explain("M-021", "S-300").weight == there.explain("M-021", "S-300").weight


# ------------------------------------------------------------------------------------------------------ evidence


def test_a_name_given_after_separation_is_no_evidence():
    named = matched(({**cast.ALI, "name": "", "other_names": "given: Тимур"}, cast.BILAL))
    unnamed = matched(({**cast.ALI, "name": ""}, cast.BILAL))
    assert named.matching.outcome.same.tolist() == unnamed.matching.outcome.same.tolist()
    assert "child_name" not in {reason.kind for reason in named.explain("M-040", "S-400").reasons}


def test_what_is_not_known_neither_speaks_for_a_child_nor_against_it(run: Any):
    for child in ("M-040", "M-017", "M-021"):
        row = next(one for one in FOUND if one["id"] == child)
        for sought in ("S-204", "S-300", "S-400"):
            kinds = {reason.kind for reason in run.explain(child, sought).reasons}
            for column, kind in (("father", "father_name"), ("mother", "mother_name"), ("marks", "marks")):
                if column not in row:
                    assert kind not in kinds


def test_a_child_is_not_given_a_family_for_want_of_others(run: Any):
    ali = run.child("M-040")
    assert ali.probability_on_no_list > 0
    assert ali.best is None or ali.best.probability < 0.9


# ------------------------------------------------------------------------------------------ a score is no decision


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_score_is_called_a_proposal_in_every_language(run: Any, tmp_path: Path, language: texts.Language):
    report.write(run, tmp_path, language=language)
    page = html.unescape((tmp_path / "report.html").read_text(encoding="utf-8"))
    for key in ("heading", "two_people", "verification", "interests", "wrong"):
        assert texts.say(f"report.decision.{key}", language) in page
    shown = " ".join(terminal(run, language).split())
    assert " ".join(texts.say("terminal.summary.decision", language).split()[:3]) in shown


def test_no_probability_is_shown_as_certain(folder: Path):
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r">\s*(1\.00|100\s*%|0\.00)\s*<", page)


def test_what_speaks_against_a_candidate_is_always_written(run: Any, folder: Path):
    rows = table(folder / "candidates.csv")
    against = {
        (result.found_id, one.sought_id) for result in run.results for one in result.candidates if one.reasons_against
    }
    assert against
    for row in rows:
        assert bool(row["against"]) == ((row["found_id"], row["sought_id"]) in against)


def test_the_chance_that_a_family_is_on_no_list_is_always_written(folder: Path):
    for row in table(folder / "children.csv"):
        assert 0 <= float(row["probability_on_no_list"]) <= 1


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_question_to_ask_gives_nothing_away(run: Any, language: texts.Language):
    told = {word for row in (*FOUND, *SOUGHT) for cell in row.values() for word in re.findall(r"[^\W\d_]{4,}", cell)}
    ordinary = {"given"}
    asked = [question.sentence(language) for result in run.results for question in result.ask_next]
    asked += [Question(fact, 1.0).sentence(language) for fact in FACTS]
    assert len(set(asked)) >= len(FACTS)
    for sentence in asked:
        assert not set(re.findall(r"[^\W\d_]{4,}", sentence)) & told - ordinary


def test_a_judgement_is_written_down_by_a_person_with_a_reason_or_not_at_all(tmp_path: Path):
    told = {"--verdict": "same", "--by": "Madina", "--reason": "the song", "--judgements": tmp_path / "judged.csv"}
    for missing in told:
        words = [word for option, value in told.items() if option != missing for word in (option, str(value))]
        assert typed("judge", *EXAMPLES, "M-001", "S-001", *words).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_no_command_accepts_confirms_or_closes_a_match():
    known = set(main.commands)
    assert not known & {"accept", "confirm", "close", "approve", "reunite", "merge", "delete"}
    assert known >= {"match", "explain", "judge", "teach", "dedupe"}


# ------------------------------------------------------------------------------------------- nothing leaves, or runs


def test_a_whole_run_opens_no_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    run = matched()
    report.write(run, tmp_path / "out")
    assert terminal(run)


def test_a_page_loads_nothing_from_outside_and_runs_nothing(folder: Path):
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href|action|data)\s*=\s*["']?\s*(?:https?:)?//""", page)
    assert not re.search(r"@import|url\(\s*['\"]?(?!data:)", page)
    assert "<script" not in page
    assert "<b>Ruslan" not in page


def test_no_cell_that_is_written_can_run_as_a_formula(folder: Path):
    for name in ("candidates.csv", "children.csv", "problems.csv"):
        for row in table(folder / name):
            for column, cell in row.items():
                if column not in ("weight", "rank") and not re.fullmatch(r"-?[\d.]+", cell):
                    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
    with zipfile.ZipFile(folder / "candidates.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_nothing_is_written_unless_all_of_it_can_be(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out = tmp_path / "out"
    out.mkdir()
    (out / "candidates.csv").write_text("as it was", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "problem_rows", full)
    with pytest.raises(nasab.WrongUse) as told:
        report.write(run, out)
    assert told.value.code == "OUT-02"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [(path.name, path.read_text(encoding="utf-8")) for path in out.iterdir()] == [
        ("candidates.csv", "as it was")
    ]


def test_the_lists_that_are_read_are_left_as_they_are(tmp_path: Path):
    root = Path(__file__).resolve().parents[1] / "examples"
    before = {}
    for name in ("found.xlsx", "sought.csv"):
        before[name] = (root / name).read_bytes()
        (tmp_path / name).write_bytes(before[name])
        (tmp_path / name).chmod(0o444)
    report.write(nasab.match(tmp_path / "found.xlsx", tmp_path / "sought.csv"), tmp_path / "out")
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found.xlsx", "out", "sought.csv"]
