"""What the terminal shows of DNA: the samples of a laboratory sheet, and who may be the missing of which family.

Of a profile are shown how much was typed and what contradicts, not the alleles themselves: a screen is seen by others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.exchange.laboratory import LaboratorySheet
from nasab.kinship import Identification, Profile, sex_by_amelogenin
from nasab.kinship.markers import Chromosome
from nasab.report import words
from nasab.report.check import show_problems
from nasab.report.isolation import Isolated
from nasab.report.terminal import sentence, table_of

__all__ = ["identification_as_json", "profiles_as_json", "show_identification", "show_profiles"]

_CHROMOSOMES: Final[tuple[Chromosome, ...]] = ("autosomal", "x", "y", "mt")
_SHOWN: Final = 0.01
_MOST: Final = 3


def show_profiles(read: LaboratorySheet, console: Console, language: texts.Language = "en") -> None:
    """Print for each sample how many markers of each kind were typed, and what was not understood."""
    shape = texts.say(f"identification.shape.{read.shape}", language)
    _line(console, language, "profiles.title", "bold", file=read.file, count=len(read.profiles), shape=shape)
    heads = [_head(f"profiles.{key}", language) for key in ("sample", "sex", "seen", *_CHROMOSOMES, "doubtful")]
    rows = [[Isolated(Text(words.visible(one.sample))), *_counts(one, language)] for one in read.profiles]
    console.print(table_of(heads, rows, [2, *[1] * 7], language))
    _line(console, language, "profiles.note", "bright_black")
    show_problems(read.problems, console, language)
    _line(console, language, "profiles.secret", "bright_black")


def profiles_as_json(read: LaboratorySheet) -> dict[str, Any]:
    """All that was read, for programs: the alleles of every sample, and the problems."""
    return {
        "file": read.file,
        "sheet": read.sheet,
        "shape": read.shape,
        "profiles": {
            one.sample: {
                "sex": one.sex,
                "sex_by_amelogenin": sex_by_amelogenin(one),
                "genotypes": {name: list(of.alleles) for name, of in one.genotypes.items()},
                "may_be_lost": [name for name, of in one.genotypes.items() if of.may_be_lost],
                "weighed": sorted(name for kind in _CHROMOSOMES for name in one.sure(kind)),
            }
            for one in read.profiles
        },
        "problems": [
            {"code": problem.code, "row": problem.row, "column": problem.column, "value": problem.value}
            for problem in read.problems
        ],
    }


def show_identification(
    found: Mapping[float, Identification], console: Console, language: texts.Language = "en"
) -> None:
    """Print the posterior of each child under each prior (odds of a pair to the result), the likeliest places first."""
    first = next(iter(found.values()))
    _line(console, language, "joint.title", "bold", children=len(first.children), places=len(first.places))
    for prior, one in found.items():
        _line(console, language, "joint.prior", "bold", prior=f"{prior:g}")
        heads = [_head(f"joint.{key}", language) for key in ("child", "place", "probability", "ratio", "nobody")]
        rows = [row for at in range(len(one.children)) for row in _places(one, at, language)]
        console.print(table_of(heads, rows, [2, 2, 1, 1, 1], language))
        pairs = ", ".join(f"{child} = {place}" for child, place in one.best)
        best = "?" if one.best_posterior is None else words.probability(one.best_posterior, language)
        _line(
            console, language, "joint.best", number=best,
            pairs=texts.set_apart(words.visible(pairs), language) or texts.say("identification.joint.none", language),
        )  # fmt: skip
        for said in _siblings(one, language):
            sentence(console, language, said)
        if one.error:
            _line(console, language, "joint.sampled", "yellow", error=f"{one.error:.1g}")
        else:
            _line(console, language, "joint.exact", "bright_black")
        if one.dropped:
            _line(console, language, "joint.lost", "bright_black", count=one.dropped, lost=f"{one.lost:.1g}")
    _line(console, language, "joint.decision", "bold")


def identification_as_json(found: Mapping[float, Identification]) -> list[dict[str, Any]]:
    """The result under each prior, for programs."""
    return [
        {
            "prior": prior,
            "children": list(one.children),
            "places": [{"id": place.id, "family": place.family} for place in one.places],
            "posterior": one.posterior.tolist(),
            "of_no_family_here": one.nobody.tolist(),
            "filled_by_nobody": one.empty.tolist(),
            "best": [list(pair) for pair in one.best],
            "best_posterior": one.best_posterior,
            "log2_evidence": one.bits,
            "log2_generalised_ratio": [[_finite(value) for value in row] for row in one.ratio.tolist()],
            "dropped_claims": one.dropped,
            "lost_at_most": one.lost,
            "parts": [
                {"children": list(part.children), "places": list(part.places), "method": part.method,
                 "width": part.width, "standard_error": part.error}
                for part in one.parts
            ],
        }
        for prior, one in found.items()
    ]  # fmt: skip


def _counts(profile: Profile, language: texts.Language) -> list[Isolated]:
    seen = sex_by_amelogenin(profile)
    sexes = [texts.say(f"identification.sex.{sex or 'unknown'}", language) for sex in (profile.sex, seen)]
    sure = {kind: len(profile.sure(kind)) for kind in _CHROMOSOMES}
    doubtful = sum(len(profile.of(kind)) - sure[kind] for kind in _CHROMOSOMES)
    style = "yellow" if profile.sex and seen and profile.sex != seen else ""
    counts = [words.count(number, language) if number else "" for number in (*sure.values(), doubtful)]
    return [*(Isolated(Text(sex, style), language) for sex in sexes), *(Isolated(Text(count)) for count in counts)]


def _places(one: Identification, child: int, language: texts.Language) -> list[list[Isolated]]:
    """The likeliest places of a child, and beside the first that it is of no family here."""
    order = sorted(range(len(one.places)), key=lambda at: (-round(float(one.posterior[child, at]), 9), at))
    shown = [at for at in order[:_MOST] if one.posterior[child, at] >= _SHOWN]
    nobody = Isolated(Text(words.probability(float(one.nobody[child]), language)))
    name = Isolated(Text(words.visible(one.children[child])))
    if not shown:
        return [[name, *[Isolated(Text(""))] * 3, nobody]]
    rows = []
    for rank, at in enumerate(shown):
        place = one.places[at]
        where = texts.say(
            "identification.joint.at", language, place=words.visible(place.id), family=words.visible(place.family)
        )
        ratio = one.ratio[child, at]
        times = "" if ratio != ratio else words.points(float(ratio), language)
        rows.append(
            [
                name if not rank else Isolated(Text("")),
                Isolated(Text(where)),
                Isolated(Text(words.probability(float(one.posterior[child, at]), language))),
                Isolated(Text(times)),
                nobody if not rank else Isolated(Text("")),
            ]
        )
    return rows


def _siblings(one: Identification, language: texts.Language) -> list[str]:
    """The children who together are of one family, though it is not known who is who."""
    said = []
    for family in one.without:
        places = [at for at, place in enumerate(one.places) if place.family == family]
        children = [at for at in range(len(one.children)) if one.posterior[at, places].sum() > words.PROBABLE]
        told = [at for at in places if one.posterior[:, at].sum() > _SHOWN]
        unsure = any(one.posterior[at, places].max() < words.PROBABLE for at in children)
        if children and unsure:
            names = [one.children[at] for at in children], [one.places[at].id for at in told]
            share, _ = one.of_family(*names)
            shown = [texts.set_apart(words.visible(", ".join(some)), language) for some in names]
            number, likely = words.probability(share, language), words.in_words(share, language)
            said.append(
                texts.say(
                    "identification.joint.several",
                    language,
                    children=shown[0],
                    places=shown[1],
                    words=likely,
                    number=number,
                )
            )
    return said


def _finite(value: float) -> float | None:
    return value if abs(value) < float("inf") else None


def _head(key: str, language: texts.Language) -> Isolated:
    return Isolated(Text(texts.say(f"identification.{key}", language)), language)


def _line(console: Console, language: texts.Language, key: str, style: str = "", **blanks: object) -> None:
    clean = {blank: words.visible(str(value)) for blank, value in blanks.items()}
    sentence(console, language, texts.say(f"identification.{key}", language, **clean), style)
