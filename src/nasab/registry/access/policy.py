"""May this person do this, to this: a verdict that says why.

Default deny: an action that is not in `access.toml` is a programmer's mistake, and a role that is not named may not.
A role counts where it was granted (its agency, or all); a file that was assigned is in reach of every role its bearer
holds.  A restricted file is in reach of the protection lead, and of whom it was assigned to.  A file that was taken out
is in nobody's reach.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from nasab.registry.access.roles import ACTIONS, Role

__all__ = ["Action", "Actor", "Held", "Subject", "Verdict", "may", "scope"]

Action = str

#: Why something is allowed or not.  Sentences: the pages' language files.
Because = Literal[
    "role", "no_role", "agency", "assigned", "other_agency", "restricted", "taken_out", "other_side", "locked", "own"
]


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, in an agency or (None) in all."""

    role: str
    agency: UUID | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: their roles, and the files assigned to them."""

    id: UUID
    held: frozenset[Held] = frozenset()
    assigned: frozenset[UUID] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """All roles, wherever held."""
        return frozenset(held.role for held in self.held)


@dataclass(frozen=True, slots=True)
class Subject:
    """A file that something is done to.  `side` is whose file it is; a pair is two of them."""

    id: UUID
    side: Literal["found", "sought"]
    agency: UUID
    is_restricted: bool = False
    is_taken_out: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether, and because of what: the rule that decided, the roles it decided for."""

    allowed: bool
    because: Because
    roles: frozenset[str] = field(default=frozenset())

    def __bool__(self) -> bool:
        return self.allowed


def may(actor: Actor, action: Action, *subjects: Subject, agency: UUID | None = None) -> Verdict:
    """Whether `actor` may; for every one of the subjects.  `agency`: in which something new is made.

    An action that does not exist, or a subject too many or too few, is the programmer's mistake: `KeyError`,
    `ValueError`.
    """
    on, roles = ACTIONS[action]
    if len(subjects) != {"nothing": 0, "agency": 0, "pair": 2}.get(on, 1) or (on == "agency") != (agency is not None):
        raise ValueError(f"{action} is done to: {on}")
    fitting = actor.roles & roles
    if not fitting:
        return Verdict(False, "no_role", roles)
    if on == "agency":
        reached = frozenset(held.role for held in actor.held if held.role in roles and held.agency in (None, agency))
        return Verdict(True, "agency", reached) if reached else Verdict(False, "other_agency", fitting)
    verdict = Verdict(True, "role", fitting)
    for subject in subjects:
        if on in ("found", "sought") and subject.side != on:
            return Verdict(False, "other_side", fitting)
        verdict = _reach(actor, subject, verdict.roles)
        if not verdict:
            return verdict
    return verdict


def scope(actor: Actor, action: Action) -> tuple[frozenset[UUID] | None, frozenset[UUID]]:
    """The queryset's twin of `may`: in whose agencies (None: in all), and which single files besides."""
    _, roles = ACTIONS[action]
    held = [held for held in actor.held if held.role in roles]
    agencies = None if any(one.agency is None for one in held) else frozenset(one.agency for one in held if one.agency)
    return agencies, actor.assigned if held else frozenset()


def _reach(actor: Actor, subject: Subject, roles: frozenset[str]) -> Verdict:
    """Whether a file is in reach of somebody, and of which of their roles."""
    if subject.is_taken_out:
        return Verdict(False, "taken_out", roles)
    if subject.id in actor.assigned:
        return Verdict(True, "assigned", roles)
    here = frozenset(held.role for held in actor.held if held.role in roles and held.agency in (None, subject.agency))
    if not here:
        return Verdict(False, "other_agency", roles)
    if subject.is_restricted:
        lead: Role = "protection_lead"
        return Verdict(True, "agency", frozenset({lead})) if lead in here else Verdict(False, "restricted", here)
    return Verdict(True, "agency", here)
