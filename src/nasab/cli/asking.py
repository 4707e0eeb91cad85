"""Which child an index is asked for, as it is typed or stands in a list, and how the answer is printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from nasab import texts
from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from nasab.exchange.streaming import Stream
    from nasab.matching.results import Candidate, ChildResult
    from nasab.records import ChildList, Side

__all__ = ["allowed", "child", "divided", "opened", "side_of", "tell_problems", "told_of", "which"]

F = TypeVar("F", bound=Callable[..., Any])


def child(command: F) -> F:
    """The child that is asked for: typed, or a row of a list."""
    for option in (
        click.option("--id", "child", default=None, help="The child of that list, or one that is in the INDEX."),
        click.option("--list", "path", type=click.Path(path_type=Path), default=None, help="A list of children found."),
        click.option(
            "--record", default=None, help="What is known of the child: “name=Bilal; father=Abu Bilal; age=6”."
        ),
    ):
        command = option(command)
    return command


@contextmanager
def opened(path: Path, language: str) -> Iterator[Stream]:
    """The index file, open; what was damaged in it and made anew is told."""
    from nasab.exchange.streaming import Stream

    with Stream.open(path) as stream:
        told = len(stream.problems)
        tell_problems(stream.problems, language)
        yield stream
        tell_problems(stream.problems[told:], language)


def which(
    record: str | None, path: Path | None, child: str | None, language: str
) -> Callable[[Stream], dict[str, str]]:
    """What is known of the child that is asked for; read before the index is opened, where it can be."""
    from nasab.exchange import typed

    if (record is None) == (child is None) or (record is not None and path is not None):
        raise WrongUse(Problem("INDEX-12"))
    if record is not None:
        written = _record(record)
        tell_problems(typed.problems(written), language)
        told = typed.cleaned(written)
        return lambda stream: told
    if path is None:
        return lambda stream: stream.found(str(child))
    from nasab.exchange.streaming import records_of

    told = next((row for row in records_of(allowed(path, "found")) if row["id"] == child), {})
    if not told:
        raise WrongUse(Problem("LIST-03", file=path.name, value=str(child)[:200]))
    return lambda stream: told


def told_of(result: ChildResult, *, as_json: bool, language: texts.Language) -> None:
    """Print who the child may be, with the reasons."""
    from nasab.report.words import LOOK_AT

    if as_json:
        told = [_told(one, language) for one in result.candidates]
        shown = {"found_id": result.found_id, "candidates": told, "on_no_list": result.probability_on_no_list}
        click.echo(json.dumps({**shown, "not_asked": result.probability_not_asked}, ensure_ascii=False))
        return
    for one in result.candidates:
        click.echo(f"{one.sought_id}  {one.probability:.3f}")
        for line in _news(one, language):
            click.echo(f"    {line}")
        for reason in one.reasons:
            points = "    –" if reason.kind == "judged" else f"{reason.bits:+5.1f}"
            click.echo(f"    {points}  {reason.title(language)}: {reason.in_short(language)}")
    click.echo(texts.say("terminal.index.no_list", language, probability=f"{result.probability_on_no_list:.3f}"))
    if result.probability_not_asked >= LOOK_AT:
        click.echo(texts.say("terminal.index.not_asked", language, probability=f"{result.probability_not_asked:.3f}"))


def allowed(path: Path, side: Side) -> ChildList:
    """A list of children, without those whose consent is no."""
    return divided(path, side)[0]


def divided(path: Path, side: Side) -> tuple[ChildList, tuple[str, ...]]:
    """The children of a list who may be asked for, and the ids of those whose consent is no, or not understood."""
    from nasab import api
    from nasab.matching import may_be_matched

    children = api.read_list(path, side)
    refused = (~may_be_matched(children)).tolist()
    return api.allowed(children), tuple(compress(children.columns["id"], refused))


def side_of(path: Path) -> Side:
    """Whether a list is of children sought or found, by its headers; INDEX-13 if they fit both alike."""
    from nasab.exchange import checking

    side = checking.told_side(path)
    if side is None:
        raise WrongUse(Problem("INDEX-13", file=path.name))
    return side


def _told(one: Candidate, language: texts.Language) -> dict[str, object]:
    """A candidate for a program; a judgement has no points: it binds."""
    reasons = [
        {
            "kind": why.kind,
            "bits": None if why.kind == "judged" else round(why.bits, 2),
            "sentence": why.in_short(language),
        }
        for why in one.reasons
    ]
    told: dict[str, object] = {
        "sought_id": one.sought_id,
        "rank": one.rank,
        "probability": one.probability,
        "same_household": one.same_household,
        "weight": round(one.weight, 2),
        "reasons": reasons,
    }
    return told | ({"returned": list(news)} if (news := _news(one, language)) else {})


def _news(one: Candidate, language: texts.Language) -> tuple[str, ...]:
    """What is said differently since the pair was judged not the same."""
    from nasab.matching.judgement_words import tell_news

    return () if one.returned is None else tell_news(*one.returned, language)


def _record(text: str) -> dict[str, str]:
    """`name=Bilal; age=6` as a record."""
    told: dict[str, str] = {}
    for part in filter(str.strip, text.split(";")):
        name, equals, cell = (piece.strip() for piece in part.partition("="))
        if not equals or not name or name in told:
            raise WrongUse(Problem("INDEX-11", value=part.strip()[:200]))
        told[name] = cell
    return told


def tell_problems(problems: Iterable[Problem], language: str) -> None:
    """Print each problem on the error stream, where it is in nobody's way who reads the answer by program."""
    for problem in problems:
        click.echo(problem.sentence(cast("texts.Language", language)), err=True)
