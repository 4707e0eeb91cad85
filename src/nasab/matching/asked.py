"""One group of children found, asked for by itself: compared, weighed and explained by the modules of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

import numpy as np

from nasab.matching import training, understanding
from nasab.matching.given import Given, as_bits
from nasab.matching.judgements import Judgement
from nasab.matching.learned import Learned
from nasab.matching.pieces import Piecework
from nasab.matching.questions import Worth, weigh_questions
from nasab.matching.reasons import Reader
from nasab.matching.results import Candidate, ChildResult, Question, Reason
from nasab.matching.retrieval import Search
from nasab.matching.returned import returned
from nasab.matching.run import LEAST
from nasab.matching.standing import Standing
from nasab.matching.understanding import Understood

__all__ = ["Asked"]

#: Where nothing has been learned, so many families taken by chance tell what was missed.
BY_CHANCE: Final = 240


class Asked:
    """One group of children found, with the families that it was compared with.

    `both`: the group against the list.  `judged`: what people judged of its children, by their place and the row of the
    child sought.  `besides`: a row of the list that is compared whether or not anything leads to it.
    """

    def __init__(
        self,
        both: Understood,
        search: Search,
        learned: Learned,
        standing: Standing,
        judged: Mapping[tuple[int, int], Judgement],
        besides: int = -1,
    ) -> None:
        self._both = both
        self._places = standing.places
        priors = training.as_priors(learned.parameters, both.shared.kinds, both.own.kinds)
        self._priors = priors
        self._given = returned(both, priors, Given(judged=judged))
        bits = as_bits(self._given, both)
        if besides >= 0:
            family = [0, int(both.sought.children.household[besides])]
            bits = replace(bits, families=np.unique(np.append(bits.families, [family], axis=0), axis=0))
        self._compared = Piecework(both, search, bits).brought(np.zeros(1, dtype=np.int32)).compared
        missing = learned.missing
        if missing is None:
            some = standing.by_chance(BY_CHANCE, learned)
            missing = training.missing_of(understanding.by_chance(both, self._compared, among=some), priors)
        self._belief = training.expect(self._compared, priors, missing)
        self._reader = Reader(both, priors, self._given)

    def result(self, row: int, most: int, *, ask: bool = False) -> ChildResult:
        """What is said of one of the children; `ask`: and what to ask next, going through the whole list."""
        laid, same = self._compared.blocks, self._belief.same
        mine = np.flatnonzero(laid.i == row)
        likely = mine[same[mine] >= LEAST]
        ranked = likely[np.lexsort((self._places[laid.j[likely]], -same[likely]))][:most]
        reasons = self._reader.read(self._compared, ranked)
        here = min(float(same[mine].sum(dtype=np.float64)), 1.0)
        family = min(float(self._belief.family.sum(dtype=np.float64)), 1.0)
        return ChildResult(
            found_id=self._both.found.children.children.columns["id"][row],
            candidates=tuple(
                self._candidate(pair, rank, why)
                for rank, (pair, why) in enumerate(zip(ranked.tolist(), reasons, strict=True), start=1)
            ),
            probability_on_no_list=1 - max(here, family),
            probability_not_asked=max(family - here, 0.0),
            ask_next=tuple(Question(fact, gain) for fact, gain in self._worth.best(row)) if ask else (),
        )

    def likest(self, row: int, most: int) -> tuple[str, ...]:
        """Those sought with whom one of the children was compared, the most probable first, however improbable."""
        laid, same = self._compared.blocks, self._belief.same
        mine = np.flatnonzero(laid.i == row)
        ranked = mine[np.lexsort((self._places[laid.j[mine]], -same[mine]))][:most]
        ids = self._both.sought.children.children.columns["id"]
        return tuple(ids[child] for child in laid.j[ranked].tolist())

    @cached_property
    def _worth(self) -> Worth:
        laid = self._compared.blocks
        order = np.lexsort((laid.j, laid.i))
        starts = np.searchsorted(laid.i[order], np.arange(len(self._both.found.children) + 1)).astype(np.int64)
        return weigh_questions(self._both, self._priors, starts, laid.j[order], self._belief.same[order])

    def pair(self, sought: int) -> Candidate:
        """The first child and the one sought in a row of the list; rank 0 if it is no candidate."""
        laid, same = self._compared.blocks, self._belief.same
        pair = int(np.flatnonzero((laid.i == 0) & (laid.j == sought))[0])
        rank = 1 + int((same[laid.i == 0] > same[pair]).sum()) if same[pair] >= LEAST else 0
        return self._candidate(pair, rank, self._reader.read(self._compared, np.array([pair]))[0])

    def _candidate(self, pair: int, rank: int, reasons: tuple[Reason, ...]) -> Candidate:
        laid = self._compared.blocks
        i, j = int(laid.i[pair]), int(laid.j[pair])
        probability = float(self._belief.same[pair])
        family = float(self._belief.family[int(np.searchsorted(laid.first, pair, side="right")) - 1])
        return Candidate(
            found_id=self._both.found.children.children.columns["id"][i],
            sought_id=self._both.sought.children.children.columns["id"][j],
            rank=rank,
            probability=probability,
            same_household=min(max(family - probability, 0.0), 1.0),
            weight=sum(reason.bits for reason in reasons),
            reasons=reasons,
            returned=self._given.returned.get((i, j)),
        )
