"""`nasab index`: children sought in one file, to be asked for one child found at a time."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from nasab import texts
from nasab.cli import options
from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable

    from nasab.exchange.streaming import Stream
    from nasab.matching.judgements import Verdict
    from nasab.matching.results import Candidate, ChildResult
    from nasab.records import ChildList, Side

__all__ = ["index"]

INDEX = click.argument("index_path", metavar="INDEX", type=click.Path(path_type=Path))
SIDE = click.Choice(["sought", "found"])


def _child(command: Callable[..., None]) -> Callable[..., None]:
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


@click.group()
def index() -> None:
    """Keep the children sought in one file, and ask it for a child found as it is written down."""


@index.command()
@INDEX
@click.option("--sought", type=click.Path(path_type=Path), default=None, help="A list of children sought.")
@click.option("--found", type=click.Path(path_type=Path), default=None, help="Children found so far, to learn from.")
@options.language
@options.threads
def create(index_path: Path, sought: Path | None, found: Path | None, language: str, threads: int) -> None:
    """Make a new INDEX."""
    from nasab.exchange.streaming import Stream

    wanted = None if sought is None else _allowed(sought, "sought")
    known = None if found is None else _allowed(found, "found")
    with Stream.create(index_path, wanted, known, threads=threads) as stream:
        _say("index.holds", language, count=len(stream.index))


@index.command()
@INDEX
@click.argument("children", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--side", type=SIDE, default="sought", show_default=True, help="Children sought, or children found.")
@options.language
def add(index_path: Path, children: Path, side: str, language: str) -> None:
    """Add the children of a LIST, or correct those that are there: the latest of an id counts.

    Children found are only kept, to be asked for by --id.
    """
    from nasab.exchange import streaming

    records = streaming.records_of(_allowed(children, cast("Side", side)))
    with streaming.Stream.open(index_path) as stream:
        stream.add_many(records, cast("Side", side))
        _say("index.holds", language, count=len(stream.index))


@index.command()
@INDEX
@click.argument("child", metavar="ID")
@click.option("--side", type=SIDE, default="sought", show_default=True, help="A child sought, or a child found.")
@options.language
def withdraw(index_path: Path, child: str, side: str, language: str) -> None:
    """Take a child out whose consent was taken back, with what was said and judged of it."""
    from nasab.exchange.streaming import Stream

    with Stream.open(index_path) as stream:
        stream.withdraw(child, cast("Side", side))
        _say("index.holds", language, count=len(stream.index))


@index.command()
@INDEX
@click.argument("found", type=click.Path(path_type=Path))
@options.language
@options.threads
def learn(index_path: Path, found: Path, language: str, threads: int) -> None:
    """Learn from a list of children FOUND how facts of one child agree; the INDEX keeps what it learned."""
    from nasab.exchange.streaming import Stream
    from nasab.matching.parameters import full_version

    children = _allowed(found, "found")
    with Stream.open(index_path) as stream:
        stream.learn(children, threads=threads)
        _say("index.learned", language, version=full_version(stream.index.learned.parameters))


@index.command()
@INDEX
@_child
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--most", type=click.IntRange(1, 100), default=10, show_default=True, help="Candidates at most.")
@options.language
def candidates(
    index_path: Path, record: str | None, path: Path | None, child: str | None, as_json: bool, most: int, language: str
) -> None:
    """Who the child found may be, with the reasons."""
    from nasab.exchange.streaming import Stream

    asked = _asked(record, path, child)
    with Stream.open(index_path) as stream:
        result = stream.index.child(asked(stream), most)
        _tell(result, as_json=as_json, language=cast("texts.Language", language))


@index.command()
@INDEX
@click.argument("sought_id")
@_child
@click.option("--verdict", type=click.Choice(["same", "different", "unsure"]), required=True, help="What you judge.")
@click.option("--by", required=True, help="Who judges.")
@click.option("--reason", required=True, help="On what grounds.")
@click.option("--on", default=None, help="The day, or the day and the hour [default: now].")
@options.language
def judge(
    index_path: Path,
    sought_id: str,
    record: str | None,
    path: Path | None,
    child: str | None,
    verdict: str,
    by: str,
    reason: str,
    on: str | None,
    language: str,
) -> None:
    """Write down what you judge of a child found and SOUGHT_ID, with what is written of both now.

    The child found is kept in the INDEX with it, so it needs an id.  It binds from now on, and decides nothing.
    """
    from nasab.exchange.moments import moment
    from nasab.exchange.streaming import Stream
    from nasab.matching.judgements import Judgement

    asked = _asked(record, path, child)
    when = datetime.now().isoformat(timespec="minutes") if on is None else on
    if not moment(when):
        raise WrongUse(Problem("TABLE-06", column="--on", value=when[:200]))
    with Stream.open(index_path) as stream:
        found = asked(stream)
        seen = stream.index.seen({"id": "", **found}, sought_id)
        judged = Judgement(found["id"], sought_id, cast("Verdict", verdict), by, moment(when), reason, seen)
        stream.add(found, "found")
        stream.judge(judged)
    said = texts.say(f"reasons.verdict.{verdict}", cast("texts.Language", language))
    click.echo(f"{judged.found_id} · {judged.sought_id}: {said}")
    _say("judge.no_decision", language)


def _asked(record: str | None, path: Path | None, child: str | None) -> Callable[[Stream], dict[str, str]]:
    """What is known of the child that is asked for; read before the index is opened, where it can be."""
    from nasab.exchange.typed import cleaned

    if (record is None) == (child is None) or (record is not None and path is not None):
        raise WrongUse(Problem("INDEX-12"))
    if record is not None:
        told = cleaned(_record(record))
        return lambda stream: told
    if path is None:
        return lambda stream: stream.found(str(child))
    from nasab.exchange.streaming import records_of

    told = next((row for row in records_of(_allowed(path, "found")) if row["id"] == child), {})
    if not told:
        raise WrongUse(Problem("LIST-03", file=path.name, value=str(child)[:200]))
    return lambda stream: told


def _tell(result: ChildResult, *, as_json: bool, language: texts.Language) -> None:
    if as_json:
        told = [_told(one, language) for one in result.candidates]
        shown = {"found_id": result.found_id, "candidates": told, "on_no_list": result.probability_on_no_list}
        shown["not_asked"] = result.probability_not_asked
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for one in result.candidates:
        click.echo(f"{one.sought_id}  {one.probability:.3f}")
        for line in _news(one, language):
            click.echo(f"    {line}")
        for reason in one.reasons:
            click.echo(f"    {reason.bits:+.1f}  {reason.title(language)}: {reason.in_short(language)}")
    from nasab.report.words import LOOK_AT

    _say("index.no_list", language, probability=f"{result.probability_on_no_list:.3f}")
    if result.probability_not_asked >= LOOK_AT:
        _say("index.not_asked", language, probability=f"{result.probability_not_asked:.3f}")


def _told(one: Candidate, language: texts.Language) -> dict[str, object]:
    reasons = [
        {"kind": why.kind, "bits": round(why.bits, 2), "sentence": why.in_short(language)} for why in one.reasons
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
    for part in text.split(";"):
        name, equals, cell = part.partition("=")
        if part.strip() and (not equals or not name.strip()):
            raise WrongUse(Problem("INDEX-11", value=part.strip()[:200]))
        if part.strip():
            told[name.strip()] = cell.strip()
    return told


def _allowed(path: Path, side: Side) -> ChildList:
    """A list of children, without those whose consent is no."""
    from nasab import api

    return api.allowed(api.read_list(path, side))


def _say(key: str, language: str, **blanks: object) -> None:
    click.echo(texts.say(f"terminal.{key}", cast("texts.Language", language), **blanks))
