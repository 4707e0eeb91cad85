"""When to say nothing, and what to warn of.  Refusing is a part of the method.

Each finding is a code and what fills its sentence (`texts/*/estimate.toml`).  A *refusal* means that no range is given;
a *warning* stands beside the range; a *note* says what was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal

from nasab.estimation.definition import Definition
from nasab.estimation.heterogeneity import has_kinds
from nasab.estimation.overlaps import Overlaps

__all__ = ["FEWEST_CHILDREN", "FEWEST_LISTS", "Finding", "before", "of_range"]

FEWEST_LISTS: Final = 3
FEWEST_CHILDREN: Final = 30

#: A range whose upper end is more than so many times the recorded, or than its lower end, says nothing.
_MOST_TIMES_RECORDED: Final = 20
_WIDEST: Final = 10

_RECALL: Final = 0.95  # links found below this are warned of
_LONG: Final = timedelta(days=90)  # lists kept for longer, together, look at a population that changes


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say: its kind, its code, what fills the blanks of its sentence."""

    kind: Literal["refusal", "warning", "note"]
    code: str
    blanks: Mapping[str, str | int | float] = field(default_factory=dict)


def before(overlaps: Overlaps, definition: Definition | None) -> list[Finding]:
    """What the table and the definition say before anything is estimated."""
    found = [*_of_table(overlaps)]
    if definition is not None:
        found += _of_definition(overlaps, definition)
    if overlaps.t >= FEWEST_LISTS and overlaps.t <= 16 and has_kinds(overlaps):
        found.append(Finding("warning", "kinds"))
    return found


def _of_table(overlaps: Overlaps) -> Iterable[Finding]:
    if overlaps.t < FEWEST_LISTS:
        yield Finding("refusal", "few_lists", {"lists": overlaps.t})
    if overlaps.n < FEWEST_CHILDREN:
        yield Finding("refusal", "few_children", {"least": FEWEST_CHILDREN})
    pairs = overlaps.pairs
    alone = False
    for place, name in enumerate(overlaps.lists):
        if pairs[place].sum() == pairs[place, place]:
            alone = True
            yield Finding("refusal", "no_overlap", {"list": name})
    if overlaps.frequencies[1] == 0 and not alone:
        yield Finding("refusal", "nobody_twice")
    if not alone:
        for a in range(overlaps.t):
            for b in range(a + 1, overlaps.t):
                if pairs[a, b] == 0:
                    names = {"first": overlaps.lists[a], "second": overlaps.lists[b]}
                    yield Finding("warning", "split_by_place", names)
    for a in range(overlaps.t):
        for b in range(overlaps.t):
            inside = pairs[a, b] >= 0.95 * pairs[a, a] and pairs[a, a] >= FEWEST_CHILDREN
            if a != b and inside and pairs[a, a] < pairs[b, b]:
                yield Finding("warning", "may_be_copy", {"first": overlaps.lists[a], "second": overlaps.lists[b]})


def _of_definition(overlaps: Overlaps, definition: Definition) -> Iterable[Finding]:
    facts = {name: definition.lists[name] for name in overlaps.lists if name in definition.lists}
    for name, known in facts.items():
        if known.built_from and known.built_from in overlaps.lists:
            yield Finding("refusal", "copied", {"first": name, "second": known.built_from})
    starts = [(known.first, name) for name, known in facts.items() if known.first]
    ends = [(known.last, name) for name, known in facts.items() if known.last]
    if starts and ends:
        (latest, begins), (earliest, stops) = max(starts), min(ends)
        if latest > earliest:
            yield Finding("refusal", "windows", {"first": stops, "second": begins})
        span = max(ends)[0] - min(starts)[0]
        if span > _LONG and definition.left != 0:
            yield Finding("refusal", "not_closed")
        elif definition.left != 0:
            yield Finding("warning", "left", {"left": "?" if definition.left is None else definition.left})
    elif definition.left != 0:
        yield Finding("refusal", "not_closed")
    if any(known.is_official for known in facts.values()):
        every = all(name in facts and facts[name].is_official for name in overlaps.lists)
        code = "all_official" if every else "official"
        yield Finding("warning", code)
    if definition.recall is not None and definition.recall < _RECALL:
        yield Finding("warning", "recall", {"share": round(100 * definition.recall)})


def of_range(n: int, wide: tuple[float, float]) -> list[Finding]:
    """Whether a wide range says anything at all."""
    low, high = wide
    if high > _MOST_TIMES_RECORDED * n or high > _WIDEST * max(low, 1):
        return [Finding("refusal", "cannot_tell")]
    return []
