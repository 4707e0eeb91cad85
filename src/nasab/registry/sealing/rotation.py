"""Changing keys while the registry serves: a new key from now on, what is there sealed anew, the old destroyed.

Tokens are made anew by `nasab.registry.cases.retokening`, which knows of what they are.

Every step can be stopped and begun again: what is sealed with which key is written in the value itself.  Other
processes see the new ring because they look at its file (`keyring`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import models

from nasab.registry.sealing.keyring import KeyRing, keyring
from nasab.registry.sealing.sealed import place_of, sealed_fields

__all__ = ["begin", "begin_tokens", "destroy_unused", "end_tokens", "reseal", "sign_anew", "used"]

_AT_ONCE: Final = 500


def begin() -> int:
    """A new key, with which is sealed from now on; its number."""
    ring = keyring().with_new_key()
    ring.write(_file())
    return ring.current


def reseal() -> int:
    """Seals everything anew that is not sealed with the current key; how many values."""
    ring, count = keyring(), 0
    for model, column in sealed_fields():
        for rows in _pieces(model, column):
            for row in rows:
                old = bytes(getattr(row, column))
                if KeyRing.number_of(old) == ring.current:
                    continue
                place = place_of(row, column)
                # Only if nobody wrote it meanwhile: what they wrote is sealed with the current key already.
                count += model._default_manager.filter(pk=row.pk, **{column: old}).update(
                    **{column: ring.seal(ring.open(old, place), place)}
                )
    return count


def used() -> Counter[int]:
    """How many values are sealed with each key."""
    counts: Counter[int] = Counter(dict.fromkeys(keyring().data, 0))
    for model, column in sealed_fields():
        for rows in _pieces(model, column):
            counts.update(KeyRing.number_of(bytes(getattr(row, column))) for row in rows)
    return counts


def destroy_unused() -> list[int]:
    """Destroys the keys with which nothing is sealed any more, but for the current one; their numbers."""
    ring = keyring()
    gone = [number for number, count in used().items() if not count and number != ring.current]
    for number in gone:
        ring = ring.without(number)
    if gone:
        ring.write(_file())
    return gone


def begin_tokens() -> None:
    """A new secret for tokens, beside the old; nothing if that was begun before."""
    if not keyring().is_changing_tokens:
        keyring().with_new_blind().write(_file())


def end_tokens() -> None:
    """Destroys the secret of before; to be called when every token was made anew."""
    keyring().without_blind_before().write(_file())


def sign_anew() -> None:
    """A new key to sign heads with; heads signed before can still be checked."""
    keyring().with_new_signing().write(_file())


def _pieces(model: type[models.Model], column: str) -> Iterator[list[Any]]:
    """The rows of a table that have a value there, some at a time, in the order of their keys."""
    rows, last = model._default_manager.filter(**{f"{column}__isnull": False}).order_by("pk").only("pk", column), None
    while True:
        piece = list(rows.filter(pk__gt=last)[:_AT_ONCE] if last is not None else rows[:_AT_ONCE])
        if not piece:
            return
        yield piece
        last = piece[-1].pk


def _file() -> Path:
    return Path(settings.NASAB_KEYS)
