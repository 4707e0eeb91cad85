"""The engine: from two lists to candidates with probabilities and reasons.

Pure: no files, no network, no clock, no terminal.  `match_lists` takes two lists as columns and gives
arrays; `Run` reads them out as plain values.
"""

from __future__ import annotations

from nasab.matching.engine import Matching, match_lists, may_be_matched
from nasab.matching.judgements import Judgement, Seen
from nasab.matching.outside import OutsideEvidence
from nasab.matching.results import Candidate, ChildResult, Parameters, Phrase, Question, Reason, Summary, Together
from nasab.matching.run import Run

__all__ = [
    "Candidate",
    "ChildResult",
    "Judgement",
    "Matching",
    "OutsideEvidence",
    "Parameters",
    "Phrase",
    "Question",
    "Reason",
    "Run",
    "Seen",
    "Summary",
    "Together",
    "match_lists",
    "may_be_matched",
]
