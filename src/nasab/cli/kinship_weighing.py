"""A kinship case answered, and answers as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from nasab import kinship as dna
from nasab import texts
from nasab.errors import NasabError, Problem, WrongUse
from nasab.exchange.kinship_case import Case

__all__ = ["THETAS", "Answer", "answer", "as_json", "family_of", "power_as_json", "search_as_json"]


@dataclass(frozen=True)
class Answer:
    """A case weighed; `beside`: for each alternative log10 of how much likelier the first hypothesis is.

    `by_theta`: log10 of the ratio of the first hypothesis under other values of theta.
    """

    case: Case
    weighed: dna.Weighed
    beside: dict[str, float]
    by_theta: dict[float, float]


#: Usual values of theta: none, a mixed population, a small people.
THETAS = (0.0, 0.01, 0.03)


def answer(
    case: Case, theta: float | None, convention: str | None, alternatives: bool, sensitivity: bool = False
) -> Answer:
    """The case under its hypotheses, and under those that one should not forget."""
    genotypes = case.genotypes
    families, question, notes = case.pedigrees, _question(case), []
    if case.question is not None:
        poi, missing = case.question
        family = case.pedigrees["family"]
        apart = {missing} - {poi}
        genotypes = {person: told for person, told in genotypes.items() if person in family and person not in apart}
        families = dna.alternatives(family, poi, missing)
        families = {"same": families["same"], "unrelated": families["unrelated"]}
    evidence = dna.Evidence(case.loci, genotypes, case.drop_out)
    if question is not None and dna.sexes_differ(question[0], *question[1:]):
        detail = f"{question[2]}: {question[0][question[2]].sex}"
        if any(locus.is_x for locus in evidence.loci):
            raise WrongUse(Problem("KIN-03", value=question[1], detail=detail))
        notes.append(Problem("KIN-27", value=question[1], detail=detail))
    used = case.theta if theta is None else theta
    how = cast("dna.Convention", convention or case.convention)
    weighed = dna.weigh(
        evidence, families, reference=case.reference, theta=used, convention=how, recombination=case.recombination
    )
    weighed.notes[:0] = notes
    beside = _beside(evidence, weighed, question) if alternatives and question is not None else {}
    by_theta = {}
    if sensitivity and len(families) > 1 and case.recombination is None:
        first = next(iter(families))
        pair = {name: families[name] for name in (first, weighed.reference)}
        for other in THETAS:
            told = dna.weigh(evidence, pair, reference=weighed.reference, theta=other, convention=how)
            by_theta[other] = told.log10_ratio(first)
    return Answer(case, weighed, beside, by_theta)


def family_of(case: Case, missing: str | None) -> tuple[dna.Pedigree, str]:
    """The family of a case with the place of the missing person, and without the person of interest.

    Raises `WrongUse`: KIN-22 if nobody is said to be missing.
    """
    if case.question is not None:
        poi, who = case.question
        family = case.pedigrees["family"]
    else:
        family, poi, who = next(
            (
                (family, "POI", missing or "MP")
                for family in reversed(case.pedigrees.values())
                if (missing or "MP") in family
            ),
            (next(iter(case.pedigrees.values())), "POI", missing or "MP"),
        )
    who = missing or who
    if who not in family:
        raise WrongUse(Problem("KIN-22", value=who[:40], detail=", ".join(m.id for m in family.members)[:200]))
    is_apart = poi in family and poi != who and family.is_founder(poi) and not family.children_of(poi)
    return (family.without([poi]) if is_apart else family), who


def _question(case: Case) -> tuple[dna.Pedigree, str, str] | None:
    """The family, the person of interest and the missing one, where a case asks whether they are one."""
    if case.question is not None:
        return case.pedigrees["family"], *case.question
    family = case.pedigrees.get("H2")
    if family is None or "MP" not in family or "POI" not in family or "MP" in case.genotypes:
        return None
    if not family.is_founder("POI") or family.children_of("POI"):
        return None
    return family, "POI", "MP"


def _beside(evidence: dna.Evidence, weighed: dna.Weighed, question: tuple[dna.Pedigree, str, str]) -> dict[str, float]:
    first = next(iter(weighed.likelihoods))
    with np.errstate(divide="ignore", invalid="ignore"):
        mine = float(np.log10(weighed.likelihoods[first]).sum())
        out = {}
        for name, family in dna.alternatives(*question).items():
            if name == "same":
                continue
            try:
                logs = np.log10(evidence.likelihoods(family, weighed.theta, weighed.convention))
            except NasabError as error:
                if error.code != "KIN-17":
                    raise
                continue  # too interwoven with theta: said by its absence
            out[name] = mine - float(logs.sum()) if mine > -math.inf or logs.sum() > -math.inf else math.nan
    return out


def as_json(answer: Answer, language: texts.Language) -> dict[str, Any]:
    """A case as the reference cases name things; a ratio of 0/0 is null."""
    weighed = answer.weighed
    names = list(weighed.likelihoods)
    out: dict[str, Any] = {"id": answer.case.id, "loci": list(weighed.loci), "reference": weighed.reference}
    for name in names:
        out[f"likelihood_{name}"] = weighed.likelihoods[name].tolist()
        if weighed.joined:
            out[f"joint_likelihood_{name}"] = weighed.joined[name]
    out["log10_likelihood"] = {name: _plain(weighed.log10(name)) for name in names}
    ratios = {name: _ratio(weighed, name) for name in names if name != weighed.reference}
    if len(names) == 1:
        out["likelihood"] = _power(weighed.log10(names[0]))
    elif len(ratios) == 1:
        out |= next(iter(ratios.values()))
    else:
        out["ratios"] = ratios
    if weighed.joined:
        first = names[0]
        out["unlinked_LR"] = _plain(float(np.prod(weighed.per_locus(first)))) if len(names) > 1 else None
    out["alternatives"] = {
        name: {"log10_of_first_to_this": _plain(value), "times_less_likely": _power(value)}
        for name, value in answer.beside.items()
    }
    if answer.by_theta:
        out["log10_LR_by_theta"] = {f"{theta:g}": _plain(value) for theta, value in answer.by_theta.items()}
    out |= {
        "theta": weighed.theta,
        "convention": weighed.convention,
        "mutation": weighed.mutation,
        "stationary": weighed.is_stationary,
        "notes": [{"code": note.code, "sentence": note.sentence(language)} for note in weighed.notes],
    }
    return out


def _ratio(weighed: dna.Weighed, name: str) -> dict[str, Any]:
    log10 = weighed.log10_ratio(name)
    return {
        "LR_per_locus": [_plain(float(x)) for x in weighed.per_locus(name)],
        "LR": _power(log10),
        "log10_LR": _plain(log10),
        "excluding": list(weighed.excluding(name)),
    }


def search_as_json(
    search: dna.Search,
    shown: Sequence[dna.Candidate],
    pairs: Sequence[dna.Pair],
    theta: float,
    everything: bool,
    language: texts.Language,
) -> dict[str, Any]:
    """Candidates, children who may be siblings, and if asked for the whole table of log10 ratios."""
    out: dict[str, Any] = {
        "theta": theta,
        "loci": [locus.name for locus in search.loci],
        "candidates": [
            {
                "child": one.child,
                "family": one.slot.family,
                "missing": one.slot.missing,
                "log10_LR": _plain(one.log10),
                "LR_per_locus": [_plain(float(x)) for x in one.per_locus],
                "alternatives": {name: _plain(value) for name, value in one.beside.items()},
                "excluding": list(one.excluding),
                "loci_typed": one.loci,
            }
            for one in shown
        ],
        "siblings": [
            {"children": [pair.first, pair.second], "relation": pair.relation, "log10_LR": pair.log10} for pair in pairs
        ],
        "groups": [list(group) for group in dna.groups(pairs)],
        "notes": [{"code": note.code, "sentence": note.sentence(language)} for note in search.notes],
    }
    if everything:
        out["rows"] = [child.id for child in search.children]
        out["cols"] = [slot.missing for slot in search.slots]
        out["families"] = [slot.family for slot in search.slots]
        out["log10_LR"] = [[_plain(float(x)) for x in row] for row in search.log10(exact=True)]
    return out


def power_as_json(now: dna.Power, each: Sequence[dna.Power], missing: str, seed: int) -> dict[str, Any]:
    """What the family says now, and with each relative more."""

    def told(one: dna.Power) -> dict[str, Any]:
        return {
            "relatives": list(one.relatives),
            "expected_log10_LR": _plain(one.expected),
            "standard_error": _plain(one.error),
            "P_LR_10000_if_true": one.strong,
            "P_LR_10000_if_unrelated": one.false,
            "exclusion_power": one.excluding,
        }

    return {"missing": missing, "draws": now.draws, "seed": seed, "now": told(now), "with": [told(one) for one in each]}


def _plain(value: float) -> float | None:
    """A number JSON can say; what is infinite or undetermined is null."""
    return value if math.isfinite(value) else None


def _power(log10: float) -> float | None:
    if math.isnan(log10) or log10 > 308:
        return None
    return 0.0 if log10 == -math.inf else 10.0**log10
