"""What a writer does, step by step, and what has to be in the file after each step.

Everything follows from a seed and the number of the step, so that the writer, which is killed, and the examiner,
who is not, know the same without telling one another.  Each text holds a word that stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

__all__ = ["FILES", "Expected", "Step", "page", "steps"]

SIDES = ("found", "sought")
NAMES = ("بلال", "Билал Русланович", "Bilal", "أبو بلال الشيشاني", "Aminat", "Зарема")
MINE = "mine.txt"
FILES = ("candidates.csv", "children.csv", "problems.csv", "report.html")


@dataclass(frozen=True, slots=True)
class Step:
    """One call of an index file: `kind` is its method, or `reopen`."""

    kind: str
    side: str = ""
    rows: tuple[dict[str, str], ...] = ()
    child: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    blocks: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Expected:
    """What has to be in the file: the same as `examined` reads out of one."""

    last: int = 0
    versions: dict[str, dict[str, list[tuple[int, dict[str, str]]]]] = field(
        default_factory=lambda: {side: {} for side in SIDES}
    )
    withdrawn: dict[str, dict[str, int]] = field(default_factory=lambda: {side: {} for side in SIDES})
    judgements: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    kept: tuple[int, dict[str, bytes]] | None = None
    deleted: set[str] = field(default_factory=set)

    def take(self, step: Step) -> None:
        """Note what a step stores."""
        if step.kind in ("put", "put_many"):
            for row in step.rows:
                self.last += 1
                self.versions[step.side].setdefault(row["id"], []).append((self.last, row))
        elif step.kind == "judge":
            self.last += 1
            self.judgements.append((self.last, step.payload))
        elif step.kind == "keep":
            self.kept = self.last, step.blocks
        elif step.kind == "withdraw":
            self.last += 1
            gone = self.versions[step.side].pop(step.child)
            self.withdrawn[step.side][step.child] = self.last
            self.deleted |= {row["notes"] for _, row in gone}
            about = [said for said in self.judgements if said[1][f"{step.side}_id"] == step.child]
            self.judgements = [said for said in self.judgements if said not in about]
            self.deleted |= {said["reason"] for _, said in about}
            if self.kept and self.kept[0] >= gone[0][0]:
                self.kept = None

    def summary(self) -> tuple[object, ...]:
        """All of it, as plain values that can be compared."""
        latest = {side: {child: versions[-1] for child, versions in self.versions[side].items()} for side in SIDES}
        return self.last, latest, self.versions, self.withdrawn, self.judgements, self.kept


def steps(seed: int) -> Iterator[tuple[Step, Expected]]:
    """Each step, with what is expected before it; the caller takes the step there."""
    expected = Expected()
    number = 0
    while True:
        yield _step(Random(f"{seed}-{number}"), f"{seed}q{number}", expected), expected
        number += 1


def _step(draw: Random, word: str, expected: Expected) -> Step:
    side = draw.choice(SIDES)
    known = list(expected.versions[side])
    kinds = ["put"] * 8 + ["put_many"] * 2 + ["reopen"]
    if known:
        kinds += ["correct"] * 4 + ["withdraw"]
    if all(expected.versions.values()):
        kinds += ["judge"] * 3 + ["keep"] * 2
    kind = draw.choice(kinds)
    if kind == "put":
        return Step("put", side, (_row(draw, f"{side[0]}{word}", word),))
    if kind == "correct":
        return Step("put", side, (_row(draw, draw.choice(known), word),))
    if kind == "put_many":
        many = draw.choice((2, 30, 400, 1500))
        return Step("put_many", side, tuple(_row(draw, f"{side[0]}{word}n{n}", f"{word}n{n}") for n in range(many)))
    if kind == "withdraw":
        return Step("withdraw", side, child=draw.choice(known))
    if kind == "judge":
        pair = {f"{one}_id": draw.choice(list(expected.versions[one])) for one in SIDES}
        seen = [{"kind": "name", "level": "same", "found": draw.choice(NAMES), "sought": draw.choice(NAMES)}]
        return Step("judge", payload={**pair, "verdict": "same", "by": "A", "reason": f"word {word} end", "seen": seen})
    if kind == "keep":
        sizes = (draw.choice((0, 1, 5000)), draw.choice((100_000, 700_000)))
        return Step("keep", blocks={f"block {n}": draw.randbytes(size) for n, size in enumerate(sizes)})
    return Step("reopen")


def _row(draw: Random, child: str, word: str) -> dict[str, str]:
    row = {"id": child, "name": draw.choice(NAMES), "age": str(draw.randrange(18))}
    row["notes"] = f"word {word} end" + " غ" * draw.choice((0, 10, 100, 3000))
    return row | ({"consent": "yes"} if draw.random() < 0.5 else {})


def page(seed: int, generation: int, name: str) -> str:
    """What one run of `nasab match` writes into a file."""
    return f"{seed} {generation} {name}\n" * Random(f"{seed}-{generation}-{name}").choice((1, 50, 4000)) + "end"
