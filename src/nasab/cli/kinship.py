"""`nasab kinship`: what DNA says of a family, of all families, and whose sample would say most; joint, profiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import click

from nasab import texts
from nasab.cli import identification, options
from nasab.errors import NasabError, Problem, UnreadableList

__all__ = ["kinship"]

FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group()
def kinship() -> None:
    """What DNA says of who is whose child: sheets of laboratories read, and likelihood ratios for any family.

    FILE is JSON: cases, or families and children, as docs/reference/kinship-cases.md describes them.
    """


@kinship.command()
@FILE
@AS_JSON
@click.option("--theta", type=float, default=None, help="In place of the theta of the cases.")
@click.option(
    "--convention",
    type=click.Choice(["full", "familias_pruned"]),
    default=None,
    help="Families as drawn, or without untyped founders with one child [default: that of the case, else full].",
)
@click.option("--alternatives/--no-alternatives", default=True, help="Also weigh the uncle, the half-sibling …")
@click.option("--sensitivity", is_flag=True, help="Also the ratio with theta 0, 0.01 and 0.03.")
@options.language
def lr(
    file: Path,
    as_json: bool,
    theta: float | None,
    convention: str | None,
    alternatives: bool,
    sensitivity: bool,
    language: str,
) -> None:
    """Likelihoods of each locus under each hypothesis, and their ratios, for the cases in FILE."""
    from nasab.cli import kinship_weighing
    from nasab.exchange.kinship_case import read_cases

    spoken = cast("texts.Language", language)
    told = []
    for case in read_cases(file):
        with _placed(file, case.id):
            answer = kinship_weighing.answer(case, theta, convention, alternatives, sensitivity)
        if as_json:
            told.append(kinship_weighing.as_json(answer, spoken))
        else:
            from nasab.report import kinship_lines

            console = options.console()
            kinship_lines.show_weighed(answer.weighed, case.id, answer.beside, console, spoken)
            kinship_lines.show_sensitivity(answer.by_theta, console, spoken)
    if as_json:
        _print({"cases": told})


@kinship.command()
@FILE
@AS_JSON
@click.option(
    "--theta", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="For what is weighed exactly."
)
@click.option(
    "--most", type=click.IntRange(1, 100), default=3, show_default=True, help="Places shown of a child at most."
)
@click.option(
    "--least", type=float, default=1.0, show_default=True, help="log10 of the ratio from which a pair is shown."
)
@click.option("--all", "everything", is_flag=True, help="With --json: log10 of the ratio for every child and place.")
@click.option("--siblings/--no-siblings", default=True, help="Also look for brothers and sisters among the children.")
@options.language
def search(
    file: Path,
    as_json: bool,
    theta: float,
    most: int,
    least: float,
    everything: bool,
    siblings: bool,
    language: str,
) -> None:
    """All children of FILE against all missing persons of its families.

    Whoever is shown was weighed again exactly, with theta, against the alternatives, and with the loci at which only a
    mutation makes it possible.  A weight is no decision.
    """
    from nasab import kinship as dna
    from nasab.cli import kinship_weighing
    from nasab.exchange.kinship_lists import read_search
    from nasab.report import kinship_lines

    spoken = cast("texts.Language", language)
    there = read_search(file)
    shown = [
        there.weighed(child, int(slot), theta)
        for child, slots, values in there.survivors()
        for slot, value in zip(slots[:most], values[:most], strict=True)
        if value >= least
    ]
    found = dna.pairs(there.loci, there.children) if siblings else []
    if as_json:
        _print(kinship_weighing.search_as_json(there, shown, found, theta, everything, spoken))
    else:
        console = options.console()
        kinship_lines.show_search(there, shown, found, dna.groups(found), theta, console, spoken)


@kinship.command()
@FILE
@AS_JSON
@click.option("--missing", default=None, help="Who is missing [default: as the case says, or MP].")
@click.option("--relative", "relatives", multiple=True, help="Only ask for this relative; may be repeated.")
@click.option("--draws", type=click.IntRange(2, 100_000), default=200, show_default=True, help="Simulated genotypes.")
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same draws.")
@options.language
def power(
    file: Path, as_json: bool, missing: str | None, relatives: tuple[str, ...], draws: int, seed: int, language: str
) -> None:
    """Which relative to test next: what each untyped one would add to what the family says of its missing person."""
    import numpy as np

    from nasab import kinship as dna
    from nasab.cli import kinship_weighing
    from nasab.exchange.kinship_case import read_cases
    from nasab.report import kinship_lines

    spoken = cast("texts.Language", language)
    told = []
    for case in read_cases(file):
        with _placed(file, case.id):
            family, who = kinship_weighing.family_of(case, missing)
            evidence = dna.Evidence(case.loci, case.genotypes, case.drop_out).only(m.id for m in family.members)
            generator = np.random.default_rng(seed)
            now, each = dna.next_relative(evidence, family, who, generator, draws, relatives or None)
        if as_json:
            told.append({"id": case.id, **kinship_weighing.power_as_json(now, each, who, seed)})
        else:
            kinship_lines.show_power(now, each, who, seed, options.console(), spoken)
    if as_json:
        _print({"cases": told})


kinship.add_command(identification.joint)
kinship.add_command(identification.profiles)


class _placed:  # noqa: N801  (read as a word)
    """Tells, of what is wrong inside, in which file and case."""

    def __init__(self, file: Path, case: str) -> None:
        self.file, self.case = file, case

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, NasabError) and not error.problem.file:
            from dataclasses import replace

            problem: Problem = replace(error.problem, file=self.file.name, column=error.problem.column or self.case)
            raise UnreadableList(problem) from None


def _print(told: Any) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, allow_nan=False))
