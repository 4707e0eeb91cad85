"""The folder of results: everything that `nasab match` writes, whole or not at all.

The results are gone through once.  As each child goes by it is written to `candidates.csv`, noted
for the other files, counted, and let go.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from nasab import texts
from nasab.errors import Problem
from nasab.exchange import HeaderUse, outputs, write_csv
from nasab.report import tables
from nasab.report.page import Page
from nasab.report.run import Facts, RunLike, Tally, permitted
from nasab.report.workbook import Workbook

__all__ = ["write"]


def write(
    run: RunLike,
    folder: str | os.PathLike[str],
    *,
    language: texts.Language = "en",
    problems: Sequence[Problem] = (),
    understood: Sequence[Sequence[HeaderUse]] = (),
    top: int = 10,
) -> Tally:
    """Write `candidates.csv`, `children.csv`, `candidates.xlsx`, `report.html`, `problems.csv`.

    `understood` is what was made of the headers, of the children found first, then of those sought.
    At most `top` candidates per child are written.  Returns what was counted on the way, so that
    `show` need not go through the results again.  Raises `WrongUse` if the folder cannot be
    written; then nothing of it is.
    """
    with outputs.written_whole(folder) as fresh:
        return _write_all(run, fresh, language, problems, understood, top)


def _write_all(
    run: RunLike,
    fresh: Path,
    language: texts.Language,
    problems: Sequence[Problem],
    understood: Sequence[Sequence[HeaderUse]],
    top: int,
) -> Tally:
    speaker = tables.Speaker(language)
    found, sought = Facts(run.found), Facts(run.sought)
    tally = Tally()
    page = Page(run, found, sought, language)
    children: list[tuple[object, ...]] = []

    def rows(book: Workbook) -> Iterator[tuple[object, ...]]:
        for result in permitted(run.results, found, sought):
            tally.add(result)
            page.add(result)
            children.append(tables.child_row(result, language))
            for candidate in result.candidates[:top]:
                book.add(candidate, result.probability_on_no_list)
            yield from tables.candidate_rows(result, speaker, top)

    with Workbook(fresh / "candidates.xlsx", found, sought, speaker) as book:
        write_csv(fresh / "candidates.csv", tables.CANDIDATES, rows(book))
    write_csv(fresh / "children.csv", tables.CHILDREN, children)
    write_csv(fresh / "problems.csv", tables.PROBLEMS, tables.problem_rows(problems, language))
    (fresh / "report.html").write_text(page.render(tally, problems, understood), encoding="utf-8", newline="\n")
    return tally
