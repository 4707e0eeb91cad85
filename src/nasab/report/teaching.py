"""Pairs whose judgement would teach nasab most: a table to be filled in, and what the terminal shows of it.

They stand in the order of the list and without a number, so that nobody takes them for a ranking of children, and
so that whoever judges looks at what is written and not at what a program thinks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.exchange import outputs, seen_cell, write_csv
from nasab.matching.judgements import Seen
from nasab.records import ChildList
from nasab.report.isolation import Isolated
from nasab.report.run import Facts
from nasab.report.terminal import line, sentence, table_of
from nasab.report.words import visible
from nasab.report.workbook import PAIRS

__all__ = ["TO_JUDGE", "Teaching", "show_to_judge", "write_to_judge"]

TO_JUDGE: Final = "to_judge.csv"
"""The file, and its columns to be filled in; the facts of both children stand behind them."""

_TO_FILL: Final = ("found_id", "sought_id", "verdict", "by", "on", "reason")


class Teaching(Protocol):
    """What a run offers to choose pairs from."""

    @property
    def found(self) -> ChildList:
        """The children found."""

    @property
    def sought(self) -> ChildList:
        """The children sought."""

    def seen(self, found_id: str, sought_id: str) -> tuple[Seen, ...]:
        """What whoever judges a pair has before them."""


def write_to_judge(
    run: Teaching,
    pairs: Sequence[tuple[str, str]],
    folder: str | os.PathLike[str],
    language: texts.Language = "en",
) -> None:
    """Write `to_judge.csv`: a table of judgements with what was seen filled in, and the judgement left to people."""
    found, sought = Facts(run.found), Facts(run.sought)
    sides = {"found": found, "sought": sought}
    columns = [
        (side, column)
        for _, *both in PAIRS
        for side, column in zip(("found", "sought"), both, strict=True)
        if column and sides[side].has(column)
    ]
    heads = [
        texts.say(f"report.workbook.{side}", language, fact=texts.say(f"report.fact.{column}", language))
        for side, column in columns
    ]

    def rows() -> Iterator[list[str]]:
        for pair in pairs:
            ids = dict(zip(("found", "sought"), pair, strict=True))
            facts = [visible(sides[side].value(ids[side], column)) for side, column in columns]
            yield [*map(visible, pair), *[""] * (len(_TO_FILL) - 2), *facts, seen_cell(run.seen(*pair))]

    with outputs.written_whole(folder) as fresh:
        write_csv(fresh / TO_JUDGE, [*_TO_FILL, *heads, "seen"], rows())


def show_to_judge(
    run: Teaching,
    pairs: Sequence[tuple[str, str]],
    console: Console,
    language: texts.Language = "en",
    *,
    table: str | os.PathLike[str],
) -> None:
    """Print the pairs in the order of the list, by number and name, and what to do with the table."""
    if not pairs:
        line(console, language, "teach.none", "bold")
        return
    found, sought = Facts(run.found), Facts(run.sought)
    line(console, language, "teach.title", "bold")
    heads = [_ours(f"teach.{side}", language) for side in ("found", "sought")]
    rows = [[_child(a, found), _child(b, sought)] for a, b in pairs]
    console.print(table_of(heads, rows, [1, 1], language))
    line(console, language, "teach.note")
    line(console, language, "teach.fill", "bold")
    sentence(console, "en", visible(f"nasab match … --judgements {os.fspath(table)}"))


def _child(child: str, facts: Facts) -> Isolated:
    name = facts.name(child)
    return Isolated(Text.assemble((visible(child), "bold"), f"  {visible(name)}" if name else ""))


def _ours(key: str, language: texts.Language) -> Isolated:
    return Isolated(Text(texts.say(f"terminal.{key}", language), "bold"), language)
