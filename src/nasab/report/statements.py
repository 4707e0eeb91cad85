"""What the terminal says of the tables beside the lists: how much of them was used, and what was not.

A judgement that binds nothing, because two people contradict one another or because an id was mistyped, has to be
said where the person looks who gave it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console

from nasab import texts
from nasab.errors import Problem
from nasab.exchange import Statements
from nasab.matching.judgement_words import messages
from nasab.matching.judgements import Judgement, binding
from nasab.report import words
from nasab.report.terminal import line, sentence

if TYPE_CHECKING:
    from nasab.matching.dna import DnaEvidence

__all__ = ["show_judged", "show_statements"]

_MOST: Final = 10


def show_statements(
    judgements: Statements[Judgement] | None,
    evidence: Statements[Any] | None,
    problems: Sequence[Problem],
    console: Console,
    language: texts.Language = "en",
    *,
    dna: DnaEvidence | None = None,
    are_written: bool = True,
) -> None:
    """Print how many judgements and rows of evidence were used, what DNA was weighed, and what was wrong with these.

    `problems`: of these tables only.  `are_written`: whether problems.csv holds them all.
    """
    if judgements is not None:
        bound = binding(judgements.told)
        shown = {
            key: words.count(len(getattr(bound, key)), language) for key in ("same", "different", "unsure", "contested")
        }
        line(console, language, "statements.judgements", **shown, blank=words.count(judgements.blank, language))
    if evidence is not None:
        line(console, language, "statements.evidence", count=words.count(len(evidence.told), language))
    if dna is not None:
        from nasab.kinship.wording import times  # with DNA alone: a match without it loads nothing of kinship

        counts = {name: words.count(getattr(dna, name), language) for name in ("children", "relatives", "families")}
        line(
            console, language, "statements.dna", **counts, loci=str(dna.loci), population=dna.population,
            theta=f"{dna.theta:g}", pairs=words.count(len(dna.told), language),
        )  # fmt: skip
        for first, second in dna.same[:_MOST]:
            line(console, language, "statements.one_profile", "bold", first=first, second=second)
        for pair in dna.siblings[:_MOST]:
            told = {"first": pair.first, "second": pair.second, "times": times(pair.log10, language)}
            line(console, language, "statements.siblings", "bold", **told)
    if problems:
        line(console, language, "statements.problems", "bold")
        for problem in problems[:_MOST]:
            sentence(console, language, words.visible(problem.sentence(language)), "yellow")
        if len(problems) > _MOST:
            more = "more" if are_written else "more_untold"
            line(console, language, f"statements.{more}", count=words.count(len(problems) - _MOST, language))


def show_judged(
    judged: Judgement,
    every: Sequence[Judgement],
    console: Console,
    language: texts.Language = "en",
    *,
    file: str | os.PathLike[str],
) -> None:
    """Print that a judgement was added to a file, and what `every` judgement in it together says of the pair."""
    blanks = {"found": judged.found_id, "sought": judged.sought_id, "by": judged.by}
    verdict = texts.say(f"reasons.verdict.{judged.verdict}", language)
    line(console, language, "judge.added", "bold", file=os.fspath(file), verdict=verdict, **blanks)
    line(console, language, "judge.seen", count=words.count(len(judged.seen), language))
    for problem in messages(binding(one for one in every if one.pair == judged.pair)):
        sentence(console, language, words.visible(problem.sentence(language)), "yellow")
    line(console, language, "judge.use", file=os.fspath(file))
    line(console, language, "judge.no_decision", "bold")
