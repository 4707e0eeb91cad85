"""Who is asked for again when a child sought came, changed or left: those found who are most likely to be concerned.

These are whoever stands as a pair with it, and the found children who share most with it by keyed tokens of names, a
rare name counting for more than one that everybody has (the log of how rare it is, as in all record linkage).  In a
small registry it is everybody, and where many children sought changed, everybody who shares a name with one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log2
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from nasab.registry.cases.models import Child, Token
from nasab.registry.sealing import keyring

__all__ = ["FEW", "MANY", "NEAREST", "asked_again"]

#: In a registry of so many children found all are weighed when a child sought changes.
FEW: Final = 300

#: Of more changed children sought than this nobody is looked for one by one.
MANY: Final = 50

#: So many children found are asked for again for each child sought that changed.
NEAREST: Final = 200

_PURPOSES: Final = ("name", "kin")


def asked_again(found: QuerySet[Child], changed: set[UUID]) -> set[UUID]:
    """The keys of those of `found` who are weighed anew because these children sought came, changed or left."""
    if not changed:
        return set()
    if found.count() <= FEW or keyring().is_changing_tokens:  # tokens of two secrets do not meet
        return set(found.values_list("pk", flat=True))
    if len(changed) > MANY:
        tokens = Token.objects.filter(child__in=changed, purpose__in=_PURPOSES).values("token")
        near = Q(tokens__purpose__in=_PURPOSES, tokens__token__in=tokens) | Q(candidates__sought__in=changed)
        return set(found.filter(near).values_list("pk", flat=True).distinct())
    keys = set(found.filter(candidates__sought__in=changed).values_list("pk", flat=True))
    for sought in changed:
        keys |= nearest(found, sought)
    return keys


def nearest(found: QuerySet[Child], sought: UUID, most: int = NEAREST) -> set[UUID]:
    """Those who share most with a child sought by the tokens of their names, the rarest counting for most."""
    tokens = list(Token.objects.filter(child=sought, purpose__in=_PURPOSES).values_list("token", flat=True))
    shared: dict[UUID, set[bytes]] = defaultdict(set)
    rows = Token.objects.filter(purpose__in=_PURPOSES, token__in=tokens, child__side="found")
    for key, token in rows.values_list("child_id", "token").iterator():
        shared[key].add(bytes(token))
    known = Counter(token for of in shared.values() for token in of)
    bits = {token: log2(1 + len(shared) / count) for token, count in known.items()}
    strength = {key: sum(bits[token] for token in sorted(of)) for key, of in shared.items()}
    ranked = sorted(strength, key=lambda key: (-strength[key], key))
    near: list[UUID] = []
    for start in range(0, len(ranked), most):
        piece = ranked[start : start + most]
        may = set(found.filter(pk__in=piece).values_list("pk", flat=True))
        near += [key for key in piece if key in may]
        if len(near) >= most:
            break
    return set(near[:most])
