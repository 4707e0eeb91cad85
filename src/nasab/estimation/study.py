"""A whole estimate: what is recorded, the least there are, a likely and a wide range, and what would change them.

Never a single number.  Before anything is fitted it is asked whether these lists can answer at all (`findings`); a
study that was refused has no range, and nothing further down can make one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nasab.estimation import findings
from nasab.estimation.closed_forms import Bound, chao
from nasab.estimation.decomposable import Averaged, average
from nasab.estimation.decomposable.averaging import MOST_AVERAGED
from nasab.estimation.definition import Definition, Method
from nasab.estimation.findings import Finding
from nasab.estimation.heterogeneity import chao_with_lists
from nasab.estimation.latent import Latent, Plan, estimate_latent
from nasab.estimation.loglinear import NoEstimate, Profile, Resampled, profile, ranked, resampled, stepwise
from nasab.estimation.loglinear.fitting import Fit
from nasab.estimation.overlaps import Overlaps
from nasab.estimation.pooling import Mixture, mixed
from nasab.estimation.sensitivity import Alternative, alternatives, of_strata, two_lists

__all__ = ["Chosen", "Ranges", "Study", "merged_as_defined", "study"]

_LOOKED_AT: Final = 60  # of the models of five lists, so many are chosen among again in each resample


@dataclass(frozen=True, slots=True)
class Ranges:
    """Two ranges for the number of children in all: likely (80 %) and wide (95 %)."""

    likely: tuple[float, float]
    wide: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The best log-linear model by BIC, the interval that takes it for known, and the one that does not."""

    fit: Fit
    fixed: Profile
    honest: Resampled | None


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What lists say of how many children there are.

    `at_least`: Chao's lower bound, averaged over draws of the linkage if there are any; `at_least_with_lists`: the one
    with list effects.  `ranges` is None if the study was
    refused.  `averaged` holds the answer of the main method on the table; with a linkage that was drawn, `ranges` are
    those of `pooled`.  `settled` says whether the chains of the latent classes agreed (None: not run).
    """

    overlaps: Overlaps
    findings: tuple[Finding, ...]
    at_least: Bound | None = None
    at_least_with_lists: float | None = None
    ranges: Ranges | None = None
    averaged: Averaged | None = None
    pooled: Mixture | None = None
    chosen: Chosen | None = None
    latent: Latent | None = None
    if_independent: Ranges | None = None
    alternatives: tuple[Alternative, ...] = ()
    links_drawn: int = 0
    definition: Definition | None = None
    seed: int = 0

    @property
    def is_refused(self) -> bool:
        """Whether no range may be given."""
        return self.ranges is None

    @property
    def is_lower_bound(self) -> bool:
        """Whether something shows that children are hidden from all lists alike, and the range is too low.

        Nothing can show the contrary, so every range is said with "or more".
        """
        return any(one.code in ("kinds", "official", "all_official") for one in self.findings)

    def refusals(self) -> tuple[Finding, ...]:
        """Why there is no range."""
        return tuple(one for one in self.findings if one.kind == "refusal")


def merged_as_defined(overlaps: Overlaps, definition: Definition | None) -> tuple[Overlaps, list[Finding]]:
    """The table with those lists as one that the definition says are one; lists it does not have are passed over."""
    told: list[Finding] = []
    for first, second in definition.merge if definition else ():
        place = {part: k for k, name in enumerate(overlaps.lists) for part in name.split(" + ")}
        if overlaps.t > 2 and first in place and second in place and place[first] != place[second]:
            overlaps = overlaps.merged(place[first], place[second])
            told.append(Finding("note", "merged", {"first": first, "second": second}))
    return overlaps, told


def study(
    overlaps: Overlaps,
    seed: int,
    *,
    definition: Definition | None = None,
    link_draws: Sequence[Overlaps] = (),
    strata: Mapping[str, Sequence[Overlaps]] | None = None,
    audited: Mapping[str, Overlaps] | None = None,
    told: Sequence[Finding] = (),
    plan: Plan | None = None,
    resamples: int = 1000,
    threads: int = 2,
) -> Study:
    """Estimates from a table of overlaps.

    `seed`: of everything that is drawn.  `link_draws`: tables of the same lists, from draws of the linkage.  `strata`:
    for each attribute the tables of its strata.  `audited`: tables to be tried beside, by what they leave out or in.
    `told`: findings of whoever made the table.  `resamples`: 0 leaves out the bootstrap; `plan` with no chains leaves
    out the latent classes.
    """
    overlaps, merged = merged_as_defined(overlaps, definition)
    link_draws = [merged_as_defined(one, definition)[0] for one in link_draws]
    found = [*told, *merged, *findings.before(overlaps, definition)]
    pair = Ranges(*two_lists(overlaps)) if overlaps.t == 2 and overlaps.pairs[0, 1] else None
    refused = any(one.kind == "refusal" for one in found)
    if any(one.code in ("few_lists", "few_children", "no_overlap", "nobody_twice") for one in found):
        return Study(overlaps, tuple(found), if_independent=pair, definition=definition, seed=seed)
    bound, with_lists = _bounds(link_draws or [overlaps])
    if refused:
        return Study(overlaps, tuple(found), bound, with_lists, definition=definition, seed=seed)
    rng = np.random.default_rng(seed)
    latent_rng, boot_rng = rng.spawn(2)
    averaged = average(overlaps) if overlaps.t <= MOST_AVERAGED else None
    plan = plan or Plan()
    latent = estimate_latent(overlaps, latent_rng, plan, threads=threads) if plan.chains else None
    chosen = _chosen(overlaps, boot_rng, resamples)
    if chosen is None:
        found.append(Finding("refusal", "no_model"))
    if latent is not None and not latent.is_settled:
        found.append(Finding("warning" if averaged else "refusal", "not_settled"))
    if averaged is not None and averaged.is_one_graph:
        found.append(Finding("warning", "one_graph", {"share": round(100 * float(averaged.weights[0]), 1)}))
    if averaged is not None and averaged.is_cut_off:
        found.append(Finding("warning", "cut_off"))
    pooled = mixed([average(one) for one in link_draws]) if link_draws and averaged else None
    if link_draws and pooled is None:
        found.append(Finding("warning", "links_not_pooled", {"lists": overlaps.t}))
    method = definition.method if definition else "averaging"
    ranges = _ranges(method, pooled or averaged, latent, chosen)
    if ranges is None and not any(one.kind == "refusal" for one in found):
        found.append(Finding("refusal", "method_failed"))
    if ranges:
        found += findings.of_range(overlaps.n, ranges.wide)
    if any(one.kind == "refusal" for one in found) or ranges is None:
        return Study(overlaps, tuple(found), bound, with_lists, definition=definition, seed=seed)
    others = [*alternatives(overlaps, averaged), *of_strata(strata or {})]
    if pooled is not None and averaged is not None:
        others.append(Alternative("one_linkage", (), averaged.interval(0.80), averaged.interval(0.95)))
    for name, table in (audited or {}).items():
        if table.t == overlaps.t and table.n >= findings.FEWEST_CHILDREN and averaged is not None:
            answer = average(merged_as_defined(table, definition)[0])
            others.append(Alternative(name, (), answer.interval(0.80), answer.interval(0.95)))
    return Study(
        overlaps, tuple(found), bound, with_lists, ranges, averaged, pooled, chosen, latent,
        alternatives=tuple(others), links_drawn=len(link_draws) if pooled else 0, definition=definition, seed=seed,
    )  # fmt: skip


def _bounds(tables: Sequence[Overlaps]) -> tuple[Bound, float | None]:
    """The lower bounds, averaged over draws of the linkage: a bound from missed links would be too high to be one."""
    found = [chao(one) for one in tables]
    bound = Bound(*(float(np.mean([getattr(one, name) for one in found])) for name in ("n", "se", "low", "high")))
    if tables[0].t > MOST_AVERAGED + 3:
        return bound, None
    with_lists = [one for one in map(chao_with_lists, tables) if one is not None]
    return bound, float(np.mean(with_lists)) if with_lists else None


def _ranges(
    method: Method, averaged: Averaged | Mixture | None, latent: Latent | None, chosen: Chosen | None
) -> Ranges | None:
    """The ranges of the method that was written down beforehand; None if it has no answer on this table.

    Averaging cannot take more than five lists; then the latent classes answer in its place.
    """
    settled = latent if latent is not None and latent.is_settled else None
    answer: Averaged | Mixture | Latent | Resampled | None = averaged or settled
    if method == "latent":
        answer = settled
    elif method == "loglinear":
        answer = chosen.honest if chosen else None
    if answer is None or (isinstance(answer, Resampled) and not len(answer.draws)):
        return None
    return Ranges(answer.interval(0.80), answer.interval(0.95))


def _chosen(overlaps: Overlaps, rng: np.random.Generator, resamples: int) -> Chosen | None:
    """The best model of all up to five lists, found step by step beyond; None if no model can be fitted."""
    if overlaps.t > 12:
        return None
    counts, t = overlaps.laid_out().astype(np.float64), overlaps.t
    if t > MOST_AVERAGED:
        try:
            found = stepwise(counts, t)
        except NoEstimate:
            return None
        return Chosen(found, profile(counts, t, found.terms), None)
    fits = ranked(counts, t)
    if not fits:
        return None
    models = [one.terms for one in (fits if t < MOST_AVERAGED else fits[:_LOOKED_AT])]
    honest = resampled(counts, t, fits[0], models, rng, resamples=resamples) if resamples else None
    return Chosen(fits[0], profile(counts, t, fits[0].terms), honest)
