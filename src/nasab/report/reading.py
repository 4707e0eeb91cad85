"""What was read, and what was not understood, as the report shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from nasab.errors import Problem
from nasab.exchange import HeaderUse
from nasab.records import ChildList
from nasab.report.run import RunLike

__all__ = ["ListRead", "ProblemGroup", "grouped", "lists"]

_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class ListRead:
    """One list: where it stands, and for each header as written the column it was taken for."""

    children: ChildList
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one kind: how many, and the first few."""

    first: Problem
    count: int
    examples: tuple[Problem, ...]


def lists(run: RunLike, understood: Sequence[Sequence[HeaderUse]]) -> list[ListRead]:
    """Both lists; a header that was not used has an empty column."""
    both = []
    for place, children in enumerate((run.found, run.sought)):
        if place < len(understood):
            headers = tuple((use.header, use.column or "") for use in understood[place])
        else:
            headers = tuple((written, column) for column, written in children.headers.items())
        both.append(ListRead(children, headers))
    return both


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Problems by code, the most frequent first."""
    counts: Counter[str] = Counter()
    examples: dict[str, list[Problem]] = {}
    for problem in problems:
        counts[problem.code] += 1
        if counts[problem.code] <= _EXAMPLES:
            examples.setdefault(problem.code, []).append(problem)
    groups = [ProblemGroup(first[0], counts[code], tuple(first)) for code, first in examples.items()]
    return sorted(groups, key=lambda group: (-group.count, group.first.code))
