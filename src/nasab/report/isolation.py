"""Texts that keep their place in a terminal, whichever way they are written.

A terminal lays out Arabic from the right and Latin from the left, and would pull a line that holds
both apart.  So each line of a cell that holds right-to-left letters stands between two Unicode
isolates (UAX #9, FSI or RLI … PDI), which take no room and keep every column where it is.  The
padding stays outside.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from nasab import texts

__all__ = ["Isolated", "is_right_to_left", "isolated"]

_AUTO, _RIGHT, _END = "\u2068", "\u2067", "\u2069"
_RTL: Final = frozenset({"R", "AL"})


def is_right_to_left(text: str) -> bool:
    """Whether a text holds any letter that is written from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RTL for letter in text)


def isolated(text: str) -> str:
    """A few letters within a line, between isolates, so that what stands beside them keeps its place."""
    return f"{_AUTO}{text}{_END}"


class Isolated:
    """A text, wrapped to its column, each line isolated from its neighbours.

    With a language the whole text runs that language's way (a sentence of ours); without one it
    runs the way of its first letter (a text from a list).
    """

    def __init__(self, text: Text, language: texts.Language | None = None) -> None:
        self.text = text
        self._open = _RIGHT if language is not None and texts.direction(language) == "rtl" else _AUTO

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        unclosed = 0  # isolates within the text that a line before has opened
        for line in self.text.wrap(console, width, overflow="fold"):
            line.rstrip()
            room = " " * max(0, width - cell_len(line.plain)) if options.justify == "right" else ""
            begun = self._begun(line.plain, unclosed)
            if unclosed or begun:
                line = Text.assemble(_AUTO * unclosed, line, _END * begun)
            unclosed = begun
            if is_right_to_left(line.plain):
                line = Text.assemble(self._open, line, _END)
            yield Text.assemble(room, line, no_wrap=True, overflow="ignore")

    @staticmethod
    def _begun(line: str, before: int) -> int:
        """How many isolates are open at the end of a line of a text, if `before` were open at its beginning."""
        for letter in line:
            before += (letter in (_AUTO, _RIGHT)) - (letter == _END and before > 0)
        return before

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)
