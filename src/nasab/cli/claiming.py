"""`nasab claims`: a ledger of public figures, and what can be done with them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from nasab import texts
from nasab.cli import options, running

__all__ = ["claims"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--estimate",
    type=click.Path(path_type=Path),
    default=None,
    help="estimate.json of a run with a definition, to hold comparable claims against.",
)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Folder to write the page into.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found for programs, and nothing else.")
@click.option(
    "--source",
    type=click.Choice(["A", "B", "C", "D", "E"]),
    default=None,
    help="Only claims whose source a person graded this letter or better.",
)
@options.language
def claims(
    file: Path, estimate: Path | None, source: str | None, out: Path | None, as_json: bool, language: str
) -> None:
    """Read the ledger of claims in FILE: which can be compared, which repeat each other, what does not add up.

    Nothing is pooled into one figure, and no multiplier is applied.
    """
    from nasab import exchange, ledger, report

    spoken = cast("texts.Language", language)
    if out is not None:
        running.check_folder(out)
    read = exchange.read_claims(file)
    registry = None if estimate is None else exchange.read_estimate(estimate)
    chosen = [one for one in read.told if source is None or "" < one.source_grade <= source]
    meanings = [ledger.understand(claim) for claim in chosen]
    if out is not None:
        report.write_claims(meanings, out, spoken, registry=registry)
    if as_json:
        click.echo(report.claims_as_json(meanings, registry))
        return
    console = options.console()
    page = None if out is None else out / "claims.html"
    report.show_claims(meanings, console, spoken, registry=registry, report=page)
    report.show_statements(None, None, read.problems, console, spoken)
