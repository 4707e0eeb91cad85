"""`nasab judge`, `nasab teach`: what a person judged of a pair, and which pairs it is worth judging."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from nasab import texts
from nasab.cli import options, progress, running
from nasab.cli.compare import FOUND, SOUGHT
from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from nasab.matching.judgements import Verdict

__all__ = ["judge", "teach"]

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


@click.command()
@FOUND
@SOUGHT
@click.argument("found_id")
@click.argument("sought_id")
@click.option("--verdict", type=click.Choice(["same", "different", "unsure"]), required=True, help="What you judge.")
@click.option("--by", required=True, callback=options.said, help="Who judges.")
@click.option("--reason", required=True, callback=options.said, help="On what grounds.")
@click.option("--on", default=None, help="The day, or the day and the hour [default: now].")
@click.option(
    "--judgements",
    type=click.Path(path_type=Path),
    required=True,
    help="The table (CSV) that the judgement is added to.",
)
@options.language
@options.threads
def judge(
    found: Path,
    sought: Path,
    found_id: str,
    sought_id: str,
    verdict: str,
    by: str,
    reason: str,
    on: str | None,
    judgements: Path,
    language: str,
    threads: int,
) -> None:
    """Write down what you judge of FOUND_ID and SOUGHT_ID, with what is written of both now.

    The judgement is added to your table and decides nothing; the next match reads it.
    """
    from nasab import exchange, report

    spoken = cast("texts.Language", language)
    running.check_place(judgements)
    if judgements.suffix.casefold() in WORKBOOKS:  # a table under such a name could not be opened
        raise WrongUse(Problem("JUDGE-08", judgements.name, detail="CSV"))
    if judgements.exists():
        exchange.read_judgements(judgements)  # what cannot be added to is said before the lists are matched
    with progress.shown(spoken) as tell:
        # What facts agree does not depend on what is learned.
        run = running.run(found, sought, running.Beside(), threads=threads, learn=False, tell=tell).run
        when = on if on is not None else datetime.now().isoformat(timespec="minutes")
        judged = run.judge(found_id, sought_id, cast("Verdict", verdict), by=by, on=when, reason=reason)
    exchange.append_judgement(judgements, judged)
    report.show_judged(judged, exchange.read_judgements(judgements).told, options.console(), spoken, file=judgements)


@click.command()
@FOUND
@SOUGHT
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to_judge.csv into.")
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="So many pairs at most.")
@options.statements
@options.language
@options.threads
def teach(
    found: Path,
    sought: Path,
    out: Path,
    most: int,
    judgements: Path | None,
    evidence: Path | None,
    parameters: Path | None,
    language: str,
    threads: int,
) -> None:
    """Choose pairs whose judgement would teach nasab most about lists like these, and write a table to fill in."""
    from nasab import report

    spoken = cast("texts.Language", language)
    beside = running.bring(judgements, evidence, parameters)
    running.check_folder(out)
    with progress.shown(spoken) as tell:
        ran = running.run(found, sought, beside, threads=threads, tell=tell)
        chosen = [pair[:2] for pair in ran.run.to_judge(most)]
        place = {child: row for row, child in enumerate(ran.run.found.columns["id"])}
        chosen.sort(key=lambda pair: place[pair[0]])
        if chosen:
            report.write_to_judge(ran.run, chosen, out, spoken)
    console = options.console()
    report.show_statements(ran.judgements, ran.evidence, ran.of_tables, console, spoken, are_written=False)
    report.show_to_judge(ran.run, chosen, console, spoken, table=out / report.TO_JUDGE)
