"""The bar that shows how far a run is: in a terminal, for what takes longer than two seconds, and gone when it is done.

It stands on the error output, so that results that go into a pipe stay clean; where that is no terminal, nothing is
shown at all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from nasab import texts
from nasab.cli.course import Course

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

__all__ = ["AFTER", "Bar", "in_words", "shown"]

AFTER: Final = 2.0
"""Seconds without a word."""

_LENGTH: Final = 30
_MOVING: Final = 4
_LONGEST: Final = 22  # columns that the name of a step takes


@contextmanager
def shown(language: texts.Language, console: Console | None = None) -> Iterator[Bar]:
    """Something to be told how far a run is; it shows a bar if there is anybody to see it, and takes it away."""
    if console is None:
        from rich.console import Console

        console = Console(stderr=True)
    bar = Bar(language)
    if not console.is_terminal or console.is_dumb_terminal:
        yield bar
        return
    timer = threading.Timer(AFTER, bar.show, (console,))
    timer.daemon = True
    timer.start()
    try:
        yield bar
    finally:
        timer.cancel()
        bar.hide()


class Bar:
    """The bar: called with a step and how much of how much of it is done."""

    def __init__(self, language: texts.Language, clock: Callable[[], float] = time.monotonic) -> None:
        self._language: texts.Language = language
        self._clock = clock
        self._course = Course(clock)
        self._lock = threading.Lock()
        self._is_over = False
        self._live: Live | None = None

    def __call__(self, step: str, done: int, of: int) -> None:
        """A step says how much of it is done."""
        self._course.tell(step, done, of)

    def show(self, console: Console) -> None:
        """Show the bar from now on."""
        from rich.live import Live

        with self._lock:
            if self._is_over or self._live is not None:
                return
            self._live = Live(self, console=console, refresh_per_second=4, transient=True, redirect_stdout=False)
            self._live.start()

    def hide(self) -> None:
        """Take the bar away, for good."""
        with self._lock:
            self._is_over = True
            if self._live is not None:
                self._live.stop()
                self._live = None

    def __rich__(self) -> Text:
        """The bar as it stands now."""
        from rich.text import Text

        language = self._language
        full = round(self._course.done * _LENGTH)
        left = self._course.left
        step = texts.say(f"terminal.progress.{self._course.label}", language)
        soon = "" if left is None else in_words(left, language)
        bar = [("━" * full, "cyan"), ("─" * (_LENGTH - full), "bright_black")]
        if left is None:  # nobody can tell how far it is, but that it goes on
            place = int(self._clock() * 8) % (_LENGTH - _MOVING)
            rest = _LENGTH - _MOVING - place
            bar = [("─" * place, "bright_black"), ("━" * _MOVING, "cyan"), ("─" * rest, "bright_black")]
        if texts.direction(language) == "rtl":  # the bar grows from the right, and the words do not turn it around
            soon, step = (f"\u2067{said}\u2069" if said else "" for said in (soon, step))
            return Text.assemble((soon, "bright_black"), "  ", *bar[::-1], "  ", step)
        return Text.assemble(step.ljust(_LONGEST), "  ", *bar, "  ", (soon, "bright_black"))


def in_words(seconds: float, language: texts.Language) -> str:
    """About how long that is: `about 3 min left`."""
    if seconds < 10:
        return texts.say("terminal.progress.soon", language)
    if seconds < 55:
        return texts.say("terminal.progress.seconds", language, count=round(seconds / 10) * 10)
    if seconds < 90 * 60:
        return texts.say("terminal.progress.minutes", language, count=max(round(seconds / 60), 1))
    return texts.say("terminal.progress.hours", language, count=round(seconds / 3600))
