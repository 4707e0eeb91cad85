"""`nasab estimate`: from overlapping lists, or a table of their overlaps, how many children are on no list."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from nasab import texts
from nasab.cli import options, progress, running
from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from nasab import estimation
    from nasab.estimation import Definition, Overlaps, Study

__all__ = ["estimate"]


@click.command()
@click.argument("lists", metavar="[LIST]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--counts",
    type=click.Path(path_type=Path),
    default=None,
    help="In place of lists: a table with a column of 0 and 1 for each list, and a column `count`.",
)
@click.option(
    "--definition", type=click.Path(path_type=Path), default=None, help="Who is counted, where and when (TOML)."
)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Folder to write the report into.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures for programs, and nothing else.")
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same answer.")
@click.option(
    "--resamples", type=click.IntRange(0, 100_000), default=1000, show_default=True, help="Of the bootstrap; 0: none."
)
@click.option(
    "--chains", type=click.IntRange(0, 1000), default=20, show_default=True, help="Of the latent classes; 0: none."
)
@options.language
@options.threads
def estimate(
    lists: tuple[Path, ...],
    counts: Path | None,
    definition: Path | None,
    out: Path | None,
    as_json: bool,
    seed: int,
    resamples: int,
    chains: int,
    language: str,
    threads: int,
) -> None:
    """Say how many children are likely on no list, as a range; or that these lists cannot tell, and why.

    Give three or more LISTs of the same children, which are linked here, or a table of counts.
    """
    from nasab import estimation, exchange, report

    if (counts is None) == (not lists) or (lists and len(lists) < 2):
        raise WrongUse(Problem("LINK-02"))
    if out is not None:
        running.check_folder(out)
    defined = None if definition is None else exchange.read_definition(definition)
    plan = estimation.Plan(chains=chains)
    spoken = cast("texts.Language", language)
    if counts is not None:
        answer = _from_counts(exchange.read_counts(counts), defined, seed, plan, resamples, threads)
    else:
        answer = _from_lists(lists, defined, seed, plan, resamples, threads, spoken, quiet=as_json)
    if as_json:
        click.echo(report.estimate_as_json(answer))
    if out is not None:
        report.write_estimate(answer, out, spoken)
    if not as_json:
        page = None if out is None else out / "estimate.html"
        report.show_estimate(answer, options.console(), spoken, report=page)


def _from_counts(
    overlaps: Overlaps, defined: Definition | None, seed: int, plan: estimation.Plan, resamples: int, threads: int
) -> Study:
    from nasab import estimation

    if defined is not None:
        _check_lists(defined, overlaps.lists)
    told = () if defined else (estimation.Finding("note", "no_definition"),)
    return estimation.study(
        overlaps, seed, definition=defined, told=told, plan=plan, resamples=resamples, threads=threads
    )


def _from_lists(
    paths: tuple[Path, ...],
    defined: Definition | None,
    seed: int,
    plan: estimation.Plan,
    resamples: int,
    threads: int,
    spoken: texts.Language,
    *,
    quiet: bool,
) -> Study:
    from nasab import exchange, histories

    names = tuple(path.stem for path in paths)
    for place, name in enumerate(names):
        if name in names[:place]:
            raise WrongUse(Problem("COUNT-10", value=name[:200]))
    if defined is not None:
        _check_lists(defined, names)
    lists = [exchange.read(path, exchange.side_of(path)).children for path in paths]
    with nullcontext(_silent) if quiet else progress.shown(spoken) as tell:
        linked = histories.link(
            lists,
            names,
            shared_ids=defined is not None and defined.shared_ids,
            threads=threads,
            progress=lambda done, of: tell("compare", done, of),
        )
        return histories.estimate(linked, defined, seed, plan=plan, resamples=resamples, threads=threads)


def _silent(step: str, done: int, of: int) -> None:
    """Tells nobody how far it is."""


def _check_lists(defined: Definition, names: tuple[str, ...]) -> None:
    """Refuse a definition that speaks of a list that is not there (DEFINE-04)."""
    spoken = [*defined.lists, *(name for pair in defined.merge for name in pair)]
    for name in spoken:
        if name not in names:
            raise WrongUse(Problem("DEFINE-04", value=name[:200], detail=", ".join(names)))
