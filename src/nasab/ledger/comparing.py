"""Can two claims be compared at all?  Only if they count the same children, or one counts some of the other's.

"70 to 120" children of the former Soviet republics in orphanages around Mosul, and "up to 400" Russian citizens who may
be in Syria and Iraq, are not a dispute about one number.  A tool that prints "70-400" is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from nasab.ledger.understanding import Meaning, is_within

__all__ = ["WITHIN_DAYS", "Comparison", "Relation", "compare", "days_apart"]

#: Claims of dates further apart than this are a series, not a comparison.
WITHIN_DAYS: Final = 90

Relation = Literal["same", "part", "whole", "series", "not_comparable"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims: whether the first counts the same children, a part, or the whole of them; or which fields differ.

    `fields`: of `who`, `state`, `place`, `measure`, `date`, those that stand against it.
    """

    first: str
    second: str
    relation: Relation
    fields: tuple[str, ...] = ()


def compare(a: Meaning, b: Meaning) -> Comparison:
    """Compares what two claims count.

    Comparable only if who, state, place and measure are equal or nested the same way round, and the dates lie within 90
    days.  Equal definitions further apart in time are a series.  What is not said is comparable with nothing.
    """
    relations = {
        "who": _nested(a.who, b.who),
        "state": _of_states(a, b),
        "place": _nested(a.where, b.where),
        "measure": "equal" if a.measure == b.measure and a.measure != "unsaid" else "apart",
    }
    gap = days_apart(a, b)
    is_near = gap is not None and gap <= timedelta(days=WITHIN_DAYS)
    told = set(relations.values())
    ids = a.claim.id, b.claim.id
    if "apart" not in told and not {"inside", "around"} <= told:
        if is_near:
            return Comparison(*ids, "part" if "inside" in told else "whole" if "around" in told else "same")
        if told == {"equal"} and gap is not None:
            return Comparison(*ids, "series", ("date",))
    fields = [name for name, relation in relations.items() if relation != "equal"]
    return Comparison(*ids, "not_comparable", (*fields, *(() if is_near else ("date",))))


def _nested(a: frozenset[str], b: frozenset[str]) -> str:
    if a and a == b:
        return "equal"
    if is_within(a, b):
        return "inside"
    return "around" if is_within(b, a) else "apart"


def _of_states(a: Meaning, b: Meaning) -> str:
    """`any` holds every state in which a child may be found; those who returned or died are no longer there."""
    gone = {"returned", "dead"}
    if a.state == b.state:
        return "equal"
    if b.state == "any" and a.state not in gone:
        return "inside"
    return "around" if a.state == "any" and b.state not in gone else "apart"


def days_apart(a: Meaning, b: Meaning) -> timedelta | None:
    """The least time that can lie between two claims; None if either has no date."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return max(a.first - b.last, b.first - a.last, timedelta(0))
