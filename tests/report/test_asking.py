from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from nasab import report, texts
from nasab.report.asking import asked_of
from nasab.report.run import Facts
from tests.report import cast

NAMES = {word for side in (cast.FOUND, cast.SOUGHT) for name in ("name", "father", "mother", "origin") for cell in
         side.columns.get(name, ()) for word in re.findall(r"[^\W\d_]{3,}", cell)}  # fmt: skip


def printed(language: texts.Language, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width)
    report.show(cast.RUN, console, language, report="report.html")
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_child_without_consent_is_not_to_be_asked_and_a_question_for_nobody_is_none():
    asked = asked_of(cast.RUN, Facts(cast.FOUND))
    assert [one.question.fact for one in asked] == ["mother_name", "origin"]
    assert [child for child, _ in asked[0].children] == ["M-017", "M-019", "M-024"]
    assert asked[0].question.found_ids == ("M-017", "M-019", "M-024")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_page_says_whom_to_ask_in_the_order_of_the_list_and_what_it_should_settle(folders, language):
    source = (folders[language] / "report.html").read_text(encoding="utf-8")
    section = source.split('<section id="asking"')[1].split("</section>")[0]
    assert texts.say("questions.mother_name", language) in section.replace("&#39;", "'")
    assert texts.say("report.asking.about", language, settles=12, count=29) in section
    assert re.findall(r'<bdi dir="ltr">(M-\d+)', section)[:3] == ["M-017", "M-019", "M-024"]
    assert texts.say("report.card.ask_note", language) in section


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_terminal_names_some_of_the_children_and_says_where_the_others_are(language: texts.Language):
    shown = printed(language, 200)
    assert texts.say("questions.mother_name", language) in shown
    assert texts.say("terminal.asking.more", language, count=17) in shown
    assert "M-023" not in shown


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_question_for_the_list_gives_nothing_away(language: texts.Language):
    for one in asked_of(cast.RUN, Facts(cast.FOUND)):
        said = one.question.sentence(language)
        assert "?" in said or "؟" in said
        assert not set(re.findall(r"[^\W\d_]{3,}", said)) & NAMES


def test_where_there_is_nothing_to_ask_nothing_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cast, "ASKED", ())
    assert texts.say("terminal.asking.title") not in printed("en")
