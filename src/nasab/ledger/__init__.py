"""A ledger of public claims: who said how many, of whom, and what can be done with such figures.

    from nasab import exchange, ledger

    meanings = [ledger.understand(claim) for claim in exchange.read_claims("claims.xlsx").told]
    ledger.findings_of(meanings)

Claims are compared only if they count the same children; nothing is ever pooled, and no multiplier applied.
"""

from __future__ import annotations

from nasab.ledger.claim import Claim
from nasab.ledger.comparing import Comparison, compare
from nasab.ledger.findings import Finding, findings_of, votes
from nasab.ledger.registry import Against, Registry, hold_against
from nasab.ledger.understanding import Meaning, understand

__all__ = [
    "Against",
    "Claim",
    "Comparison",
    "Finding",
    "Meaning",
    "Registry",
    "compare",
    "findings_of",
    "hold_against",
    "understand",
    "votes",
]
