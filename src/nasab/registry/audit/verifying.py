"""Is the audit record whole: every row follows the one before, and nothing that was handed out as its head is missing.

Source of the two attacks that a chain alone does not see (cut the end off; cut it off and add to it): the project's
design for protection, T30; against them stand signed heads kept elsewhere.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from nasab.registry.audit.chain import BEGIN, FIELDS, hash_of

__all__ = ["Fault", "check_rows", "signed_head", "verify"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit, and at which row."""

    kind: Literal["missing", "changed", "broken", "head", "cut", "signature", "other_past"]
    sequence: int


def check_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """Faults of the rows themselves, in their order.

    `rows`: by `sequence`, with the fields that are hashed, `before` and `hash`.
    """
    expected, before = 1, BEGIN
    for row in rows:
        if row["sequence"] != expected:
            yield Fault("missing", expected)
            expected = row["sequence"]
        elif row["before"] != before:
            yield Fault("broken", expected)
        if row["hash"] != hash_of(row["before"], row):
            yield Fault("changed", expected)
        expected, before = expected + 1, row["hash"]


def verify(heads: Iterable[str] = (), public: Ed25519PublicKey | None = None) -> tuple[int, list[Fault]]:
    """How many rows there are, and all faults of them; `heads`: signed heads that were handed out before."""
    from nasab.registry.audit.models import Entry, Head

    rows = Entry.objects.order_by("sequence").values(*FIELDS, "before", "hash")
    hashes: dict[int, str] = {}

    def passing() -> Iterator[Mapping[str, Any]]:
        for row in rows.iterator(chunk_size=2000):
            hashes[row["sequence"]] = row["hash"]
            yield row

    faults = list(check_rows(passing()))
    last = max(hashes, default=0)
    end = Head.objects.get(pk=1)
    if (end.sequence, end.hash) != (last, hashes.get(last, BEGIN)):
        faults.append(Fault("head", end.sequence))
    for head in heads:
        told = _opened(head, public)
        if told is None:
            faults.append(Fault("signature", 0))
        elif told["sequence"] > last:
            faults.append(Fault("cut", last))
        elif hashes.get(told["sequence"], BEGIN) != told["hash"]:
            faults.append(Fault("other_past", told["sequence"]))
    return len(hashes), faults


def signed_head(at: str) -> str:
    """The head as it is handed out: one line of JSON with an Ed25519 signature."""
    from nasab.registry.audit.models import Head
    from nasab.registry.sealing import keyring

    end = Head.objects.get(pk=1)
    told = {"at": at, "hash": end.hash, "sequence": end.sequence}
    signature = keyring().sign(json.dumps(told, sort_keys=True).encode())
    return json.dumps({**told, "signature": base64.b64encode(signature).decode()}, sort_keys=True)


def _opened(head: str, public: Ed25519PublicKey | None) -> dict[str, Any] | None:
    try:
        told = json.loads(head)
        signature = base64.b64decode(told.pop("signature"), validate=True)
        message = json.dumps(told, sort_keys=True).encode()
        if public is not None:
            public.verify(signature, message)
        else:
            from nasab.registry.sealing import keyring

            if not keyring().is_signed(signature, message):
                return None
        return {"sequence": int(told["sequence"]), "hash": str(told["hash"])}
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return None
