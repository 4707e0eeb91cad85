"""What DNA says, as lines and tables in the terminal, in the language asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nasab import texts
from nasab.kinship.wording import beside_line, times
from nasab.texts import Language, say

if TYPE_CHECKING:
    from rich.console import Console

    from nasab.kinship import Candidate, Pair, Power, Search, Weighed

__all__ = ["show_power", "show_search", "show_sensitivity", "show_weighed"]

#: Alternatives told of each pair of a search.
_NEAREST = 2


def show_weighed(
    weighed: Weighed, case: str, beside: Mapping[str, float], console: Console, language: Language
) -> None:
    """Likelihoods for each locus under each hypothesis, their ratios, the total in words, and the alternatives."""
    from rich.table import Table

    names = list(weighed.likelihoods)
    others = [name for name in names if name != weighed.reference]
    table = Table(title=say("dna.lr.title", language, case=case))
    table.add_column(say("dna.lr.locus", language))
    for name in names:
        table.add_column(name, justify="right")
    ratios = {name: weighed.per_locus(name) for name in others}
    for name in others:
        told = say("dna.lr.ratio", language, hypothesis=name, reference=weighed.reference)
        table.add_column(told, justify="right")
    for k, locus in enumerate(weighed.loci):
        row = [f"{weighed.likelihoods[name][k]:.4g}" for name in names]
        table.add_row(locus, *row, *(_number(float(ratios[name][k])) for name in others))
    table.add_section()
    row = [f"1e{weighed.log10(name):.2f}" if weighed.log10(name) > -math.inf else "0" for name in names]
    totals = [_power(weighed.log10_ratio(name)) for name in others]
    table.add_row(say("dna.lr.all", language), *row, *totals)
    console.print(table)
    for name in others:
        console.print(_in_words(weighed, name, language))
        _excluding(weighed.excluding(name), console, language)
    if not others:
        console.print(say("dna.lr.likelihood", language, hypothesis=names[0], value=_power(weighed.log10(names[0]))))
    if weighed.joined:
        console.print(say("dna.lr.linked", language, first=weighed.loci[0], second=weighed.loci[1]))
    if beside:
        console.print(say("dna.lr.beside", language))
        for alternative, log10 in beside.items():
            console.print(f"  {beside_line(alternative, log10, language)}")
    stationary = "stationary" if weighed.is_stationary else "not_stationary"
    console.print(
        say(
            "dna.lr.how", language, theta=f"{weighed.theta:g}", convention=weighed.convention,
            mutation=weighed.mutation, stationary=say(f"dna.lr.{stationary}", language),
        )
    )  # fmt: skip
    for note in weighed.notes:
        console.print(note.sentence(language))


def show_sensitivity(by_theta: Mapping[float, float], console: Console, language: Language) -> None:
    """log10 of the ratio under several values of theta, on one line; nothing if there are none."""
    if by_theta:
        told = "; ".join(f"θ {theta:g}: {value:.2f}" for theta, value in by_theta.items())
        console.print(say("dna.lr.by_theta", language, ratios=told))


def _in_words(weighed: Weighed, name: str, language: Language) -> str:
    log10 = weighed.log10_ratio(name)
    reference = weighed.reference
    if math.isnan(log10):
        return say("dna.lr.both_impossible", language, hypothesis=name, reference=reference)
    if log10 == -math.inf:
        gone = [locus for locus, value in zip(weighed.loci, weighed.likelihoods[name], strict=True) if value == 0]
        return say("dna.lr.cannot_be", language, hypothesis=name, loci=", ".join(gone))
    if log10 == math.inf:
        gone = [locus for locus, value in zip(weighed.loci, weighed.likelihoods[reference], strict=True) if value == 0]
        return say("dna.lr.cannot_be", language, hypothesis=reference, loci=", ".join(gone))
    key = "for_it" if log10 >= 0 else "against"
    return say(
        f"dna.lr.{key}",
        language,
        times=times(abs(log10), language),
        hypothesis=name,
        reference=reference,
        loci=len(weighed.loci),
    )


def show_search(
    search: Search,
    candidates: Sequence[Candidate],
    pairs: Sequence[Pair],
    groups: Sequence[Sequence[str]],
    theta: float,
    console: Console,
    language: Language,
) -> None:
    """Pairs of child and missing person with what speaks against them; and children who may be siblings."""
    console.print(
        say(
            "dna.search.counted", language, children=len(search.children), slots=len(search.slots),
            families=len(search.families), loci=len(search.loci), theta=f"{theta:g}",
        )
    )  # fmt: skip
    console.print(say(f"dna.search.{'title' if candidates else 'none'}", language), style="bold")
    for one in candidates:
        _candidate(one, console, language)
    if pairs:
        console.print(say("dna.search.siblings", language))
    for pair in pairs:
        relation = say(f"dna.relation.{pair.relation}", language)
        first, second = texts.set_apart(pair.first, language), texts.set_apart(pair.second, language)
        told = say(
            "dna.search.pair",
            language,
            first=first,
            second=second,
            relation=relation,
            times=times(pair.log10, language),
        )
        console.print(f"  {told}")
    for group in groups:
        if len(group) > 2:
            console.print(f"  {say('dna.search.group', language, children=', '.join(group))}")
    for note in search.notes:
        console.print(note.sentence(language))


def _excluding(loci: Sequence[str], console: Console, language: Language) -> None:
    """Where only a mutation makes it possible, and that one is another thing than many."""
    if loci:
        key = "one_mutation" if len(loci) == 1 else "many_mutations"
        console.print(
            f"    {say('dna.search.excluding', language)} {say(f'dna.search.{key}', language, loci=', '.join(loci))}"
        )


def _candidate(one: Candidate, console: Console, language: Language) -> None:
    """A pair, where it needs a mutation, and the alternatives that come nearest."""
    ids = [texts.set_apart(told, language) for told in (one.child, one.slot.missing, one.slot.family)]
    console.print(
        say(
            "dna.search.found", language, child=ids[0], missing=ids[1], family=ids[2], log10=f"{one.log10:.2f}",
            loci=one.loci,
        )
    )  # fmt: skip
    _excluding(one.excluding, console, language)
    beside = {name: value for name, value in one.beside.items() if name != "unrelated"}
    for name in sorted(beside, key=lambda name: beside[name])[:_NEAREST]:
        console.print(f"    {say('dna.search.else', language)} {beside_line(name, beside[name], language)}")


def show_power(
    now: Power, each: Sequence[Power], missing: str, seed: int, console: Console, language: Language
) -> None:
    """What the family says now, and with each relative more; the one worth most first."""
    from rich.table import Table

    table = Table(title=say("dna.power.title", language, missing=missing))
    for column in ("relative", "expected", "strong", "excluding", "false"):
        table.add_column(say(f"dna.power.{column}", language), justify="left" if column == "relative" else "right")
    for one in (now, *each):
        error = "" if math.isnan(one.error) or one.error == 0 else f" ± {one.error:.2f}"
        table.add_row(
            ", ".join(one.relatives) or say("dna.power.now", language), f"{one.expected:.2f}{error}",
            f"{one.strong:.0%}", f"{one.excluding:.4%}", f"{one.false:.1%}",
        )  # fmt: skip
    console.print(table)
    console.print(say("dna.power.counted", language, draws=now.draws, seed=seed))


def _number(value: float) -> str:
    return "0/0" if math.isnan(value) else f"{value:.4g}"


def _power(log10: float) -> str:
    if math.isnan(log10):
        return "0/0"
    if math.isinf(log10):
        return "0" if log10 < 0 else "∞"
    return f"{10**log10:.4g}" if abs(log10) < 300 else f"1e{log10:.1f}"
