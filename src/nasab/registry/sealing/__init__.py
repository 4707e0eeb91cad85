"""Sealed fields: what is personal is encrypted before the database, its log or its backup has it.

AES-256-GCM for each field of each row, bound to where it stands, so that a value moved to another row, column or table
does not open.  The keys are in a file outside the database (`keyring`).  What must be found again without being read
is found by keyed HMAC tokens (`blind`).
"""

from __future__ import annotations

from nasab.registry.sealing.blind import blind_token, blind_tokens, name_tokens, names_sought
from nasab.registry.sealing.keyring import KeyRing, NotOpened, keyring
from nasab.registry.sealing.sealed import Sealed, SealedField

__all__ = [
    "KeyRing",
    "NotOpened",
    "Sealed",
    "SealedField",
    "blind_token",
    "blind_tokens",
    "keyring",
    "name_tokens",
    "names_sought",
]
