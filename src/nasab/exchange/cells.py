"""One cell: what is left of it when marks that nobody sees and marks for "not known" are gone.

Invisible direction marks come with text copied from a right-to-left document; they are dropped
silently.  Direction *overrides* can make a text look like another one, so they are dropped and said.
`-`, `N/A`, `غير معروف`, `неизвестно` all mean that nothing is known, which is an empty cell.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from nasab.names.unsaid import marks

__all__ = ["LONGEST_CELL", "Cleaning", "consent", "offered", "sex", "shown"]

LONGEST_CELL: Final = 32_767
"""The most characters that a spreadsheet keeps in a cell; a longer text is cut there."""

_TOGETHER: Final = 256
_GUARDED: Final = ("'=", "'+", "'-", "'@")
_SILENT: Final = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202c\u2060\u2066-\u2069\ufeff]|_x000[dD]_")
_OVERRIDES: Final = re.compile("[\u202d\u202e]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OUTER: Final = " \t\n.,;:!()[]\"'`«»“”"


class Cleaning:
    """Cells as written to cells cleaned, many at a time.

    `flaws` gives, for those of the cells last cleaned that lost something visible, the codes to report: CELL-02 (cut),
    CELL-03 (overrides dropped), CELL-04 (control characters dropped), CELL-05 (letters lost in an encoding).  With
    `keeps_marks`, words for "not known" are kept (an id may be `NA`).
    """

    __slots__ = ("_keeps_marks", "flaws")

    def __init__(self, *, keeps_marks: bool = False) -> None:
        self.flaws: dict[str, tuple[str, ...]] = {}
        self._keeps_marks = keeps_marks

    def clean(self, cells: Sequence[str]) -> list[str]:
        """What is left of each cell."""
        self.flaws = {}
        cleaned: list[str] = []
        for first in range(0, len(cells), _TOGETHER):
            some = cells[first : first + _TOGETHER]
            cleaned += list(map(str.strip, some)) if self._is_plain(some) else map(self._cleaned, some)
        return cleaned

    def _is_plain(self, cells: Sequence[str]) -> bool:
        """Whether nothing has to be done with any of the cells but to strip them; seen at once, as it mostly is so."""
        joined = "".join(cells)
        if not joined.isprintable() or "\ufffd" in joined or "_x000" in joined:
            return False
        if len(joined) >= LONGEST_CELL and max(map(len, cells)) >= LONGEST_CELL:
            return False
        if "'" in joined and any(guarded in joined for guarded in _GUARDED):
            return False
        if self._keeps_marks:
            return all(map(str.isalnum, "".join([cell[:1] or "-" for cell in cells])))
        return marks().isdisjoint(map(str.strip, map(str.casefold, cells)))

    def _cleaned(self, cell: str) -> str:
        clean = cell.strip()
        if not (clean.isascii() and clean.isprintable()):
            clean, flaws = _plain_text(cell)
            if flaws:
                self.flaws[cell] = flaws
        if len(clean) >= LONGEST_CELL:
            self.flaws[cell] = (*self.flaws.get(cell, ()), "CELL-02")
            clean = clean[:LONGEST_CELL]
        if len(clean) > 1 and clean[0] == "'" and clean[1] in "=+-@":
            clean = clean[1:]
        if len(clean) <= 24 and (
            not any(map(str.isalnum, clean)) if self._keeps_marks else clean.casefold() in marks()
        ):
            clean = ""
        return clean


def shown(cell: str) -> str:
    """The beginning of a cell as a message shows it."""
    return _plain_text(cell[:1000])[0][:200]


def _plain_text(cell: str) -> tuple[str, tuple[str, ...]]:
    """The text without what nobody sees, and the codes of what was visible and is lost."""
    flaws = []
    text = _SILENT.sub("", cell)
    if _OVERRIDES.search(text):
        text = _OVERRIDES.sub("", text)
        flaws.append("CELL-03")
    if _CONTROL.search(text):
        text = _CONTROL.sub("", text)
        flaws.append("CELL-04")
    if "\ufffd" in text:
        flaws.append("CELL-05")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip(), tuple(flaws)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8"))


@cache
def _answers(question: str) -> dict[str, str]:
    return {_plain(word): answer for answer, words in _words()[question].items() for word in words}


def _plain(word: str) -> str:
    return re.sub(r"[\u064b-\u0652\u0640]", "", word.casefold()).strip(_OUTER).replace("ё", "е")


def sex(cell: str) -> str | None:
    """`f`, `m`, empty for not known; None if the word is not understood."""
    return _answers("sex").get(_plain(cell)) if cell else ""


def consent(cell: str) -> str | None:
    """`yes`, `no`, empty for not asked or not known; None if the word is not understood."""
    if not cell or cell.casefold() in marks() - _answers("consent").keys():
        return ""
    return _answers("consent").get(_plain(cell))


def offered(question: str, language: str) -> list[str]:
    """The answers to `sex` or `consent` that a drop-down offers in a language."""
    answers: list[str] = _words()["choices"][question][language]
    return answers
