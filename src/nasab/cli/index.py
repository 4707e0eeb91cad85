"""`nasab index`: children sought in one file, to be asked for one child found at a time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from nasab import texts
from nasab.cli import asking, options
from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from nasab.matching.judgements import Verdict
    from nasab.records import Side

__all__ = ["index"]

INDEX = click.argument("index_path", metavar="INDEX", type=click.Path(path_type=Path))
SIDE = click.Choice(["sought", "found"])


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

    wanted = None if sought is None else asking.allowed(sought, "sought")
    known = None if found is None else asking.allowed(found, "found")
    with Stream.create(index_path, wanted, known, threads=threads) as stream:
        _say("index.holds", language, count=len(stream.index))


@index.command()
@INDEX
@click.argument("children", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--side", type=SIDE, default=None, help="Children sought or found [default: by the headers].")
@options.language
def add(index_path: Path, children: Path, side: str | None, language: str) -> None:
    """Add the children of a LIST, or correct those that are there: the latest of an id counts.

    A child that is there is taken out if its consent in the LIST is no, or not understood.  Children found are only
    kept, to be asked for by --id.
    """
    from nasab.exchange import streaming

    whose = asking.side_of(children) if side is None else cast("Side", side)
    told, refused = asking.divided(children, whose)
    with asking.opened(index_path, language) as stream:
        for child in stream.held(refused, whose):
            stream.withdraw(child, whose)
            _say("index.no_consent", language, child=child)
        records, withdrawn = stream.without_withdrawn(streaming.records_of(told), whose)
        asking.tell_problems([Problem("INDEX-08", told.file, value=child[:200]) for child in withdrawn], language)
        stream.add_many(records, whose)
        _say(f"index.added.{whose}", language, count=len(records))
        _say("index.holds", language, count=len(stream.index))


@index.command()
@INDEX
@click.argument("child", metavar="ID")
@click.option("--side", type=SIDE, default="sought", show_default=True, help="A child sought, or a child found.")
@options.language
def withdraw(index_path: Path, child: str, side: str, language: str) -> None:
    """Take a child out whose consent was taken back, with what was said and judged of it."""
    with asking.opened(index_path, language) as stream:
        stream.withdraw(child, cast("Side", side))
        _say("index.withdrawn", language, child=child)
        _say("index.holds", language, count=len(stream.index))


@index.command()
@INDEX
@click.argument("found", type=click.Path(path_type=Path))
@options.language
@options.threads
def learn(index_path: Path, found: Path, language: str, threads: int) -> None:
    """Learn from a list of children FOUND how facts of one child agree; the INDEX keeps what it learned."""
    from nasab.matching.parameters import full_version

    children = asking.allowed(found, "found")
    with asking.opened(index_path, language) as stream:
        stream.learn(children, threads=threads)
        _say("index.learned", language, version=full_version(stream.index.learned.parameters))


@index.command()
@INDEX
@asking.child
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--most", type=click.IntRange(1, 100), default=10, show_default=True, help="Candidates at most.")
@options.language
def candidates(
    index_path: Path, record: str | None, path: Path | None, child: str | None, as_json: bool, most: int, language: str
) -> None:
    """Who the child found may be, with the reasons."""
    asked = asking.which(record, path, child, language)
    with asking.opened(index_path, language) as stream:
        result = stream.index.child(asked(stream), most)
        asking.told_of(result, as_json=as_json, language=cast("texts.Language", language))


@index.command()
@INDEX
@click.argument("sought_id")
@asking.child
@click.option("--verdict", type=click.Choice(["same", "different", "unsure"]), required=True, help="What you judge.")
@click.option("--by", required=True, callback=options.said, help="Who judges.")
@click.option("--reason", required=True, callback=options.said, help="On what grounds.")
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
    from nasab.matching.judgement_words import messages
    from nasab.matching.judgements import Judgement, binding

    asked = asking.which(record, path, child, language)
    when = datetime.now().isoformat(timespec="minutes") if on is None else on
    if not moment(when):
        raise WrongUse(Problem("TABLE-06", column="--on", value=when[:200]))
    with asking.opened(index_path, language) as stream:
        found = asked(stream)
        seen = stream.index.seen({"id": "", **found}, sought_id)
        judged = Judgement(found["id"], sought_id, cast("Verdict", verdict), by, moment(when), reason, seen)
        stream.add(found, "found")
        stream.judge(judged)
        every = [one for one in stream.judged() if one.pair == judged.pair]
    said = texts.say(f"reasons.verdict.{verdict}", cast("texts.Language", language))
    click.echo(f"{judged.found_id} · {judged.sought_id}: {said}")
    asking.tell_problems(messages(binding(every)), language)
    _say("judge.no_decision", language)


def _say(key: str, language: str, **blanks: object) -> None:
    click.echo(texts.say(f"terminal.{key}", cast("texts.Language", language), **blanks))
