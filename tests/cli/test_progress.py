from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from nasab import texts
from nasab.cli import progress
from tests.cli.test_course import Clock


def console(*, terminal: bool) -> Any:
    return Console(file=io.StringIO(), width=100, force_terminal=terminal, color_system=None)


def drawn(bar: progress.Bar) -> str:
    shown = console(terminal=True)
    shown.print(bar)
    return str(shown.file.getvalue())


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_bar_says_the_step_and_what_is_left_in_the_readers_language(language: texts.Language):
    clock = Clock()
    bar = progress.Bar(language, clock)
    bar("read", 0, 1)
    assert texts.say("terminal.progress.read", language) in drawn(bar)
    assert drawn(bar).count("━") == 4  # it only goes on
    still = drawn(bar)
    clock.now += 0.5
    assert drawn(bar) != still
    clock.now += 60
    bar("compare", 1, 2)
    shown = drawn(bar)
    assert texts.say("terminal.progress.compare", language) in shown
    assert texts.say("terminal.progress.minutes", language, count=1) in shown
    assert shown.count("━") + shown.count("─") == 30
    assert (shown.index("━") > shown.index("─")) == (language == "ar")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "a few seconds left"), (9, "a few seconds left"), (12, "about 10 s left"), (50, "about 50 s left"),
     (56, "about 1 min left"), (150, "about 2 min left"), (5000, "about 83 min left"), (9000, "about 2 h left")],
)  # fmt: skip
def test_what_is_left_is_said_no_finer_than_it_is_known(seconds: float, said: str):
    assert progress.in_words(seconds, "en") == said


def test_nothing_is_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(progress, "AFTER", 0.0)
    pipe = console(terminal=False)
    with progress.shown("en", pipe) as bar:
        bar("read", 1, 2)
    assert pipe.file.getvalue() == ""


def test_nothing_is_shown_of_what_is_done_at_once():
    terminal = console(terminal=True)
    with progress.shown("en", terminal) as bar:
        bar("read", 1, 2)
    bar.show(terminal)  # too late
    assert terminal.file.getvalue() == ""


def test_the_bar_is_shown_and_taken_away():
    terminal = console(terminal=True)
    with progress.shown("en", terminal) as bar:
        bar("read", 1, 2)
        bar.show(terminal)
        bar.show(terminal)  # once is enough
    written = terminal.file.getvalue()
    assert "Reading the lists" in written
    assert written.endswith("\x1b[2K")  # the line is wiped
    assert written.count("\x1b[?25l") == written.count("\x1b[?25h") == 1  # the cursor is there again
