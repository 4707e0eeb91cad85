"""What several commands share: options, and the terminal they write to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from nasab import texts
from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["console", "dna", "language", "memory", "said", "spark", "statements", "threads"]

#: Of the populations whose frequencies come with nasab, the nearest to most of the families who seek.
POPULATION: Final = "norSTR: West Asia"

F = TypeVar("F", bound=Callable[..., Any])


def _remember(ctx: click.Context, _: click.Parameter, value: str) -> str:
    ctx.ensure_object(dict)["language"] = value
    return value


def said(_: click.Context, parameter: click.Parameter, value: str) -> str:
    """What was written after an option that must say something; `WrongUse` JUDGE-09 if it is blank."""
    if not value.strip():
        raise WrongUse(Problem("JUDGE-09", column=parameter.opts[0]))
    return value


def language(command: F) -> F:
    """`--language en|ar|ru|fr`."""
    return click.option(
        "--language",
        type=click.Choice(texts.LANGUAGES),
        default="en",
        show_default=True,
        is_eager=True,
        callback=_remember,
        help="Language of the results and of messages.",
    )(command)


def threads(command: F) -> F:
    """`--threads N`."""
    return click.option(
        "--threads", type=click.IntRange(1, 256), default=2, show_default=True, help="How many cores to use."
    )(command)


def memory(command: F) -> F:
    """`--memory MB`."""
    about = "Take no more memory than so many megabytes; the result is the same [default: what it takes]."
    return click.option(
        "--memory", "megabytes", metavar="MB", type=click.IntRange(1, 10_000_000), default=None, help=about
    )(command)


def spark(command: F) -> F:
    """`--spark MASTER`."""
    about = "Do the greatest part of the work on this Spark master: spark://HOST:PORT, yarn, or local[2] to try it."
    return click.option("--spark", metavar="MASTER", default=None, help=about)(command)


def statements(command: F) -> F:
    """`--judgements FILE --evidence FILE --parameters FILE`: what is brought to a match beside the two lists."""
    for name, about in (
        ("parameters", "Begin with the parameters in this file, in place of those that come with nasab."),
        ("evidence", "A table of evidence from outside the lists: DNA, a photograph that a person judged."),
        ("judgements", "A table of what people judged of pairs."),
    ):
        command = click.option(f"--{name}", type=click.Path(path_type=Path), default=None, help=about)(command)
    return command


def dna(command: F) -> F:
    """`--dna PROFILES --pedigrees FILE --population NAME --frequencies FILE --theta N`: samples, and whose they are."""
    path: dict[str, Any] = {"type": click.Path(path_type=Path)}
    told: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("theta", "How much a people is one kin, for DNA.", {"type": click.FloatRange(0, 0.5), "default": 0.01}),
        ("frequencies", "Allele frequencies of the people, in place of those that come with nasab.", path),
        ("population", "Which of the allele frequencies that come with nasab.", {"default": POPULATION}),
        ("pedigrees", "Who is what to the child sought, and who gave which sample.", path),
        ("dna", "A laboratory's sheet of samples of children found and of relatives.", {**path, "multiple": True}),
    )
    for name, about, how in told:
        command = click.option(f"--{name}", help=about, show_default="default" in how, **how)(command)
    return command


def console() -> Console:
    """The terminal, loaded when something is shown."""
    from rich.console import Console

    return Console()
