"""How a file is named at the desk: `C-7K3M2QX`, short, easy to read out, and saying nothing.

Crockford's Base32 (no I, L, O, U): seven signs, 34 thousand million numbers, drawn at random.
"""

from __future__ import annotations

import secrets
from typing import Final

__all__ = ["new_number", "normal_number"]

_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("ILO", "110")


def new_number(letter: str) -> str:
    """A number nobody has yet but for chance; the database refuses a second one."""
    return f"{letter}-{''.join(secrets.choice(_SIGNS) for _ in range(7))}"


def normal_number(typed: str) -> str:
    """A number as it is kept, from how somebody typed or read it."""
    plain = "".join(sign for sign in typed.strip().upper() if sign.isalnum())
    return f"{plain[:1]}-{plain[1:].translate(_READ_AS)}"
