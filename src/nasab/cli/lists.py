"""`nasab check`, `nasab template`: one list by itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import cast

import click

from nasab import records, texts
from nasab.cli import options, progress, running, serving
from nasab.errors import Problem, WrongUse

__all__ = ["check", "template"]

SIDE = click.Choice(["found", "sought"])


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--deploy", is_flag=True, help="Check the registry's settings for a deployment instead of a list.")
@click.option("--side", type=SIDE, default=None, help="Children found or sought [default: by the headers].")
@click.option("--fix", type=click.Path(path_type=Path), default=None, help="Write a corrected copy to this file.")
@options.language
def check(file: Path | None, deploy: bool, side: str | None, fix: Path | None, language: str) -> None:
    """Read a list and say, cell by cell, what was not understood."""
    if deploy:
        serving.check_deployment()
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    if fix is not None:
        _check_copy(fix, file)
    from nasab import exchange, report

    with progress.shown(cast("texts.Language", language)) as tell:
        tell("check", 0, 1)
        reading = exchange.check(file, cast("records.Side", side) if side else exchange.side_of(file))
    report.show_reading(reading, options.console(), cast("texts.Language", language))
    if fix is not None:
        exchange.write_fixed(reading, fix)
        click.echo(texts.say("terminal.fixed", cast("texts.Language", language), path=fix))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--side", type=SIDE, required=True, help="A list of children found, or of children sought.")
@options.language
def template(file: Path, side: str, language: str) -> None:
    """Write an empty list (XLSX) with headers, drop-downs and notes."""
    from nasab import exchange

    exchange.write_template(file, cast("records.Side", side), cast("texts.Language", language))
    click.echo(str(file))


def _check_copy(copy: Path, file: Path) -> None:
    """Refuses, before the list is read, a copy that would take its place (OUT-04) or cannot be written (OUT-02)."""
    running.check_place(copy)
    with suppress(OSError):  # one of them is not there
        if copy.samefile(file):
            raise WrongUse(Problem("OUT-04", value=str(copy)[:200]))
