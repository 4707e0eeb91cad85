"""`nasab index`: children sought in one file, to be asked for one child found at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from nasab import texts
from nasab.cli import options
from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from nasab.matching.results import Candidate
    from nasab.records import ChildList

__all__ = ["index"]

INDEX = click.argument("index_path", metavar="INDEX", type=click.Path(path_type=Path))


@click.group()
def index() -> None:
    """Keep the children sought in one file, and ask it for a child found as it is written down."""


@index.command()
@INDEX
@click.option("--sought", type=click.Path(path_type=Path), default=None, help="A list of children sought.")
@options.language
def create(index_path: Path, sought: Path | None, language: str) -> None:
    """Make a new INDEX."""
    from nasab.exchange.streaming import Stream

    with Stream.create(index_path, None if sought is None else _allowed(sought)) as stream:
        _say("index.holds", language, count=len(stream.index))


@index.command()
@INDEX
@click.argument("sought", type=click.Path(path_type=Path))
@options.language
def add(index_path: Path, sought: Path, language: str) -> None:
    """Add the children of the list SOUGHT, or correct those that are there: the latest of an id counts."""
    from nasab.exchange import streaming

    children = _allowed(sought)
    with streaming.Stream.open(index_path) as stream:
        for record in streaming.records_of(children):
            stream.add(record)
        _say("index.holds", language, count=len(stream.index))


@index.command()
@INDEX
@click.option("--record", required=True, help="What is known of the child: “name=Bilal; father=Abu Bilal; age=6”.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--most", type=click.IntRange(1, 100), default=10, show_default=True, help="Candidates at most.")
@options.language
def candidates(index_path: Path, record: str, as_json: bool, most: int, language: str) -> None:
    """Who the child found may be, with the reasons."""
    from nasab.exchange.streaming import Stream

    with Stream.open(index_path) as stream:
        result = stream.index.child(_record(record), most)
    if as_json:
        told = [_told(one, language) for one in result.candidates]
        click.echo(json.dumps({"candidates": told, "on_no_list": result.probability_on_no_list}, ensure_ascii=False))
        return
    spoken = cast("texts.Language", language)
    for one in result.candidates:
        click.echo(f"{one.sought_id}  {one.probability:.3f}")
        for reason in one.reasons:
            click.echo(f"    {reason.bits:+.1f}  {reason.title(spoken)}: {reason.in_short(spoken)}")
    _say("index.no_list", language, probability=f"{result.probability_on_no_list:.3f}")


def _told(one: Candidate, language: str) -> dict[str, object]:
    spoken = cast("texts.Language", language)
    reasons = [{"kind": why.kind, "bits": round(why.bits, 2), "sentence": why.in_short(spoken)} for why in one.reasons]
    return {"sought_id": one.sought_id, "rank": one.rank, "probability": one.probability, "reasons": reasons}


def _record(text: str) -> dict[str, str]:
    """`name=Bilal; age=6` as a record."""
    told: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, cell = part.partition("=")
        if part.strip() and (not equals or not name.strip()):
            raise WrongUse(Problem("INDEX-11", value=part.strip()[:200]))
        if part.strip():
            told[name.strip()] = cell.strip()
    return told


def _allowed(path: Path) -> ChildList:
    """A list of children sought, without those whose consent is no."""
    from nasab import api

    return api.allowed(api.read_list(path, "sought"))


def _say(key: str, language: str, **blanks: object) -> None:
    click.echo(texts.say(f"terminal.{key}", cast("texts.Language", language), **blanks))
