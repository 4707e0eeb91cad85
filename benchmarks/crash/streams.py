"""A stream that is written to, and whether what is left of it answers as what was acknowledged.

As with an index file (`told`), everything follows from a seed and the number of the step.  What is looked at is what
people would see: the candidates of a few children found, with their probabilities, from the file as it is opened after
the crash, and from an index that is built anew from what was acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from nasab.exchange.streaming import Stream
from nasab.matching.index import Index
from nasab.matching.judgements import Judgement
from nasab.records import SOUGHT_COLUMNS, ChildList

__all__ = ["examine_stream", "turns"]

Row = dict[str, str]
Answers = list[list[tuple[str, float]]]

#: More children are not needed to be wrong; so few are all compared, and are of one people.
MOST = 40

ASKED: tuple[Row, ...] = (
    {"id": "M-1", "name": "Bilal", "father": "Ruslan", "sex": "m", "age": "6"},
    {"id": "M-2", "name": "زاريما", "mother": "Aminat", "siblings": "Timur"},
    {"id": "M-3", "father_alias": "Abu Bilal", "origin": "Grozny"},
)


@dataclass(slots=True)
class Sought:
    """What has been acknowledged: the children sought, the latest last, and what was judged."""

    rows: dict[str, Row] = field(default_factory=dict)
    judged: list[Judgement] = field(default_factory=list)

    def index(self) -> Index:
        """An index built anew."""
        rows = list(self.rows.values())
        index = Index(ChildList("sought", {name: [row.get(name, "") for row in rows] for name in SOUGHT_COLUMNS}))
        for judgement in self.judged:
            index.judge(judgement)
        return index


def answers(index: Index) -> Answers:
    """Who each of the children asked for may be, and how probably."""
    return [[(one.sought_id, round(one.probability, 5)) for one in index.candidates(row, most=50)] for row in ASKED]


def turns(path: Path, seed: int, done: int) -> Iterator[None]:
    """Does one step after the other, from the first that is not done."""
    expected = Sought()
    for number in range(done):
        _step(Random(f"{seed}-{number}"), f"{seed}q{number}", expected, None)
    stream = Stream.open(path) if path.exists() else Stream.create(path)
    number = done
    while True:
        stream = _step(Random(f"{seed}-{number}"), f"{seed}q{number}", expected, stream) or stream
        number += 1
        yield


def _step(draw: Random, word: str, expected: Sought, stream: Stream | None) -> Stream | None:
    """One step; without a stream only what is expected after it is noted."""
    known = list(expected.rows)
    kinds = ["keep", "reopen"] + ["add"] * (0 if len(known) > MOST else 8)
    if known:
        kinds += ["correct"] * 3 + ["withdraw"] * (2 if len(known) < MOST else 8) + ["judge"] * 2
    kind = draw.choice(kinds)
    if kind in ("add", "correct"):
        row = _row(draw, f"S-{word}" if kind == "add" else draw.choice(known))
        expected.rows.pop(row["id"], None)
        expected.rows[row["id"]] = row
        if stream:
            stream.add(row)
    elif kind == "withdraw":
        child = draw.choice(known)
        del expected.rows[child]
        expected.judged = [one for one in expected.judged if one.sought_id != child]
        if stream:
            stream.withdraw(child)
    elif kind == "judge":
        verdict = draw.choice(("same", "different"))
        judgement = Judgement(draw.choice(ASKED)["id"], draw.choice(known), verdict, "A", f"2019-05-{len(word):02d}")
        expected.judged.append(judgement)
        if stream:
            stream.judge(judgement)
    elif stream and kind == "keep":
        stream.keep()
    elif stream:
        stream.close()
        return Stream.open(stream.file.path)
    return None


def _row(draw: Random, child: str) -> Row:
    row = {
        "id": child,
        "name": draw.choice(("Билал", "Bilal", "Зарема", "Тимур", "Юсуф")),
        "father": draw.choice(("Руслан", "Ahmed", "Абу Билал", "")),
        "mother": draw.choice(("Аминат", "Malika", "")),
        "sex": draw.choice("mf"),
        "age": str(draw.randrange(1, 12)),
        "origin": draw.choice(("Grozny", "Mosul", "")),
        "family": draw.choice(("R-1", "R-2", "R-3", "")),
    }
    return {name: cell for name, cell in row.items() if cell}


def examine_stream(path: Path, seed: int, acknowledged: int) -> tuple[int, str]:
    """Whether it answers as after what was acknowledged, or as after the step that followed."""
    if not path.exists():
        return 0, "the file is gone" if acknowledged else ""
    with Stream.open(path) as stream:
        there, count = answers(stream.index), len(stream.index)
        problems = list(stream.problems)
    if problems:
        return acknowledged, problems[0].sentence()
    expected = Sought()
    for number in range(acknowledged):
        _step(Random(f"{seed}-{number}"), f"{seed}q{number}", expected, None)
    for number in (acknowledged, acknowledged + 1):
        if len(expected.rows) == count and answers(expected.index()) == there:
            return number, ""
        _step(Random(f"{seed}-{number}"), f"{seed}q{number}", expected, None)
    return acknowledged, f"{count} children are there, and it answers otherwise than after what was acknowledged"
