"""How far a run is, and about how long it still takes, from the few things that its steps tell.

Some steps tell how much of them is done, some only that they begin and end.  How long they take, compared with one
another, was measured on lists of ten thousand children; how long all takes is seen as it goes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

__all__ = ["STEPS", "Course"]

STEPS: Final[dict[str, float]] = {"read": 0.25, "learn": 0.10, "compare": 0.20, "compete": 0.20, "write": 0.25}
"""The steps in their order, each with its share of the whole."""

_MOST: Final = 0.95
"""Nothing is said to be done before it is."""


class Course:
    """The course of one run; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun = clock()
        self._step_begun = self._begun
        self.step = next(iter(STEPS))
        self._told = 0.0
        self._before = 0.0
        self._shown = 0.0

    def tell(self, step: str, done: int, of: int) -> None:
        """A step says how much of it is done.  A step that is not known counts for the last one that is."""
        if step in STEPS and step != self.step:
            self._before = sum(share for name, share in STEPS.items() if _place(name) < _place(step))
            self._step_begun = self._clock()
            self.step = step
        self._told = min(max(done / max(of, 1), 0.0), 1.0)

    @property
    def done(self) -> float:
        """How much of the whole is done, 0 to 1; it never goes back."""
        share, within = STEPS[self.step], self._told
        if not within and self._before:  # a step that tells nothing goes on as fast as those before it
            expected = share * (self._step_begun - self._begun) / self._before
            within = _MOST * (1 - math.exp(-(self._clock() - self._step_begun) / max(expected, 1e-9)))
        self._shown = max(self._shown, self._before + share * within)
        return self._shown

    @property
    def left(self) -> float | None:
        """About how many seconds it still takes; None as long as nobody can tell."""
        done = self.done
        if done < 0.05:
            return None
        return (self._clock() - self._begun) * (1 - done) / done


def _place(step: str) -> int:
    return list(STEPS).index(step)
