"""The family of a tracing request: whom it seeks, their parents, and the inquirer where the words place them.

Children and parents have initials, as in every list: a name is read by opening its file.  The inquirer is the request's
own and is called by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from nasab.errors import NotUnderstood, WrongUse
from nasab.kinship import Family, Kin, Statement, compose, kin, read_kin
from nasab.registry.access.fields import Sight, group_of, sight
from nasab.registry.cases.deriving import Stated, facts_of
from nasab.registry.cases.family import MOST, Drawn, sex_told
from nasab.registry.cases.masking import masked
from nasab.registry.cases.models import Child
from nasab.registry.cases.selectors import FileView
from nasab.registry.cases.told import statements_of

__all__ = ["family_sought"]

_PARENTS: Final = ("father", "mother")
_SHOWN: Final = ("name", "sex", *_PARENTS)


def family_sought(view: FileView, children: Iterable[Child]) -> Drawn | None:
    """The family that a request's file and the files of its children tell of; None where it seeks nobody yet."""
    keys = [child.pk for child in children][:MOST]
    if view.kind != "request" or not keys:
        return None
    told = statements_of(children=keys, facts=_SHOWN)
    facts = {f"child {number}": facts_of(told[key]) for number, key in enumerate(keys)}
    outline = {key: {fact: _outline(view, fact, one.get(fact)) for fact in _SHOWN} for key, one in facts.items()}
    names = {key: seen["name"] or "?" for key, seen in outline.items()}
    said = []
    for role in _PARENTS:
        for child, parent in _parents(role, facts).items():
            said.append(Statement(parent, kin(role), child))
            if names.get(parent, "?") == "?":
                names[parent] = outline[child][role] or "?"
    sexes = {key: sex for key, seen in outline.items() if (sex := sex_told(seen["sex"]))}
    family, called = _with_inquirer(view, said, sexes)
    return Drawn(family.members, {**names, **called}, tuple(facts), family.couples)


def _parents(role: str, facts: Mapping[str, Mapping[str, Stated]]) -> dict[str, str]:
    """Whose father (or mother) is who: those who are called alike are one, and who is not named is the first."""
    called = {child: " ".join(one[role].values[:1]).casefold() if role in one else "" for child, one in facts.items()}
    known = list(dict.fromkeys(name for name in called.values() if name))
    return {child: f"{role} {known.index(name) if name else 0}" for child, name in called.items()}


def _with_inquirer(view: FileView, said: list[Statement], sexes: Mapping[str, str]) -> tuple[Family, dict[str, str]]:
    """The family with the inquirer, unless the words leave open through whom, or say what cannot be."""
    told = {one.fact: one.values[0] for one in view.facts if one.values}
    related = _related(told.get("relation", ""))
    name = told.get("inquirer") or "?"
    first = said[0].other
    of_first = {one.kin.path: one.person for one in said if one.other == first}
    if related is not None and related.path in of_first:  # the father or the mother asks
        return compose(said, sexes), {of_first[related.path]: name}
    if related is not None and related.path:
        try:
            family = compose([*said, Statement("inquirer", related, first)], sexes)
        except WrongUse:
            return compose(said, sexes), {}
        if not family.open_:
            return family, {"inquirer": name}
    return compose(said, sexes), {}


def _related(words: str) -> Kin | None:
    try:
        return read_kin(words)
    except NotUnderstood:
        return None


def _outline(view: FileView, fact: str, stated: Stated | None) -> str:
    """What a line of a list would say of a fact of a child sought."""
    return masked(fact, stated) if sight(view.roles, group_of("sought", fact)) >= Sight.MASKED else ""
