"""`nasab kinship profiles`, `nasab kinship joint`: laboratory sheets, and who is the missing child of which family."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, cast

import click

from nasab import texts
from nasab.cli import options

__all__ = ["joint", "profiles"]

#: Beside the prior that was asked for, the result is shown under one a hundred times smaller: who reads both sees what
#: rests on the prior and what on the evidence.
SMALLER: Final = 0.01


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="All alleles, for programs; without it only how many were read.")
@options.language
def profiles(file: Path, as_json: bool, language: str) -> None:
    """Read a laboratory sheet FILE (CSV, XLSX, GeneMapper, Familias, CODIS XML) and say what was understood of it."""
    from nasab import exchange, report

    read = exchange.read_profiles(file)
    if as_json:
        click.echo(json.dumps(report.profiles_as_json(read), ensure_ascii=False, indent=2))
    else:
        report.show_profiles(read, options.console(), cast("texts.Language", language))


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--prior",
    "priors",
    type=float,
    multiple=True,
    help="Odds of a pair before any evidence; may be repeated [default: that of CASE, and a hundredth of it].",
)
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    help="For sampling, where there are too many ways to sum: same seed, same result.",
)
@click.option(
    "--leave-out",
    type=click.FloatRange(0, 1),
    default=None,
    help="Leave out pairs whose odds are below this, and say what that may change [default: 1e-12].",
)
@click.option(
    "--theta", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="For ratios computed from genotypes."
)
@click.option(
    "--siblings/--no-siblings",
    default=True,
    help="Of genotypes: children who are alike may be brothers and sisters of no family here.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.language
def joint(
    case: Path,
    priors: tuple[float, ...],
    seed: int,
    leave_out: float | None,
    theta: float,
    siblings: bool,
    as_json: bool,
    language: str,
) -> None:
    """Weigh all ways to match the children and the missing of a CASE (JSON), each child in one family only.

    The case holds likelihood ratios, or genotypes of families and children as for `nasab kinship search`.
    """
    import numpy as np

    from nasab import exchange, report
    from nasab.kinship import identify
    from nasab.kinship.joint import NEGLIGIBLE

    told = exchange.read_joint_case(case, theta)
    found = {
        prior: identify(
            told.weights,
            told.places,
            told.children,
            other=told.other,
            prior=prior,
            together=told.together,
            siblings=told.siblings if siblings else (),
            negligible=NEGLIGIBLE if leave_out is None else leave_out,
            rng=np.random.default_rng(seed),
        )
        for prior in priors or (told.prior, told.prior * SMALLER)
    }
    if as_json:
        click.echo(json.dumps(report.identification_as_json(found), ensure_ascii=False, indent=2))
    else:
        report.show_identification(found, options.console(), cast("texts.Language", language))
