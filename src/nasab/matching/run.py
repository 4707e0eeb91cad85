"""A finished run: ask it for a child's candidates, for one pair's reasons, for how it went.

The arrays of the engine become the plain values of `results` here, one child at a time and only
when they are asked for, so that a hundred thousand children need no hundred thousand objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.matching import questions, scoring
from nasab.matching.engine import Matching
from nasab.matching.reasons import Reader
from nasab.matching.results import Candidate, ChildResult, Parameters, Question, Reason, Summary
from nasab.records import ChildList

__all__ = ["Run"]

#: Candidates less probable than this are not listed, and never more than `TOP` for one child.
LEAST: Final = 0.003
LEAST_OF_MANY: Final = 0.01
MANY: Final = 1_000_000_000  # possible pairs
TOP: Final = 10

#: So many children are read at a time when all are gone through.
BLOCK: Final = 2000


class Run:
    """What the engine found out about two lists.

    `found`, `sought`: the lists as they were matched (children without consent left out).
    """

    def __init__(self, matching: Matching, *, withheld_found: int = 0, withheld_sought: int = 0) -> None:
        self.matching = matching
        self.found: ChildList = matching.found.children
        self.sought: ChildList = matching.sought.children
        self._withheld = (withheld_found, withheld_sought)

    @cached_property
    def _found_row(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.found.columns["id"])}

    @cached_property
    def _sought_row(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.sought.columns["id"])}

    @property
    def parameters(self) -> Parameters:
        """What was believed of lists like these in the end."""
        return self.matching.parameters

    @property
    def results(self) -> Sequence[ChildResult]:
        """One result for each child found, in the order of the list, made when it is looked at."""
        return _Results(self)

    def candidates(self, found_id: str) -> tuple[Candidate, ...]:
        """Who the child may be, most probable first, each with its reasons."""
        return self.child(found_id).candidates

    def child(self, found_id: str) -> ChildResult:
        """Everything the run says of one child found; an unknown id is `WrongUse`."""
        return self._result(self._row(self._found_row, found_id, self.found))

    def explain(self, found_id: str, sought_id: str) -> Candidate:
        """One pair with all its reasons, whether or not it is among the candidates."""
        i = self._row(self._found_row, found_id, self.found)
        j = self._row(self._sought_row, sought_id, self.sought)
        a, z = int(self.matching.starts[i]), int(self.matching.starts[i + 1])
        pair = next((p for p in range(a, z) if self.matching.graded.j[p] == j), -1)
        ranked = self._ranked(i, i + 1).tolist()
        rank = ranked.index(pair) + 1 if pair in ranked else 0
        one = np.array([i], dtype=np.int32), np.array([j], dtype=np.int32)
        level = scoring.grade(self.matching.comparisons, self.matching.chances, *one).level
        return self._candidate(i, j, rank, pair, self._reader.read(*one, level)[0])

    @staticmethod
    def _row(rows: dict[str, int], name: str, children: ChildList) -> int:
        if name not in rows:
            raise WrongUse(Problem("LIST-03", file=children.file, value=name[:200]))
        return rows[name]

    @cached_property
    def summary(self) -> Summary:
        """How the run went."""
        matching = self.matching
        expected = 1 - matching.on_no_list.astype(np.float64)
        return Summary(
            found=len(self.found),
            sought=len(self.sought),
            withheld_found=self._withheld[0],
            withheld_sought=self._withheld[1],
            pairs=len(matching.graded.i),
            possible_pairs=len(self.found) * len(self.sought),
            capped_children=matching.capped,
            unreached_children=matching.unreached,
            expected_matches=float(expected.sum()),
            expected_matches_range=_range(expected),
            learned_from=matching.learned_from,
        )

    @cached_property
    def _worth(self) -> questions.Worth:
        matching = self.matching
        kinds = [comparison.kind for comparison in matching.comparisons]
        return questions.weigh_questions(
            matching.found,
            matching.sought,
            matching.words,
            matching.starts,
            matching.graded.j,
            matching.probability,
            questions.agreements(dict(zip(kinds, matching.priors.same, strict=True))),
            matching.priors.on_list,
        )

    def _ranked(self, first: int, last: int) -> npt.NDArray[np.int64]:
        """The likely pairs of the children found `first` to `last`: by child, probability, weight, list order."""
        matching = self.matching
        a, z = int(matching.starts[first]), int(matching.starts[last])
        probability = matching.probability[a:z]
        least = LEAST if len(self.found) * len(self.sought) <= MANY else LEAST_OF_MANY
        live = np.flatnonzero(probability >= least)
        j, i = matching.graded.j[a:z][live], matching.graded.i[a:z][live]
        order = np.lexsort((j, -matching.weight[a:z][live], -probability[live], i))
        return a + live[order]

    @cached_property
    def _reader(self) -> Reader:
        matching = self.matching
        return Reader(matching.comparisons, matching.chances, matching.priors.same)

    def _result(self, i: int) -> ChildResult:
        return self._block(i, i + 1)[0]

    def _block(self, first: int, last: int) -> list[ChildResult]:
        """The results of the children found `first` to `last`."""
        matching = self.matching
        ranked = self._ranked(first, last)
        start = np.searchsorted(matching.graded.i[ranked], np.arange(first, last + 1))
        place = np.arange(len(ranked)) - np.repeat(start[:-1], np.diff(start))
        ranked = ranked[place < TOP]
        i, j = matching.graded.i[ranked], matching.graded.j[ranked]
        reasons = self._reader.read(i, j, matching.graded.level[:, ranked])
        start = np.searchsorted(i, np.arange(first, last + 1)).tolist()
        candidates = [
            self._candidate(a, b, p - start[a - first] + 1, pair, why)
            for p, (a, b, pair, why) in enumerate(zip(i.tolist(), j.tolist(), ranked.tolist(), reasons, strict=True))
        ]
        ids = self.found.columns["id"]
        return [
            ChildResult(
                found_id=ids[row],
                candidates=tuple(candidates[start[row - first] : start[row - first + 1]]),
                probability_on_no_list=float(matching.on_no_list[row]),
                ask_next=tuple(Question(fact, gain) for fact, gain in self._worth.best(row)),
                possible_duplicates=self._doubles(row),
            )
            for row in range(first, last)
        ]

    def _doubles(self, i: int) -> tuple[tuple[str, float], ...]:
        if not self.matching.has_double[i]:
            return ()
        pairs = self.matching.doubles.found
        ids = self.found.columns["id"]
        return tuple((ids[b if a == i else a], sure) for a, b, sure in pairs if i in (a, b))

    def _candidate(self, i: int, j: int, rank: int, pair: int, reasons: tuple[Reason, ...]) -> Candidate:
        """`pair` is the pair's place in the arrays, or -1 if it was not compared in the run."""
        matching = self.matching
        return Candidate(
            found_id=self.found.columns["id"][i],
            sought_id=self.sought.columns["id"][j],
            rank=rank,
            probability=float(matching.probability[pair]) if pair >= 0 else 0.0,
            same_household=float(matching.household[pair]) if pair >= 0 else 0.0,
            weight=sum(reason.bits for reason in reasons),
            reasons=reasons,
        )


class _Results(Sequence[ChildResult]):
    """The results of a run as a sequence that holds nothing."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def __len__(self) -> int:
        return len(self._run.found)

    @overload
    def __getitem__(self, at: int) -> ChildResult: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ChildResult]: ...
    def __getitem__(self, at: int | slice) -> ChildResult | Sequence[ChildResult]:
        if isinstance(at, slice):
            return [self[k] for k in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self._run._result(at % len(self))

    def __iter__(self) -> Iterator[ChildResult]:
        for first in range(0, len(self), BLOCK):
            yield from self._run._block(first, min(first + BLOCK, len(self)))


def _range(probabilities: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    """The middle 90 % of the number of matches if every child's probability is right and independent."""
    expected = float(probabilities.sum())
    spread = 1.645 * float(np.sqrt((probabilities * (1 - probabilities)).sum()))
    return max(expected - spread, 0.0), min(expected + spread, float(len(probabilities)))
