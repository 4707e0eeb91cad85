"""From lists of children to who is on which list: linked by the engine, and held against a definition.

    from nasab import histories

    linked = histories.link([registry, hospital, tracing], ["registry", "hospital", "tracing"])
    histories.estimate(linked, definition, seed=1)

The linkage is kept as probabilities; nobody is merged, and no name leaves this package: an estimate gets numbers only.
"""

from __future__ import annotations

from nasab.histories.auditing import Audit, audit
from nasab.histories.estimating import estimate
from nasab.histories.linking import Linked, link

__all__ = ["Audit", "Linked", "audit", "estimate", "link"]
