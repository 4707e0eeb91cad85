"""`nasab dedupe`: who of one list may be one child, entered twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from nasab import records, texts
from nasab.cli import options, progress, running
from nasab.cli.lists import SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nasab.exchange import Statements
    from nasab.matching import Judgement

__all__ = ["dedupe"]


@click.command()
@click.argument("file", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--side", type=SIDE, required=True, help="A list of children found, or of children sought.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write the results into.")
@click.option(
    "--judgements",
    type=click.Path(path_type=Path),
    default=None,
    help="A filled-in duplicates.csv, or a table of judgements of two rows of this list.",
)
@options.language
@options.threads
def dedupe(file: Path, side: str, out: Path, judgements: Path | None, language: str, threads: int) -> None:
    """Find rows of one LIST that may be one child, and families that may be one.  Nothing is merged or deleted."""
    import nasab
    from nasab import exchange, report

    spoken = cast("texts.Language", language)
    decisions = None if judgements is None else exchange.read_decisions(judgements)
    running.check_folder(out)
    with progress.shown(spoken) as tell:
        tell("check", 0, 1)
        reading = exchange.check(file, cast("records.Side", side))
        tell("dedupe", 0, 1)
        told = () if decisions is None else _in_order(decisions.told, reading.children.columns["id"])
        found = nasab.find_duplicates(reading.children, cast("records.Side", side), judgements=told, threads=threads)
        problems: list[Any] = []
        if decisions is not None:
            decisions = running.used(decisions, found.list, found.list, problems)
            told = _in_order(decisions.told, found.list.columns["id"])
        report.write_duplicates(
            found, out, language=spoken, decisions=told, problems=[*problems, *reading.problems]
        )  # fmt: skip
    console = options.console()
    withheld = len(reading.children) - len(found.list)
    report.show_duplicates(
        found, console, spoken, decisions=_with(decisions, told), withheld=withheld, table=out / "duplicates.csv"
    )  # fmt: skip
    report.show_statements(None, None, problems, console, spoken)


def _in_order(told: Sequence[Judgement], ids: Sequence[str]) -> tuple[Judgement, ...]:
    """The judgements with the ids of each pair in the order of the list: one pair is one pair, however it is named."""
    place = {child: row for row, child in enumerate(ids)}
    return tuple(
        replace(one, found_id=one.sought_id, sought_id=one.found_id)
        if place.get(one.found_id, -1) > place.get(one.sought_id, -1)
        else one
        for one in told
    )


def _with(decisions: Statements[Judgement] | None, told: Sequence[Judgement]) -> Statements[Judgement] | None:
    return None if decisions is None else replace(decisions, told=tuple(told))
