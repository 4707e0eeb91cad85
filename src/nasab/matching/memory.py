"""How many found groups are compared at a time, so that a run stays within the memory it may take.

What the lists themselves need cannot be less; what is compared of them is worked through in pieces (`pieces`), and how
large these are changes nothing in the outcome.  What a group takes is not guessed: the groups that were learned from
have just been compared, and lie there to be counted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from nasab.errors import Problem, WrongUse
from nasab.matching.compared import Compared

__all__ = ["LEAST", "MEGABYTE", "bytes_of", "groups_at_once", "in_use"]

MEGABYTE: Final = 1 << 20

#: Fewer groups than this are not worth a piece.
LEAST: Final = 250

#: While a piece is compared and weighed it takes so many times what is there in the end (measured: 1.6 to 2.2).
WHILE_COMPARED: Final = 2.5

#: Of what may be taken, so much is left for what follows the pieces: those worth competing, and their competition.
LEFT_FREE: Final = 0.25


def in_use() -> int:
    """Bytes of memory the program takes now; where the system does not tell, the most it took, and 0 where neither."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return _most_used()
    import resource

    return pages * resource.getpagesize()


def bytes_of(compared: Compared) -> int:
    """Bytes of the arrays of what was compared."""
    return sum(array.nbytes for array in _arrays(compared))


def groups_at_once(limit: int, sample: Compared, most: int, *, used: int | None = None) -> int:
    """How many found groups are compared at a time within `limit` bytes: `most` if there is room for them.

    `sample`: some groups that were compared, as they lie in memory now.  `used`: what is taken now (`in_use`).  Raises
    `WrongUse`: RUN-01 if the lists alone leave no room for a piece.
    """
    of_sample = bytes_of(sample)
    each = max(WHILE_COMPARED * of_sample / max(sample.blocks.groups, 1), 1.0)
    # What was learned from is let go before the first piece.
    taken = (in_use() if used is None else used) - of_sample
    room = limit * (1 - LEFT_FREE) - taken
    if room < LEAST * each:
        needed = (taken + LEAST * each) / (1 - LEFT_FREE)
        detail = f"{int(np.ceil(needed / MEGABYTE / 50) * 50)}"
        raise WrongUse(Problem("RUN-01", column="memory", value=f"{limit // MEGABYTE}", detail=detail))
    return int(min(room / each, most))


def _arrays(told: Any) -> Iterator[np.ndarray[Any, Any]]:
    for name in told.__slots__:
        value = getattr(told, name)
        if isinstance(value, np.ndarray):
            yield value
        elif hasattr(value, "__slots__"):
            yield from _arrays(value)


def _most_used() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
