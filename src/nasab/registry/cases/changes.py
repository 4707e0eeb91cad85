"""Who is told when a file has changed: layers above register here, so that nothing below has to know them.

They are told after the transaction, with keys only; what they do then is their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.db import transaction

__all__ = ["LISTENERS", "announce"]

LISTENERS: Final[list[Callable[[UUID], None]]] = []


def announce(file: UUID) -> None:
    """Tells all listeners once what is being written is on the disk; nothing if it is taken back."""
    for listener in LISTENERS:
        transaction.on_commit(lambda tell=listener: tell(file))  # type: ignore[misc]
