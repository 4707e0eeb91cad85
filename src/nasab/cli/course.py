"""How far a run is, and about how long it still takes, from the few things that its steps tell.

Some steps tell how much of them is done, some only that they begin and end.  How long they take, compared with one
another, was measured on lists of ten thousand children; how long they take here is seen as they go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

__all__ = ["STEPS", "Course"]

STEPS: Final[dict[str, float]] = {"read": 0.25, "learn": 0.10, "compare": 0.15, "compete": 0.25, "write": 0.25}
"""The steps in their order, each with its share of the whole."""

_OVERDUE: Final = 0.1
"""A step that takes longer than was thought is thought to take so much longer still, in shares of its time so far."""


class Course:
    """The course of one run; `clock` gives seconds.  `label` is the step that spoke last."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun = self._step_begun = self._told_at = clock()
        self.step = self.label = next(iter(STEPS))
        self._told = 0.0
        self._before = 0.0
        self._shown = 0.0

    def tell(self, step: str, done: int, of: int) -> None:
        """A step says how much of it is done.  One that has no share of the whole only gives its name."""
        self.label = step
        if step not in STEPS:
            return
        now = self._clock()
        if step != self.step:
            names = list(STEPS)
            self._before = sum(STEPS[name] for name in names[: names.index(step)])
            self._step_begun = now
            self.step = step
        self._told = min(max(done / max(of, 1), 0.0), 1.0)
        self._told_at = now

    @property
    def left(self) -> float | None:
        """About how many seconds it still takes; None as long as nobody can tell."""
        share, so_far = STEPS[self.step], self._clock() - self._step_begun
        earlier = self._step_begun - self._begun
        if self._told:
            whole_step = (self._told_at - self._step_begun) / self._told
        elif self._before:
            whole_step = share * earlier / self._before
        else:
            return None
        here = 0.0 if self._told == 1 else max(whole_step - so_far, _OVERDUE * so_far)
        later = 1 - self._before - share
        return here + later * (earlier + so_far + here) / (self._before + share)

    @property
    def done(self) -> float:
        """How much of the whole is done, 0 to 1; it never goes back."""
        left = self.left
        if left is not None:
            gone = self._clock() - self._begun
            self._shown = max(self._shown, gone / max(gone + left, 1e-9))
        return self._shown
