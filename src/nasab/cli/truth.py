"""`nasab simulate`, `nasab evaluate`: invented lists with a known truth, and how near a result came."""

from __future__ import annotations

import json
from pathlib import Path

import click

from nasab.cli import progress, running

__all__ = ["evaluate", "simulate"]


@click.command()
@click.option("--children", type=click.IntRange(1, 2_000_000), required=True, help="Children on each side.")
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same lists.")
@click.option("--difficulty", type=click.Choice(["easy", "field", "hard"]), default="field", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for found, sought and truth.")
def simulate(children: int, seed: int, difficulty: str, out: Path) -> None:
    """Write two invented lists whose truth is known."""
    running.check_folder(out)
    from nasab import simulation
    from nasab.exchange.outputs import written_whole

    with progress.shown("en") as tell, written_whole(out) as folder:
        tell("invent", 0, 1)
        world = simulation.simulate(children=children, seed=seed, difficulty=difficulty)  # type: ignore[arg-type]
        simulation.write(world, folder)
    click.echo(str(out))


@click.command()
@click.argument("candidates", type=click.Path(path_type=Path))
@click.argument("truth", type=click.Path(path_type=Path))
def evaluate(candidates: Path, truth: Path) -> None:
    """Compare CANDIDATES (candidates.csv) with the TRUTH and print the accuracy as JSON."""
    from nasab import simulation

    accuracy = simulation.evaluate(simulation.read_candidates(candidates), simulation.read_truth(truth))
    click.echo(json.dumps(accuracy.as_dict(), indent=2))
