"""The tables for programs: `candidates.csv`, `children.csv` and `problems.csv`, row by row.

Probabilities have six decimals, weights are numbers of bits, a point is the decimal mark in every
language; only the sentences are in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from nasab import texts
from nasab.errors import Problem
from nasab.matching.results import ChildResult, Reason
from nasab.report.news import news_in_words
from nasab.report.siblings import Siblings
from nasab.report.words import visible

__all__ = [
    "CANDIDATES",
    "CHILDREN",
    "PROBLEMS",
    "Speaker",
    "candidate_rows",
    "child_row",
    "problem_rows",
]

CANDIDATES: Final = ("found_id", "sought_id", "rank", "probability", "weight", "for", "against", "returned")
CHILDREN: Final = (
    *("found_id", "best_sought_id", "probability", "probability_on_no_list", "probability_not_asked", "ask_next"),
    *("brothers_and_sisters", "perhaps_brothers_and_sisters", "probability_brothers_and_sisters"),
    *("family_sought_ids", "probability_together", "probability_alone"),
)
PROBLEMS: Final = ("code", "file", "sheet", "row", "column", "value", "expected", "way_out")


class Speaker:
    """Says reasons in one language, and remembers what it said: a million rows repeat a few sentences."""

    def __init__(self, language: texts.Language) -> None:
        self.language = language
        self._said: dict[tuple[str, ...], str] = {}

    def say(self, reason: Reason) -> str:
        """A reason with its title: `Age: The ages fit well.`"""
        keys = [reason.kind]
        for phrase in reason.phrases:
            keys.append(phrase.key)
            for blank, value in phrase.filled(self.language).items():
                keys += (blank, value)
        key = tuple(keys)
        if key not in self._said:
            if len(self._said) > 10_000:
                self._said.clear()
            self._said[key] = visible(f"{reason.title(self.language)}: {reason.in_short(self.language)}")
        return self._said[key]

    def all(self, reasons: Iterable[Reason]) -> str:
        """Several reasons, one after the other."""
        return " ".join([self.say(reason) for reason in reasons])


def candidate_rows(result: ChildResult, speaker: Speaker, top: int) -> Iterator[tuple[object, ...]]:
    """The rows of `candidates.csv` for one child found, best first, at most `top`."""
    for candidate in result.candidates[:top]:
        yield (
            visible(candidate.found_id),
            visible(candidate.sought_id),
            candidate.rank,
            f"{candidate.probability:.6f}",
            round(float(candidate.weight), 4),
            speaker.all(candidate.reasons_for),
            speaker.all(candidate.reasons_against),
            " ".join(news_in_words(candidate, speaker.language)),
        )


def child_row(result: ChildResult, language: texts.Language, siblings: Siblings | None = None) -> tuple[object, ...]:
    """The row of `children.csv` for one child found; `siblings`: its brothers and sisters, if it has any."""
    best = result.best
    return (
        visible(result.found_id),
        visible(best.sought_id) if best else "",
        f"{best.probability if best else 0.0:.6f}",
        f"{result.probability_on_no_list:.6f}",
        f"{result.probability_not_asked:.6f}",
        result.ask_next[0].sentence(language) if result.ask_next else "",
        *_together(siblings),
    )


def _together(siblings: Siblings | None) -> tuple[object, ...]:
    if siblings is None:
        return ("",) * 6
    said, proposed, sought = (
        "; ".join(visible(child) for child, _ in children)
        for children in (siblings.said, siblings.proposed, siblings.sought)
    )
    chance = f"{siblings.chance:.6f}" if siblings.proposed else ""
    return said, proposed, chance, sought, f"{siblings.together:.6f}", f"{siblings.alone:.6f}"


def problem_rows(problems: Iterable[Problem], language: texts.Language) -> Iterator[tuple[object, ...]]:
    """The rows of `problems.csv`: every cell that was not understood, and the way out."""
    for problem in problems:
        yield (
            problem.code,
            visible(problem.file),
            visible(problem.sheet),
            problem.row or "",
            visible(problem.column),
            visible(problem.value),
            visible(problem.expected(language)),
            visible(problem.way_out(language)),
        )
