"""What can be wrong with what people give us, and how we say it.

    NasabError                 base; carries a code, shown with exit status 2
    ├── NotUnderstood          one cell: the value could not be read (the list can still be used)
    ├── UnreadableList         a whole file: nothing of it can be used
    └── WrongUse               the question itself cannot be answered as asked

Each message has one grammar: code · place · value · what was expected · the way out.
The words stand in `texts/<language>/problems.toml` under the code, so that they are the same in the
terminal, in `problems.csv` and in the report, and in every language.
"""

from __future__ import annotations

from dataclasses import dataclass

from nasab import texts

__all__ = ["NasabError", "NotUnderstood", "Problem", "UnreadableList", "WrongUse"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was not understood: which, where, and in the list's own words.

    `row` is the row as the spreadsheet counts it (the header is usually row 1); 0 means the whole
    sheet. `column` is the header as written, or empty. `value` is the cell as written, shortened
    to 200 characters.  `detail` fills the blank `{detail}` of the sentence, where it has one.
    """

    code: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    detail: str = ""

    def expected(self, language: texts.Language = "en") -> str:
        """What was expected, as a sentence."""
        return texts.say(f"problems.{self.code}.expected", language, value=self.value, detail=self.detail)

    def way_out(self, language: texts.Language = "en") -> str:
        """What to do about it, as a sentence."""
        return texts.say(f"problems.{self.code}.way_out", language, value=self.value, detail=self.detail)

    def sentence(self, language: texts.Language = "en") -> str:
        """The whole message on one line: code, place, value, expectation, way out."""
        words = texts.say
        place = [self.file] if self.file else []
        if self.sheet:
            place.append(words("problems.place.sheet", language, sheet=self.sheet))
        if self.row:
            place.append(words("problems.place.row", language, row=self.row))
        if self.column:
            place.append(words("problems.place.column", language, column=self.column))
        head = f"{self.code} · {', '.join(place)}: " if place else f"{self.code}: "
        shown = f"`{self.value}` " if self.value else ""
        return f"{head}{shown}{self.expected(language)} {self.way_out(language)}"


class NasabError(Exception):
    """Something people gave us cannot be used; says what, where, and the way out."""

    exit_status = 2

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    @property
    def code(self) -> str:
        """The problem's code, such as `AGE-03`."""
        return self.problem.code

    def __str__(self) -> str:
        return self.problem.sentence()


class NotUnderstood(NasabError):
    """One cell could not be read.  The rest of its row is still used, and the cell is reported."""

    def __init__(self, code: str, value: str, detail: str = "") -> None:
        super().__init__(Problem(code, value=value[:200], detail=detail))


class UnreadableList(NasabError):
    """A file of which nothing can be used: missing, encrypted, empty, not a list."""


class WrongUse(NasabError):
    """A question that cannot be answered as asked: an unknown id, a language we do not speak."""
