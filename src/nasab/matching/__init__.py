"""The engine: from two lists to candidates with probabilities and reasons.

Pure: no files, no network, no clock, no terminal.  `match_lists` takes two lists as columns and gives
arrays; `Run` reads them out as plain values.
"""

from __future__ import annotations


from nasab.matching.results import Candidate, ChildResult, Parameters, Phrase, Question, Reason, Summary


__all__ = [
    "Candidate",
    "ChildResult",
    "Matching",
    "Parameters",
    "Phrase",
    "Question",
    "Reason",
    "Run",
    "Summary",
    "match_lists",
    "may_be_matched",
]
