"""A finished run: ask it for a child's candidates, for one pair's reasons, for how it went.

The arrays of the engine become the plain values of `results` here, some children at a time and only
when they are asked for, so that a hundred thousand children need no hundred thousand objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.matching import questions, selection, understanding
from nasab.matching.engine import Matching
from nasab.matching.given import as_bits, with_given
from nasab.matching.judgements import Judgement, Seen, Verdict, seen_of
from nasab.matching.reasons import Reader
from nasab.matching.results import Candidate, ChildResult, Parameters, Question, Reason, Summary
from nasab.matching.siblings import Siblings
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
        self.found: ChildList = matching.both.found.children.children
        self.sought: ChildList = matching.both.sought.children.children
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
        row = self._row(self._found_row, found_id, self.found)
        return self._block(row, row + 1)[0]

    def explain(self, found_id: str, sought_id: str) -> Candidate:
        """One pair with all its reasons, whether or not it is among the candidates."""
        i = self._row(self._found_row, found_id, self.found)
        j = self._row(self._sought_row, sought_id, self.sought)
        ranked = self._ranked(i, i + 1)
        places = {int(self._j[pair]): rank for rank, pair in enumerate(ranked.tolist(), start=1)}
        mine = self._order[self._starts[i] : self._starts[i + 1]]
        pair = next((int(p) for p in mine if self._j[p] == j), -1)
        return self._candidate(i, j, places.get(j, 0), pair, self._reasons(i, j))

    def judge(
        self, found_id: str, sought_id: str, verdict: Verdict, *, by: str = "", on: str = "", reason: str = ""
    ) -> Judgement:
        """What somebody judged of a pair, with what was seen, to be kept and given to later runs."""
        return Judgement(found_id, sought_id, verdict, by, on, reason, self.seen(found_id, sought_id))

    def seen(self, found_id: str, sought_id: str) -> tuple[Seen, ...]:
        """What whoever judges a pair now has before them."""
        i = self._row(self._found_row, found_id, self.found)
        j = self._row(self._sought_row, sought_id, self.sought)
        return seen_of(reason for reason in self._reasons(i, j) if any(reason.written()))

    def ask_list(self, most: int = 5) -> tuple[questions.ListQuestion, ...]:
        """What to ask several children for, with how many of them the answers should settle."""
        return questions.for_list(self._worth, self.found.columns["id"], most)

    def to_judge(self, most: int = 20) -> tuple[tuple[str, str, float], ...]:
        """The pairs whose judgement would teach most of how facts agree: found id, sought id, probability."""
        both = self.matching.both
        within = self.matching.compared.blocks.within
        level = np.concatenate([self.matching.compared.shared.level[:, within], self.matching.compared.own.level])
        sizes = [len(one.levels) for one in (*both.shared.comparisons, *both.own.comparisons)]
        judged = {*self.matching.given.judged}
        chosen = selection.select(level, sizes, self._probability.astype(np.float64), self._i, most + len(judged))
        ids = self.found.columns["id"], self.sought.columns["id"]
        pairs = [(int(self._i[p]), int(self._j[p]), float(self._probability[p])) for p in chosen.tolist()]
        return tuple((ids[0][i], ids[1][j], p) for i, j, p in pairs if (i, j) not in judged)[:most]

    @staticmethod
    def _row(rows: dict[str, int], name: str, children: ChildList) -> int:
        if name not in rows:
            raise WrongUse(Problem("LIST-03", file=children.file, value=name[:200]))
        return rows[name]

    @cached_property
    def summary(self) -> Summary:
        """How the run went."""
        matching = self.matching
        expected = np.clip(1 - matching.on_no_list.astype(np.float64) - matching.not_asked, 0, 1)
        return Summary(
            found=len(self.found),
            sought=len(self.sought),
            withheld_found=self._withheld[0],
            withheld_sought=self._withheld[1],
            pairs=matching.pairs,
            possible_pairs=len(self.found) * len(self.sought),
            capped_children=matching.capped,
            unreached_children=matching.unreached,
            expected_matches=float(expected.sum()),
            expected_matches_range=_range(expected),
            learned_from=matching.learned_from,
        )

    # The pairs worth competing, as they lie in the arrays of the engine, and their order by child found.

    @property
    def _i(self) -> npt.NDArray[np.int32]:
        return self.matching.compared.blocks.i

    @property
    def _j(self) -> npt.NDArray[np.int32]:
        return self.matching.compared.blocks.j

    @property
    def _probability(self) -> npt.NDArray[np.float32]:
        return self.matching.outcome.same

    @cached_property
    def _order(self) -> npt.NDArray[np.int64]:
        return np.argsort(self._i, kind="stable")

    @cached_property
    def _starts(self) -> npt.NDArray[np.int64]:
        return np.searchsorted(self._i[self._order], np.arange(len(self.found) + 1)).astype(np.int64)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.matching.both, self.matching.priors, self.matching.given)

    @cached_property
    def _worth(self) -> questions.Worth:
        matching = self.matching
        return questions.weigh_questions(
            matching.both, matching.priors, self._starts, self._j[self._order], self._probability[self._order]
        )

    def _ranked(self, first: int, last: int) -> npt.NDArray[np.int64]:
        """The likely pairs of the children found `first` to `last`: by child, probability, weight, list order."""
        pairs = self._order[self._starts[first] : self._starts[last]]
        least = LEAST if len(self.found) * len(self.sought) <= MANY else LEAST_OF_MANY
        pairs = pairs[self._probability[pairs] >= least]
        order = np.lexsort((self._j[pairs], -self._probability[pairs], self._i[pairs]))
        return pairs[order]

    def _block(self, first: int, last: int) -> list[ChildResult]:
        """The results of the children found `first` to `last`."""
        ranked = self._ranked(first, last)
        start = np.searchsorted(self._i[ranked], np.arange(first, last + 1))
        place = np.arange(len(ranked)) - np.repeat(start[:-1], np.diff(start))
        ranked = ranked[place < TOP]
        i, j = self._i[ranked], self._j[ranked]
        reasons = self._reader.read(self.matching.compared, ranked)
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
                probability_on_no_list=float(self.matching.on_no_list[row]),
                probability_not_asked=float(self.matching.not_asked[row]),
                ask_next=tuple(Question(fact, gain) for fact, gain in self._worth.best(row)),
                possible_duplicates=self._doubles.get(row, ()),
                together=self._siblings.of(row),
            )
            for row in range(first, last)
        ]

    @cached_property
    def _doubles(self) -> dict[int, tuple[tuple[str, float], ...]]:
        ids = self.found.columns["id"]
        out: dict[int, tuple[tuple[str, float], ...]] = {}
        for a, b, sure in self.matching.kin_found.rows:
            out[a] = (*out.get(a, ()), (ids[b], sure))
            out[b] = (*out.get(b, ()), (ids[a], sure))
        return out

    @cached_property
    def _siblings(self) -> Siblings:
        return Siblings(self.matching)

    def _reasons(self, i: int, j: int) -> tuple[Reason, ...]:
        """The reasons of one pair: the same code as for all, on arrays of one."""
        both, given = self.matching.both, self.matching.given
        g = both.found.children.household[[i]].astype(np.int32)
        r = both.sought.children.household[[j]].astype(np.int32)
        compared = with_given(as_bits(given, both), understanding.compare(both, g, r, numbers=g))
        laid = compared.blocks
        pair = np.flatnonzero((laid.i == i) & (laid.j == j))
        return self._reader.read(compared, pair)[0]

    def _candidate(self, i: int, j: int, rank: int, pair: int, reasons: tuple[Reason, ...]) -> Candidate:
        """`pair` is the pair's place in the arrays, or -1 if it was not worth competing."""
        probability = float(self._probability[pair]) if pair >= 0 else 0.0
        family = 0.0
        if pair >= 0:
            within = int(np.searchsorted(self.matching.compared.blocks.first, pair, side="right")) - 1
            family = float(self.matching.outcome.family[within])
        judged = self.matching.given.returned.get((i, j))
        return Candidate(
            found_id=self.found.columns["id"][i],
            sought_id=self.sought.columns["id"][j],
            rank=rank,
            probability=probability,
            same_household=min(max(family - probability, 0.0), 1.0),
            weight=sum(reason.bits for reason in reasons),
            reasons=reasons,
            returned=judged,
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
        return self._run._block(at % len(self), at % len(self) + 1)[0]

    def __iter__(self) -> Iterator[ChildResult]:
        for first in range(0, len(self), BLOCK):
            yield from self._run._block(first, min(first + BLOCK, len(self)))


def _range(probabilities: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    """The middle 90 % of the number of matches if every child's probability is right and independent."""
    expected = float(probabilities.sum())
    spread = 1.645 * float(np.sqrt((probabilities * (1 - probabilities)).sum()))
    return max(expected - spread, 0.0), min(expected + spread, float(len(probabilities)))
