"""What to ask several children for at once: the fact, the children, and how many of them it should settle."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nasab.matching.questions import ListQuestion
from nasab.report.run import Facts, RunLike

__all__ = ["Asked", "asked_of"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the children to ask as number and name, in the order of the list."""

    question: ListQuestion
    children: tuple[tuple[str, str], ...]

    @property
    def settles(self) -> int:
        """About how many of the children the answers settle, in whole children."""
        return max(round(self.question.settles), 1)


def asked_of(run: RunLike, found: Facts) -> tuple[Asked, ...]:
    """The questions for the list, without any child for whom consent was refused.

    What only one child should be asked stands with that child.
    """
    asked = []
    for question in run.ask_list():
        ids = tuple(child for child in question.found_ids if child not in found.withheld)
        if len(ids) > 1:
            children = tuple((child, found.name(child)) for child in ids)
            asked.append(Asked(replace(question, found_ids=ids), children))
    return tuple(asked)
