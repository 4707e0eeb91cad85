"""`nasab calibrate`: are the probabilities what they say, on invented lists or against what people judged?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from nasab import texts
from nasab.cli import options, progress
from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from nasab.matching.engine import Progress
    from nasab.report import Calibration

__all__ = ["calibrate"]


@click.command()
@click.argument("candidates", type=click.Path(path_type=Path), required=False)
@click.argument("truth", metavar="[TRUTH_OR_JUDGEMENTS]", type=click.Path(path_type=Path), required=False)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write the results into.")
@click.option("--simulate", type=click.IntRange(1, 2_000_000), default=None, help="Invent so many children a side.")
@click.option("--difficulty", type=click.Choice(["easy", "field", "hard"]), default="field", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same invented lists.")
@click.option(
    "--overlap",
    type=click.FloatRange(0, 1),
    default=None,
    help="Share of the children found whose family seeks them [default: that of the difficulty].",
)
@options.language
@options.threads
def calibrate(
    candidates: Path | None,
    truth: Path | None,
    out: Path,
    simulate: int | None,
    difficulty: str,
    seed: int,
    overlap: float | None,
    language: str,
    threads: int,
) -> None:
    """Measure whether probabilities are what they say: of ten pairs at 0.8, eight should be true.

    Either on invented lists (--simulate), or on the CANDIDATES of a run (candidates.csv) against the true pairs or
    the judgements of people in TRUTH_OR_JUDGEMENTS.
    """
    from nasab import report

    if simulate is not None and candidates is None:
        with progress.shown(cast("texts.Language", language)) as tell:
            measured = _simulated(simulate, difficulty, seed, overlap, threads, tell)
    elif simulate is None and candidates is not None and truth is not None:
        measured = _compared(candidates, truth)
    else:
        raise WrongUse(Problem("CALIB-01"))
    spoken = cast("texts.Language", language)
    report.write_calibration(measured, out, language=spoken)
    report.show_calibration(measured, options.console(), spoken, report=out / "reliability.html")


def _simulated(
    children: int, difficulty: Any, seed: int, overlap: float | None, threads: int, tell: Progress
) -> Calibration:
    import nasab
    from nasab import report, simulation
    from nasab.matching.parameters import full_version, shipped

    dials = {} if overlap is None else {"on_a_list": overlap}
    tell("invent", 0, 1)
    world = simulation.simulate(children=children, seed=seed, difficulty=difficulty, **dials)
    run = nasab.match(world.found, world.sought, threads=threads, progress=tell)
    there = set(run.sought.columns["id"])  # a family that withdrew is on no list
    pairs = {(found, sought) for found, sought in world.truth if sought in there}
    with_family = {found for found, _ in pairs}
    said: list[float] = []
    true: list[bool] = []
    on_no_list: list[float] = []
    is_on_none: list[bool] = []
    for result in run.results:
        said += [candidate.probability for candidate in result.candidates]
        true += [(result.found_id, candidate.sought_id) in pairs for candidate in result.candidates]
        on_no_list.append(result.probability_on_no_list + result.probability_not_asked)
        is_on_none.append(result.found_id not in with_family)
    share = simulation.DIFFICULTIES[difficulty].on_a_list if overlap is None else overlap
    return report.Calibration(
        "simulated",
        simulation.measure(said, true),
        simulation.measure(on_no_list, is_on_none),
        {"children": children, "difficulty": difficulty, "seed": seed, "overlap": share},
        parameters=full_version(shipped()),
    )


def _compared(candidates: Path, truth: Path) -> Calibration:
    from nasab import exchange, report, simulation

    told = simulation.read_candidates(candidates)
    proposed = {
        pair: float(probability)
        for pair, probability in zip(
            zip(map(_plain, told.found_ids), map(_plain, told.sought_ids), strict=True), told.probabilities, strict=True
        )
    }
    if exchange.has_verdicts(truth):
        return _judged(proposed, truth)
    pairs = {(_plain(found), _plain(sought)) for found, sought in simulation.read_truth(truth)}
    measured = simulation.measure(list(proposed.values()), [pair in pairs for pair in proposed])
    return report.Calibration("truth", measured)


def _judged(proposed: dict[tuple[str, str], float], judgements: Path) -> Calibration:
    from nasab import exchange, report, simulation
    from nasab.matching.judgements import binding

    bound = binding(exchange.read_judgements(judgements).told)
    decided = {**dict.fromkeys(bound.same, True), **dict.fromkeys(bound.different, False)}
    measured = [pair for pair in proposed if pair in decided]
    if not measured:
        raise WrongUse(Problem("CALIB-02", file=judgements.name))
    return report.Calibration(
        "judged",
        simulation.measure([proposed[pair] for pair in measured], [decided[pair] for pair in measured]),
        left_out={
            "unjudged": len(proposed) - sum(pair in proposed for pair in (*decided, *bound.unsure, *bound.contested)),
            "unsure": len(bound.unsure),
            "contested": len(bound.contested),
            "beside": len(decided) - len(measured),
        },
    )


def _plain(child: str) -> str:
    """The id without the apostrophe that keeps a spreadsheet from running it."""
    return child[1:] if child[:1] == "'" and child[1:2] in ("=", "+", "-", "@") else child
