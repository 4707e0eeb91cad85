"""The hash that binds a row to all before it: SHA-256 over the row and the hash of the row before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["BEGIN", "FIELDS", "details_text", "hash_of"]

BEGIN: Final = "0" * 64
FIELDS: Final = ("sequence", "at", "actor", "action", "subject", "details")


def details_text(details: Mapping[str, Any]) -> str:
    """Details as they are hashed: JSON, keys in order, no spaces."""
    return json.dumps(details, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def hash_of(before: str, row: Mapping[str, Any]) -> str:
    """The hash of a row that follows `before`; each field with its length, so that none can run into the next."""
    digest = hashlib.sha256(before.encode("ascii"))
    for name in FIELDS:
        told = str(row[name]).encode()
        digest.update(len(told).to_bytes(8, "big") + told)
    return digest.hexdigest()
