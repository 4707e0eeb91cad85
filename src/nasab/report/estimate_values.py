"""An estimate as it may leave: figures rounded, small ones hidden, the same for the page, the terminal and programs.

What was computed to the last digit stands beside it only where somebody asks for it at their own machine (`--json`).
"""

from __future__ import annotations

from typing import Any

from nasab import texts
from nasab.estimation import Finding, Study
from nasab.estimation.disclosure import LEAST_CELL, hidden_cells, rounded, rounded_out
from nasab.estimation.sensitivity import Alternative

__all__ = ["as_computed", "as_shown", "finding_words", "other_words", "population_words"]

Range = tuple[float, float]


def as_shown(study: Study) -> dict[str, Any]:
    """The figures as they may leave."""
    overlaps = study.overlaps
    hidden = hidden_cells(overlaps.frequencies)
    definition = study.definition
    shown: dict[str, Any] = {
        "recorded": rounded(overlaps.n) if overlaps.n >= LEAST_CELL else None,
        "lists": {
            name: rounded(total) if total >= LEAST_CELL else None
            for name, total in zip(overlaps.lists, overlaps.totals.tolist(), strict=True)
        },
        "on_exactly": {
            str(k): None if is_hidden else rounded(count)
            for k, (count, is_hidden) in enumerate(zip(overlaps.frequencies.tolist(), hidden, strict=True), start=1)
        },
        "at_least": rounded(study.at_least.n) if study.at_least else None,
        "at_least_with_lists": rounded(study.at_least_with_lists)
        if study.at_least_with_lists is not None and study.at_least
        else None,
        "likely_80": None,
        "wide_95": None,
        "is_lower_bound": study.is_lower_bound,
        "is_refused": study.is_refused,
        "refusals": _codes(study, "refusal"),
        "warnings": _codes(study, "warning"),
        "notes": _codes(study, "note"),
        "methods": {},
        "if_otherwise": [],
        "link_draws": study.links_drawn,
        "seed": study.seed,
        "definition": definition.title if definition else "",
        "definition_sha256": definition.digest if definition else "",
        "population": {
            "origins": list(definition.origins) if definition else [],
            "places": list(definition.places) if definition else [],
            "state": definition.state if definition else "",
            "at": str(definition.at or "") if definition else "",
        },
        "main_method": definition.method if definition else "averaging",
    }
    if study.ranges is not None:
        shown["likely_80"] = list(rounded_out(*study.ranges.likely))
        shown["wide_95"] = list(rounded_out(*study.ranges.wide))
        shown["methods"] = {
            name: {"likely_80": list(rounded_out(*likely)), "wide_95": list(rounded_out(*wide))}
            for name, (likely, wide) in ranges_by_method(study).items()
        }
        shown["if_otherwise"] = [
            {
                "kind": one.kind,
                "names": list(one.names),
                "likely_80": list(rounded_out(*one.likely)),
                "wide_95": list(rounded_out(*one.wide)),
            }
            for one in study.alternatives
        ]
    return shown


def as_computed(study: Study) -> dict[str, Any]:
    """The figures to the last digit; they stay on the machine on which they were computed."""
    computed: dict[str, Any] = {
        "recorded": study.overlaps.n,
        "lists": list(study.overlaps.lists),
        "on_exactly": study.overlaps.frequencies.tolist(),
    }
    if study.at_least:
        computed["chao"] = {"n": study.at_least.n, "low_95": study.at_least.low, "high_95": study.at_least.high}
        computed["chao_with_lists"] = study.at_least_with_lists
    if study.if_independent:
        computed["if_independent"] = {
            "likely_80": list(study.if_independent.likely), "wide_95": list(study.if_independent.wide)
        }  # fmt: skip
    if study.is_refused:
        return computed
    if study.averaged:
        t = study.overlaps.t
        computed["averaging"] = {
            "quantiles": {f"{share:g}": study.averaged.quantile(share / 100) for share in (2.5, 10, 50, 90, 97.5)},
            "models": [
                {"model": graph.notation(t), "weight": float(weight)}
                for graph, weight in zip(study.averaged.graphs[:5], study.averaged.weights[:5], strict=False)
            ],
        }
    if study.pooled:
        computed["pooled"] = {
            "quantiles": {f"{share:g}": study.pooled.quantile(share / 100) for share in (2.5, 10, 50, 90, 97.5)}
        }
    if study.chosen:
        fit, fixed = study.chosen.fit, study.chosen.fixed
        computed["loglinear"] = {
            "model": fit.model, "n": fit.n, "aic": fit.aic, "bic": fit.bic, "fixed_95": [fixed.low, fixed.high]
        }  # fmt: skip
        if study.chosen.honest:
            computed["loglinear"]["honest_95"] = list(study.chosen.honest.interval(0.95))
    if study.latent:
        computed["latent"] = {
            "r_hat": study.latent.r_hat, "medians_apart": study.latent.apart, "is_settled": study.latent.is_settled
        }  # fmt: skip
        if study.latent.is_settled:
            computed["latent"]["quantiles"] = {
                f"{share:g}": study.latent.quantile(share / 100) for share in (2.5, 10, 50, 90, 97.5)
            }
    return computed


def ranges_by_method(study: Study) -> dict[str, tuple[Range, Range]]:
    """Likely and wide range by method, of those that may be shown; chains that did not settle say nothing."""
    found: dict[str, tuple[Range, Range]] = {}
    if study.pooled:
        found["pooled"] = study.pooled.interval(0.80), study.pooled.interval(0.95)
    if study.averaged:
        found["averaging"] = study.averaged.interval(0.80), study.averaged.interval(0.95)
    if study.chosen and study.chosen.honest and len(study.chosen.honest.draws):
        honest = study.chosen.honest
        found["loglinear"] = honest.interval(0.80), honest.interval(0.95)
    if study.latent and study.latent.is_settled:
        found["latent"] = study.latent.interval(0.80), study.latent.interval(0.95)
    return found


def finding_words(one: Finding, language: texts.Language) -> str:
    """The sentence of a finding."""
    blanks = {name: texts.set_apart(_may_leave(name, value), language) for name, value in one.blanks.items()}
    return texts.say(f"estimate.{one.kind}.{one.code}", language, **blanks)


def _may_leave(name: str, value: str | int | float) -> str:
    """A blank of a sentence; what counts rows or children is rounded, and below ten not said."""
    if name != "count" or isinstance(value, str):
        return str(value)
    return f"< {LEAST_CELL}" if value < LEAST_CELL else str(rounded(value))


def other_words(one: Alternative, language: texts.Language) -> str:
    """What is otherwise, in words."""
    names = [texts.set_apart(name, language) for name in one.names]
    if one.kind == "strata":
        names = [texts.say(f"estimate.other.attribute_{one.names[0]}", language)]
    return texts.say(f"estimate.other.{one.kind}", language, **dict(zip("ab", names, strict=False)))


def population_words(study: Study, language: texts.Language) -> str:
    """Who is counted, as the definition calls them."""
    return texts.set_apart(study.definition.title, language) if study.definition else ""


def _codes(study: Study, kind: str) -> list[str]:
    return [one.code for one in study.findings if one.kind == kind]
