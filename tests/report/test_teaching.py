from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from nasab import report, texts
from nasab.exchange import read_judgements
from nasab.matching.judgements import Seen
from nasab.records import ChildList
from tests.report import cast


@dataclass(frozen=True)
class Run:
    found: ChildList
    sought: ChildList

    def seen(self, found_id: str, sought_id: str) -> tuple[Seen, ...]:
        return (Seen("child_name", "same", found_id, sought_id),)


RUN = Run(cast.FOUND, cast.SOUGHT)
PAIRS = (("M-017", "S-204"), ("M-024", "S-311"))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_table_holds_the_facts_of_both_and_no_number(tmp_path: Path, language: texts.Language):
    report.write_to_judge(RUN, PAIRS, tmp_path, language)
    content = (tmp_path / report.TO_JUDGE).read_text(encoding="utf-8-sig")
    head, first, *_ = csv.reader(io.StringIO(content))
    assert head[:6] == ["found_id", "sought_id", "verdict", "by", "on", "reason"]
    assert first[:6] == ["M-017", "S-204", "", "", "", ""]
    assert "بلال" in first
    assert "Билал" in first
    assert "Orphanage 3" not in content  # where the child is now
    assert not {"probability", "weight", "rank"} & set(head)
    told = read_judgements(tmp_path / report.TO_JUDGE)
    assert (told.blank, told.problems) == (2, ())


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_pairs_are_shown_without_a_number_and_said_to_be_no_ranking(language: texts.Language):
    console = Console(file=io.StringIO(), width=400)
    report.show_to_judge(RUN, PAIRS, console, language, table="out/to_judge.csv")
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert texts.say("terminal.teach.note", language) in shown
    assert shown.index("M-017") < shown.index("M-024")
    assert "0." not in shown
    assert "0," not in shown
    assert "out/to_judge.csv" in shown
    assert "\x1b" not in shown
