"""`nasab parameters show`, `nasab parameters compare`: what is believed of lists like these."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from nasab import texts
from nasab.cli import options

if TYPE_CHECKING:
    from nasab.matching.results import Parameters

__all__ = ["parameters"]

SHIPPED: Final = "shipped"
"""In place of a file: the parameters that come with nasab."""


@click.group()
def parameters() -> None:
    """What nasab believes of lists like these: show parameters, or compare two sets of them.

    In place of a FILE, `shipped` means the parameters that come with nasab.
    """


@parameters.command()
@click.argument("file", type=click.Path(path_type=Path), default=SHIPPED)
@click.option("--kind", default=None, help="All levels of one kind of evidence, such as `age`.")
@options.language
def show(file: Path, kind: str | None, language: str) -> None:
    """Where the parameters in FILE (or the shipped ones) are from, and what each kind of evidence weighs."""
    from nasab import report

    spoken = cast("texts.Language", language)
    if kind is not None:
        report.show_kind(_read(file), kind, options.console(), spoken)
    else:
        report.show_parameters(_read(file), options.console(), spoken)


@parameters.command()
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@options.language
def compare(before: Path, after: Path, language: str) -> None:
    """What B believes otherwise than A, kind of evidence by kind, the largest change first."""
    from nasab import report

    report.show_parameter_changes(_read(before), _read(after), options.console(), cast("texts.Language", language))


def _read(file: Path) -> Parameters:
    from nasab import exchange
    from nasab.matching.parameters import shipped

    return shipped() if str(file) == SHIPPED and not file.exists() else exchange.read_parameters(file)
