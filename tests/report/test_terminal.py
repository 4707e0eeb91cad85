from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from nasab import report, texts
from nasab.exchange import HeaderUse, Reading
from nasab.report import terminal, words
from nasab.report.isolation import Isolated, is_right_to_left
from nasab.report.run import FIRST, Tally
from tests.report import cast


def printed(show, width=100):
    console = Console(file=io.StringIO(), width=width, force_terminal=False, color_system=None)
    show(console)
    return console.file.getvalue()


@pytest.fixture(params=texts.LANGUAGES)
def language(request):
    return request.param


def test_no_line_is_wider_than_the_terminal(language):
    for width in (80, 100, 140):
        shown = printed(lambda console: report.show(cast.RUN, console, language), width)
        shown += printed(lambda console: report.show_pair(cast.BILAL, cast.RUN, console, language), width)
        assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_each_line_closes_the_isolates_that_it_opens(language):
    for line in printed(lambda console: report.show(cast.RUN, console, language)).splitlines():
        depth = 0
        for letter in line:
            depth += letter in "\u2067\u2068"
            depth -= letter == "\u2069"
            assert depth in (0, 1, 2)  # a sentence of ours, and a name set apart in it
            assert depth or not is_right_to_left(letter)
        assert depth == 0


def test_the_overview_shows_children_as_written_and_the_summary(language):
    shown = printed(lambda console: report.show(cast.RUN, console, language, report="/tmp/a b/report.html"))
    assert all(text in shown for text in ("M-017", "بلال", "S-204", "Билал", "/tmp/a b/report.html"))
    assert words.probability(0.968, language) in shown
    assert all(secret not in shown for secret in ("M-023", "Hidden", "S-313"))
    assert "\x1b" not in shown


def test_columns_stand_from_the_right_in_arabic():
    line = next(
        line for line in printed(lambda console: report.show(cast.RUN, console, "ar")).splitlines() if "M-017" in line
    )
    assert line.index("S-204") < line.index("M-017")


def test_more_than_forty_children_are_counted_and_not_shown(monkeypatch):
    monkeypatch.setattr(cast, "ASKED", ())
    run = cast.Run(cast.FOUND, cast.SOUGHT, cast.RESULTS[:1] * 43, cast.SUMMARY, cast.PARAMETERS)
    shown = printed(lambda console: report.show(run, console))
    assert shown.count("M-017") == FIRST
    assert "Children not shown here: 3." in shown


def test_a_pair_shows_both_sides_and_every_point(language):
    shown = printed(
        lambda console: report.show_pair(cast.BILAL, cast.RUN, console, language, result=cast.RESULTS[0]), 120
    )
    fall = report.waterfall(cast.BILAL, cast.RUN)
    for bits in (fall.prior, *(step.shown for step in fall.steps), fall.evidence, fall.lists, fall.total):
        assert words.points(bits, language) in shown
    assert "أبو بلال الشيشاني" in shown
    assert texts.say("questions.mother_name", language) in shown


def test_bars_grow_to_the_side_they_speak_for_and_turn_in_arabic():
    for language, for_side in (("en", "│█"), ("ar", "█│")):
        shown = printed(
            lambda console, language=language: report.show_pair(cast.BILAL, cast.RUN, console, language), 120
        )
        assert for_side in shown
        assert for_side[::-1] not in shown
        assert for_side.replace("█", "▒") not in shown


@given(st.text(st.sampled_from("aб بلا1(")), st.integers(4, 30))
def test_an_isolated_cell_keeps_its_width(text, width):
    shown = printed(lambda console: console.print(Isolated(Text(text)), justify="right"), width)
    assert all(cell_len(line) <= width for line in shown.splitlines())


def test_what_write_counted_is_not_counted_again(tmp_path):
    tally = report.write(cast.RUN, tmp_path / "out")
    run = cast.Run(cast.FOUND, cast.SOUGHT, (), cast.SUMMARY, cast.PARAMETERS)
    again = printed(lambda console: report.show(cast.RUN, console))
    assert printed(lambda console: report.show(run, console, tally=tally)) == again
    assert isinstance(tally, Tally)


def test_where_only_tables_were_written_no_report_is_spoken_of(language):
    many = cast.Run(cast.FOUND, cast.SOUGHT, cast.RESULTS * 5, cast.SUMMARY, cast.PARAMETERS)
    shown = printed(lambda console: report.show(many, console, language, tables="out/candidates.csv"), 120)
    assert texts.say("terminal.summary.tables", language) in shown
    assert "out/candidates.csv" in shown
    assert texts.say("terminal.summary.report", language) not in shown
    count = len([one for one in cast.RESULTS if one.found_id != "M-023"]) * 5 - FIRST
    assert texts.say("terminal.table.more_in_tables", language, count=str(count)) in shown.replace("\n", " ")


def test_a_pair_that_was_not_compared_is_said_to_be_so(language):
    pair = cast.candidate("M-017", "S-311", 0, 0.0, 0.0, *cast.OTHER_BILAL.reasons)
    shown = printed(lambda console: report.show_pair(pair, cast.RUN, console, language), 200)
    assert texts.say("terminal.pair.not_compared", language) in shown
    fall = report.waterfall(pair, cast.RUN)
    assert (fall.lists, fall.total) == (0.0, pytest.approx(fall.prior + fall.evidence))


def test_a_list_that_was_checked_shows_its_headers_and_its_problems(language):
    uses = (HeaderUse("Имя", "name", "ru"), HeaderUse("اللون", None, "unknown"))
    shown = printed(
        lambda console: report.show_reading(Reading(cast.FOUND, cast.PROBLEMS, uses), console, language), 120
    )
    assert all(text in shown for text in ("Имя", "اللون", "AGE-01", "found.xlsx"))
    assert texts.say("report.read.not_used", language) in shown
    fine = printed(lambda console: report.show_reading(Reading(cast.FOUND, (), uses), console, language), 120)
    assert texts.say("terminal.check.all_understood", language) in fine


def test_letters_stand_beside_one_another_each_in_its_own_direction():
    shown = terminal.letter_by_letter(cast.BY_LETTERS)
    assert shown.replace("\u2068", "").replace("\u2069", "") == "ب·би ل·л ا·– ل·ал"
    assert shown.count("\u2068") == shown.count("\u2069") == 8


@given(st.lists(st.sampled_from(["\u2068بلال\u2069", "Билал", "\u2068أبو بلال الشيشاني\u2069", "ab"]), max_size=9))
def test_a_line_that_is_broken_within_an_isolate_closes_it(written):
    console = Console(width=11, file=io.StringIO())
    console.print(Isolated(Text(" ".join(written))))
    for line in console.file.getvalue().splitlines():  # type: ignore[attr-defined]
        opened = 0
        for letter in line:
            opened += (letter in "\u2067\u2068") - (letter == "\u2069")
            assert opened >= 0
        assert opened == 0
