"""A child with its brothers and sisters, as people read it: what all of them say, and what this child says alone.

Who are brothers and sisters is either said by the list (they have one group) or proposed by the engine; the two are
never mixed up, since a proposal may be wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nasab import texts
from nasab.matching.results import ChildResult, Together
from nasab.report import words
from nasab.report.run import Facts

__all__ = ["Siblings", "siblings_in_words", "siblings_of"]

Children = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Siblings:
    """Brothers and sisters of a child: those the list says, and those that are proposed, each as number and name.

    `sought`: the children that their family seeks.  `together`, `alone`: the probability of that family, for all of
    them and by what is said of this child alone.  `chance`: that the proposed ones are brothers and sisters.
    `elsewhere`: whom another family seeks that this child's own row fits, and how probably.
    """

    said: Children
    proposed: Children
    sought: Children
    together: float
    alone: float
    chance: float
    elsewhere: Children = ()
    elsewhere_chance: float = 0.0


def siblings_of(result: ChildResult, found: Facts, sought: Facts) -> Siblings | None:
    """The brothers and sisters of a child on the list, if it has any and a family to speak of."""
    told = result.together
    if told is None:
        return None
    said = [child for child in told.brothers_and_sisters if _is_said(result.found_id, child, told, found)]
    proposed = [child for child in told.brothers_and_sisters if child not in said]
    return Siblings(
        _named(said, found),
        _named(proposed, found),
        _named(told.sought_ids, sought),
        told.probability,
        told.alone,
        told.said,
        _named(told.elsewhere_ids, sought),
        told.elsewhere,
    )


def siblings_in_words(siblings: Siblings, language: texts.Language) -> str:
    """All of it in one paragraph, for a cell or for the terminal."""

    def say(key: str, **blanks: str) -> str:
        return texts.say(f"report.siblings.{key}", language, **blanks)

    def both(value: float) -> dict[str, str]:
        return {"words": words.in_words(value, language), "number": words.probability(value, language)}

    def some(title: str, children: Children) -> str:
        ids = [texts.set_apart(words.visible(child), language) for child, _ in children]
        return say("some", title=title, children=say("between").join(ids))

    told = [some(say("said"), siblings.said)] if siblings.said else []
    if siblings.proposed:
        told.append(some(say("proposed", **both(siblings.chance)), siblings.proposed))
    told.append(some(say("family"), siblings.sought))
    chances = {
        "chance": say("chance", **both(siblings.together)),
        "chance_alone": say("chance", **both(siblings.alone)),
    }
    if siblings.elsewhere:
        told.append(some(say("elsewhere", **both(siblings.elsewhere_chance)), siblings.elsewhere))
    return " ".join([*told, say("both", together=say("together"), alone=say("alone"), **chances)])


def _named(children: Sequence[str], facts: Facts) -> Children:
    return tuple((child, facts.name(child)) for child in children)


def _is_said(child: str, other: str, told: Together, found: Facts) -> bool:
    """Whether the list says it: with a tie to another group, those of the child's own group are still said."""
    group = found.value(child, "group")
    return told.said >= 1 or (group != "" and group == found.value(other, "group"))
