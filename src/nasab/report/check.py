"""What `nasab check` shows of one list: how its headers were understood, and what was not.

The same sentences as in the report, so that a caseworker and the IT colleague on the telephone see
the same words.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.errors import Problem
from nasab.exchange import Reading
from nasab.report import words
from nasab.report.isolation import Isolated
from nasab.report.reading import grouped
from nasab.report.terminal import line, table_of

__all__ = ["show_problems", "show_reading"]


def show_reading(reading: Reading, console: Console, language: texts.Language = "en") -> None:
    """Print the headers of a list with their meaning, and its problems by kind with the way out."""
    children = reading.children
    count = words.count(len(children), language)
    line(console, language, f"check.{children.side}", "bold", count=count, file=children.file)
    meanings = [
        [_user(use.header), _ours(f"fact.{use.column}" if use.column else "read.not_used", language, not use.column)]
        for use in reading.understood
    ]
    if meanings:
        heads = [_ours(f"read.{key}", language) for key in ("header", "meaning")]
        console.print(table_of(heads, meanings, [1, 1], language))
    show_problems(reading.problems, console, language)


def show_problems(problems: Sequence[Problem], console: Console, language: texts.Language = "en") -> None:
    """Print what was not understood by kind, with the first places and the way out; or that all was understood."""
    if not problems:
        line(console, language, "check.all_understood", "green")
        return
    line(console, language, "check.problems", "bold", count=words.count(len(problems), language))
    heads = [_ours(f"read.{key}", language) for key in ("code", "expected", "way_out", "examples")]
    rows = []
    for group in grouped(problems):
        code = Text(f"{group.first.code}\n\u00d7 {words.count(group.count, language)}")
        sentences = (group.first.expected(language), group.first.way_out(language))
        said = [Isolated(Text(words.visible(sentence)), language) for sentence in sentences]
        places = [part for problem in group.examples for part in _place(problem, language)]
        rows.append([Isolated(code), *said, Isolated(Text("\n".join(places)))])
    console.print(table_of(heads, rows, [0, 4, 4, 3], language))


def _place(problem: Problem, language: texts.Language) -> list[str]:
    """The value as written, and on lines of their own the row and the column."""
    shown = [words.visible(problem.value)] if problem.value else []
    if problem.row:
        shown.append(texts.say("problems.place.row", language, row=problem.row))
    if problem.column:
        shown.append(texts.say("problems.place.column", language, column=words.visible(problem.column)))
    return shown


def _user(value: str) -> Isolated:
    return Isolated(Text(words.visible(value)))


def _ours(key: str, language: texts.Language, is_faint: bool = False) -> Isolated:
    return Isolated(Text(texts.say(f"report.{key}", language), "bright_black" if is_faint else ""), language)
