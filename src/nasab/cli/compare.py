"""`nasab match`, `nasab explain`, `nasab demo`: two lists against each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from nasab import texts
from nasab.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nasab import errors, exchange
    from nasab.matching import Run

__all__ = ["demo", "explain", "match"]

FOUND = click.argument("found", type=click.Path(path_type=Path))
SOUGHT = click.argument("sought", type=click.Path(path_type=Path))


@click.command()
@FOUND
@SOUGHT
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write the results into.")
@click.option("--top", type=click.IntRange(1, 10), default=10, show_default=True, help="Candidates for each child.")
@click.option("--tables-only", is_flag=True, help="Write the CSV files only: no workbook, no page.")
@options.language
@options.threads
def match(found: Path, sought: Path, out: Path, top: int, tables_only: bool, language: str, threads: int) -> None:
    """Match a list of children FOUND with a list of children SOUGHT."""
    _match(found, sought, out, top=top, tables_only=tables_only, language=language, threads=threads)


@click.command()
@FOUND
@SOUGHT
@click.argument("found_id")
@click.argument("sought_id")
@options.language
@options.threads
def explain(found: Path, sought: Path, found_id: str, sought_id: str, language: str, threads: int) -> None:
    """Why FOUND_ID may or may not be SOUGHT_ID: all evidence of one pair, in bits."""
    from nasab import report

    run, _, _ = _run(found, sought, threads)
    pair, result = run.explain(found_id, sought_id), run.child(found_id)
    report.show_pair(pair, run, options.console(), cast("texts.Language", language), result=result)


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-output"),
    show_default=True,
    help="Folder to write into.",
)
@options.language
def demo(out: Path, language: str) -> None:
    """Match the two invented lists that come with nasab."""
    folder = _examples()
    _match(folder / "found.xlsx", folder / "sought.csv", out, top=10, language=language, threads=2)


def _match(
    found: Path, sought: Path, out: Path, *, top: int, language: str, threads: int, tables_only: bool = False
) -> None:
    from nasab import report

    spoken = cast("texts.Language", language)
    run, problems, understood = _run(found, sought, threads)
    tally = report.write(
        run, out, language=spoken, problems=problems, understood=understood, top=top, tables_only=tables_only
    )
    where = {"tables": out / "candidates.csv"} if tables_only else {"report": out / "report.html"}
    report.show(run, options.console(), spoken, tally=tally, **where)


def _run(
    found: Path, sought: Path, threads: int
) -> tuple[Run, list[errors.Problem], list[Sequence[exchange.HeaderUse]]]:
    import nasab
    from nasab import exchange

    readings = [exchange.check(found, "found"), exchange.check(sought, "sought")]
    problems = [problem for reading in readings for problem in reading.problems]
    understood: list[Sequence[exchange.HeaderUse]] = [reading.understood for reading in readings]
    # The lists are handed over, not kept: without those who did not consent they are other lists, and long.
    run = nasab.match(readings.pop(0).children, readings.pop(0).children, threads=threads)
    return run, problems, understood


def _examples() -> Path:
    """The examples of this version: beside the source, or packaged with it."""
    here = Path(__file__).resolve()
    return next(folder for folder in (here.parents[3] / "examples", here.parents[1] / "examples") if folder.is_dir())
