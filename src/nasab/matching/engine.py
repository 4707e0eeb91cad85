"""From two lists to candidates with probabilities and reasons: the whole path, in order.

    lists understood → families brought in → compared → parameters learned → weighed → kin within a list → competition

Each step is a module of its own; this one only hands the arrays on.  What is compared is compared in pieces,
of which only the families worth competing are kept, so that memory is bounded by the lists and not by their pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.columns import Column
from nasab.errors import Problem, WrongUse
from nasab.matching import competition, learned, memory, parameters, pieces, ties, training, understanding, within
from nasab.matching.compared import Compared
from nasab.matching.competition import Claims, Outcome
from nasab.matching.given import Given, as_bits, as_given
from nasab.matching.judgements import Binding, Judgement, binding
from nasab.matching.kept_pieces import Keeping, KeepingRunner
from nasab.matching.outside import OutsideEvidence
from nasab.matching.pieces import Live, OnThreads, Piecework, Runner, Weighing
from nasab.matching.results import Parameters
from nasab.matching.retrieval import Search
from nasab.matching.returned import returned
from nasab.matching.training import Belief, Priors
from nasab.matching.understanding import Understood
from nasab.matching.within import Kin
from nasab.records import ChildList

__all__ = ["Keeping", "Matching", "Progress", "match_lists", "may_be_matched"]

Floats = npt.NDArray[np.float32]

#: Told the step and how much of how much of it is done.
Progress = Callable[[str, int, int], None]

#: What share of the children sought are among those found is told by the lists, joined by so many children of whom it
#: is supposed to be this: of a pair alone, that it is believed would else be a second reason to believe it.
SUPPOSED: Final = 20
SUPPOSED_FOUND: Final = 0.3

#: So many found groups are learned from at most, evenly spread; more changes nothing that can be seen.
LEARNED_FROM: Final = 12_000


@dataclass(frozen=True, slots=True)
class Matching:
    """The outcome as arrays: what every result is made from.

    `compared`: the families worth competing, with their children.  `outcome`: marginal probabilities of these
    pairs.  `alone`: what was believed of each group before groups competed.  `on_no_list`: for each child found
    that its family is on no list, or was not looked at; `not_asked`: that it is on one and seeks other children.
    `kin_found`, `kin_sought`: who of one list may be one child, or of one household.  `tied`: found groups that
    may be one household, with the probability in the end.  `binding`, `given`: judgements and outside evidence.
    `pairs`: how many pairs of children were compared.  `missing`: what families not looked at weigh (`unseen`).
    `threads`: how many cores may be used for what is made from it later.
    """

    both: Understood
    priors: Priors
    compared: Compared
    outcome: Outcome
    alone: Belief
    on_no_list: Floats
    not_asked: Floats
    kin_found: Kin
    kin_sought: Kin
    tied: Sequence[tuple[tuple[int, ...], float]]
    given: Given
    binding: Binding
    pairs: int
    capped: int
    unreached: int
    learned_from: int
    missing: npt.NDArray[np.float64] | None
    parameters: Parameters
    threads: int


def may_be_matched(children: ChildList) -> npt.NDArray[np.bool_]:
    """For each child, whether consent allows it: everything but empty and `yes` is a no."""
    consent = children.columns.get("consent")
    if consent is None:
        return np.ones(len(children), dtype=bool)
    out = np.ones(len(children), dtype=bool)
    out[Column.of(consent).where(lambda said: said.strip().casefold() not in ("", "yes"))] = False
    return out


def match_lists(
    found: ChildList,
    sought: ChildList,
    *,
    threads: int = 2,
    learn: bool = True,
    start: Parameters | None = None,
    outside: Sequence[OutsideEvidence] = (),
    judgements: Sequence[Judgement] = (),
    progress: Progress | None = None,
    keeping: Keeping | None = None,
    runner: Runner | None = None,
    megabytes: int | None = None,
) -> Matching:
    """Matches a list of children found with a list of children sought.

    Children without consent take no part: they must have been left out (`may_be_matched`), or the
    call is refused.  `learn`: learn from these lists (else the parameters are used as they are).  `start`:
    parameters to start from, in place of the shipped ones.  `outside`, `judgements`: see `given`.
    `progress` is told how far the run is; `keeping` keeps its pieces.  `runner` works through the pieces in place of
    this machine; the outcome is the same.  `megabytes`: the memory the run may take; the outcome is the same, but if
    the lists alone need more it is refused (`WrongUse` RUN-01).
    """
    for children in (found, sought):
        if not len(children):
            raise WrongUse(Problem("LIST-01", file=children.file))
        if not may_be_matched(children).all():
            raise WrongUse(Problem("LIST-02", file=children.file))
    tell = progress or _untold
    tell("read", 0, 1)
    both = understanding.understand(found, sought, threads=threads)
    tell("read", 1, 1)
    shipped = start or parameters.shipped()
    priors = training.as_priors(shipped, both.shared.kinds, both.own.kinds)
    bound = binding(judgements)
    given = as_given(both, outside, {**bound.same, **bound.unsure, **bound.different})
    given = returned(both, priors, given)
    work = Piecework(both, Search(both, shipped.same), as_bits(given, both))
    groups = len(both.found)
    sample = work.brought(np.arange(0, groups, -(-groups // LEARNED_FROM), dtype=np.int32), threads=threads)
    some = sample.compared
    aside = understanding.by_chance(both, some, threads=threads)
    learned_from = 0
    if learn and len(some.blocks.g):
        priors = learned.learn(some, aside, priors, both)
        learned_from = some.blocks.groups
    weighing = Weighing(priors, training.missing_of(aside, priors))
    at_once = pieces.AT_ONCE
    if megabytes is not None:
        at_once = memory.groups_at_once(megabytes * memory.MEGABYTE, some, at_once)
    if runner is None and some.blocks.groups == groups:
        whole = work.live(sample, weighing)  # all have been compared to learn from them
    else:
        del sample, some, aside
        here = OnThreads(threads, at_once) if keeping is None else KeepingRunner(threads, keeping, at_once)
        whole = pieces.together(_told((runner or here).run(work, weighing), tell, groups))
    live, belief = whole.compared, whole.belief
    tell("compete", 0, 1)
    kept = live.blocks
    kin_found = within.kin_among(both, "found", within.rivals(kept.r, kept.g, belief.family), priors, threads=threads)
    kin_sought = within.kin_among(both, "sought", within.rivals(kept.g, kept.r, belief.family), priors, threads=threads)
    claims = Claims(
        within.clusters(kin_found.rows, len(both.found.children)),
        within.clusters(kin_sought.rows, len(both.sought.children)),
    )
    tied = ties.propose(both, kin_found, live, work.given, threads=threads)
    found_share = _found_share(float(whole.matched.sum()), len(found), len(sought))
    outcome = competition.compete(live, belief, _rest(belief, priors), found_share, priors, claims, tied)
    outcome = competition.for_second_requests(live, outcome, claims)
    tell("compete", 1, 1)
    not_asked, on_no_list = competition.whereabouts(live, outcome, claims, both.found.children.household)
    tied_now = [] if tied is None else ties.told(tied, outcome.united)
    parameters_now = learned.named(priors, both, shipped, learned_from)
    return Matching(
        both, priors, live, outcome, belief, on_no_list, not_asked, kin_found, kin_sought, tied_now, given, bound,
        whole.pairs, whole.capped, whole.unreached, learned_from, weighing.missing, parameters_now, threads,
    )  # fmt: skip


def _found_share(matched: float, found: int, sought: int) -> float:
    """What share of the children sought is expected to be among those found, of whom there may be few."""
    return (matched + SUPPOSED * SUPPOSED_FOUND * min(found / sought, 1.0)) / (sought + SUPPOSED)


def _untold(step: str, done: int, of: int) -> None:
    """Nobody is told."""


def _told(lives: Iterable[Live], tell: Progress, groups: int) -> Iterator[Live]:
    """The pieces as they come, each of them told."""
    done = 0
    for live in lives:
        done += live.compared.blocks.groups
        tell("compare", done, groups)
        yield live


def _rest(belief: Belief, priors: Priors) -> npt.NDArray[np.float64]:
    """For each found group log2 of the weight of all but the families worth competing."""
    least = np.float64(np.finfo(np.float32).tiny)
    out: npt.NDArray[np.float64] = np.log2(1 - priors.listed) + np.log2(
        np.maximum(belief.rest, least) / np.maximum(belief.nobody, least)
    )
    return out
