"""One cell: what is left of it when marks that nobody sees and marks for "not known" are gone.

Invisible direction marks come with text copied from a right-to-left document; they are dropped
silently.  Direction *overrides* can make a text look like another one, so they are dropped and said.
`-`, `N/A`, `غير معروف`, `неизвестно` all mean that nothing is known, which is an empty cell.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

__all__ = ["LONGEST_CELL", "Cleaning", "consent", "offered", "sex"]

LONGEST_CELL: Final = 32_767
"""The most characters that a spreadsheet keeps in a cell; a longer text is cut there."""

_MEMORY: Final = 200_000
_SILENT: Final = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202c\u2060\u2066-\u2069\ufeff]|_x000[dD]_")
_OVERRIDES: Final = re.compile("[\u202d\u202e]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OUTER: Final = " \t\n.,;:!()[]\"'`«»“”"


class Cleaning(dict[str, str]):
    """Cells as written to cells cleaned, each distinct one done once; a dict, because that is fast.

    `flaws` gives, for cells that lost something visible, the codes to report: CELL-02 (cut),
    CELL-03 (overrides dropped), CELL-04 (control characters dropped), CELL-05 (letters lost in an
    encoding).  With `keeps_marks`, words for "not known" are kept (an id may be `NA`).
    """

    def __init__(self, *, keeps_marks: bool = False) -> None:
        super().__init__()
        self.flaws: dict[str, tuple[str, ...]] = {}
        self.keeps_marks = keeps_marks

    def __missing__(self, cell: str) -> str:
        if len(self) >= _MEMORY:
            self.clear()
        clean = cell.strip()
        if not (clean.isascii() and clean.isprintable()):
            clean = self._plain(cell)
        if len(clean) >= LONGEST_CELL:
            self.flaws[cell] = (*self.flaws.get(cell, ()), "CELL-02")
            clean = clean[:LONGEST_CELL]
        if len(clean) > 1 and clean[0] == "'" and clean[1] in "=+-@":
            clean = clean[1:]
        if len(clean) <= 24 and (
            not any(map(str.isalnum, clean)) if self.keeps_marks else clean.casefold() in _marks()
        ):
            clean = ""
        self[cell] = clean
        return clean

    def _plain(self, cell: str) -> str:
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
        if flaws:
            self.flaws[cell] = tuple(flaws)
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip()


@cache
def _marks() -> frozenset[str]:
    return frozenset(mark.casefold() for mark in _words()["unknown"]["marks"])


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
    if not cell or cell.casefold() in _marks() - _answers("consent").keys():
        return ""
    return _answers("consent").get(_plain(cell))


def offered(question: str, language: str) -> list[str]:
    """The answers to `sex` or `consent` that a drop-down offers in a language."""
    answers: list[str] = _words()["choices"][question][language]
    return answers
