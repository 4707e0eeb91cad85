"""The folder of results: everything that `nasab match` writes, whole or not at all.

The results are gone through once.  As each child goes by it is written into the tables, counted, shown
on the page if it is among the first there, and let go: what is kept does not grow with the lists.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Final

from nasab import texts
from nasab.errors import Problem
from nasab.exchange import HeaderUse, csv_table, outputs, write_csv
from nasab.matching.parameters import full_version
from nasab.report import tables
from nasab.report.page import Page
from nasab.report.run import Facts, RunLike, Tally, permitted
from nasab.report.siblings import siblings_of
from nasab.report.workbook import Workbook

__all__ = ["write"]

_TOLD: Final = 50
"""After so many children each it is told how far the writing is."""


def write(
    run: RunLike,
    folder: str | os.PathLike[str],
    *,
    language: texts.Language = "en",
    problems: Sequence[Problem] = (),
    understood: Sequence[Sequence[HeaderUse]] = (),
    top: int = 10,
    tables_only: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Tally:
    """Write `candidates.csv`, `children.csv`, `candidates.xlsx`, `report.html`, `problems.csv`.

    `understood` is what was made of the headers, of the children found first, then of those sought.
    At most `top` candidates per child are written.  With `tables_only`, no workbook and no page is
    written.  `progress` is told how much of the step `write` is done.  Returns what was counted on the way, so that
    `show` need not go through the results again.  Raises `WrongUse` if the folder cannot be written; then nothing of
    it is.
    """
    speaker = tables.Speaker(language)
    found, sought = Facts(run.found), Facts(run.sought)
    tally = Tally()
    if progress is not None:
        progress("write", 0, len(run.found))
    with outputs.written_whole(folder) as fresh, ExitStack() as opened:
        write_candidate = opened.enter_context(csv_table(fresh / "candidates.csv", tables.CANDIDATES))
        write_child = opened.enter_context(csv_table(fresh / "children.csv", tables.CHILDREN))
        book = page = None
        if not tables_only:
            book = opened.enter_context(
                Workbook(fresh / "candidates.xlsx", found, sought, speaker, full_version(run.parameters))
            )
            page = Page(run, found, sought, language)
        for result in permitted(run.results, found, sought):
            tally.add(result)
            if progress is not None and tally.children % _TOLD == 0:
                progress("write", tally.children, len(run.found))
            siblings = siblings_of(result, found, sought)
            write_child(tables.child_row(result, language, siblings))
            for row in tables.candidate_rows(result, speaker, top):
                write_candidate(row)
            if page is not None:
                page.add(result)
            if book is not None:
                for candidate in result.candidates[:top]:
                    book.add(candidate, result.probability_on_no_list, siblings)
        write_csv(fresh / "problems.csv", tables.PROBLEMS, tables.problem_rows(problems, language))
        if page is not None:
            source = page.render(tally, problems, understood)
            (fresh / "report.html").write_text(source, encoding="utf-8", newline="\n")
    return tally
