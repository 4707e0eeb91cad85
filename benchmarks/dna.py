"""Whether what is believed with DNA can be believed: posteriors against a known truth, with and without names.

    python -m benchmarks.dna [--children 600] [--typed 0.6] [--families 0.4]

Writes `benchmarks/RESULTS-DNA.md`.  An invented world: genotypes are drawn down every family; of some families
relatives gave a sample (a grandmother, an uncle, an aunt with a grandmother …), of some children a sample was typed.
"""

from __future__ import annotations

import argparse
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

import nasab
from benchmarks.engine import _candidates
from nasab import kinship, simulation
from nasab.kinship import Genotype, Member, Pedigree, Profile
from nasab.kinship.loci import loci_of
from nasab.kinship.markers import USUAL
from nasab.kinship.seeking import SeekingFamily
from nasab.kinship.together import claims_of
from nasab.matching.dna import weigh_dna
from nasab.simulation import World

HERE = Path(__file__).resolve().parent
SEED = 11
POPULATION = "norSTR: West Asia"
#: Who of a family gave a sample.
GIVERS = (("FM",), ("MM",), ("FB",), ("MZ",), ("FM", "FB"), ("FM", "MM"), ("MZ", "FM"))
EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)

Alleles = Mapping[str, Sequence[str]]


def main() -> None:
    """Measures and writes the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dna", description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=600)
    parser.add_argument("--typed", type=float, default=0.6, help="share of children found of whom a sample was typed")
    parser.add_argument("--families", type=float, default=0.4, help="share of families that gave a sample")
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS-DNA.md")
    asked = parser.parse_args()
    world = simulation.simulate(children=asked.children, seed=SEED, difficulty="field")
    families, profiles, beside = _drawn(world, asked.typed, asked.families)
    lines = [
        "# DNA with a known truth",
        "",
        f"`python -m benchmarks.dna --children {asked.children} --typed {asked.typed} --families {asked.families}`, "
        f"{date.today().isoformat()}, nasab {nasab.__version__}, seed {SEED}. `field`, {len(USUAL)} loci, "
        f"{POPULATION}, theta 0.",
        "",
        *_with_names(world, families, profiles),
        "",
        *_alone(world, families, profiles, beside),
    ]
    text = "\n".join(lines).rstrip() + "\n"
    asked.results.write_text(text, encoding="utf-8")
    print(text)


def _drawn(world: World, typed: float, giving: float) -> tuple[list[SeekingFamily], list[Profile], set[str]]:
    """The families that gave samples, all profiles, and the children found of whom only brothers or sisters are sought.

    A child sought by two families is one child, and its families are one; so is a found group of which one is sought.
    """
    rng = np.random.default_rng(SEED)
    loci = _loci()
    sought, found = world.sought.columns, world.found.columns
    asking = {child: family or child for child, family in zip(sought["id"], sought["family"], strict=True)}
    group = {child: told or child for child, told in zip(found["id"], found.get("group", found["id"]), strict=True)}
    who: dict[str, str] = {}  # each row of either list: the person it is of
    together = _Sets()
    for one, other in world.truth:
        who[other] = who.setdefault(one, who.get(other, one))
        together.join(f"found {group[one]}", f"sought {asking[other]}")
    homes: dict[str, list[str]] = defaultdict(list)
    for child, family in asking.items():
        homes[together.of(f"sought {family}")].append(who.setdefault(child, child))
    for child, told in group.items():
        homes[together.of(f"found {told}")].append(who.setdefault(child, child))
    sexes = dict(zip(sought["id"], sought["sex"], strict=True))
    genes: dict[str, dict[str, Alleles]] = {
        home: kinship.drop_genes(Pedigree(_family(list(dict.fromkeys(children)), {})), loci, rng)
        for home, children in homes.items()
    }
    families, profiles = [], []
    for name in dict.fromkeys(asking.values()):
        if rng.random() >= giving:
            continue
        members = _family([child for child, family in asking.items() if family == name], sexes)
        givers = GIVERS[rng.integers(len(GIVERS))]
        samples = {person: f"{name}/{person}" for person in givers}
        families.append(SeekingFamily(name, members, samples))
        home = genes[together.of(f"sought {name}")]
        profiles += [_profile(samples[person], home[person]) for person in givers]
    for child, told in group.items():
        if rng.random() < typed:
            profiles.append(_profile(child, genes[together.of(f"found {told}")][who[child]]))
    wanted = {who[child] for child in asking}
    kin = {together.of(f"sought {family}") for family in asking.values()}
    beside = {c for c, told in group.items() if who[c] not in wanted and together.of(f"found {told}") in kin}
    return families, profiles, beside


class _Sets:
    """What belongs together."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def of(self, one: str) -> str:
        """The name of the set of one."""
        while (above := self._of.get(one, one)) != one:
            one = above
        return one

    def join(self, one: str, other: str) -> None:
        """Both are of one set."""
        self._of[self.of(one)] = self.of(other)


def _loci() -> tuple[kinship.Locus, ...]:
    table = kinship.shipped_frequencies(POPULATION)
    plain = {name: Genotype(name, (next(iter(table.loci[name])),) * 2) for name in USUAL}
    return loci_of([Profile("", plain)], table).loci


def _family(children: Sequence[str], sexes: Mapping[str, str]) -> tuple[Member, ...]:
    """Children of one couple, with grandparents, an uncle by the father and an aunt by the mother."""
    sex: Any = {"m": "M", "f": "F"}
    return (
        Member("FF", "M"), Member("FM", "F"), Member("MF", "M"), Member("MM", "F"), Member("F", "M", "FF", "FM"),
        Member("FB", "M", "FF", "FM"), Member("M", "F", "MF", "MM"), Member("MZ", "F", "MF", "MM"),
        *(Member(child, sex.get(sexes.get(child, ""), ""), "F", "M") for child in children),
    )  # fmt: skip


def _profile(sample: str, alleles: Alleles) -> Profile:
    return Profile(sample, {name: Genotype(name, tuple(pair)) for name, pair in alleles.items()})


def _with_names(world: World, families: list[SeekingFamily], profiles: list[Profile]) -> Iterator[str]:
    table = kinship.shipped_frequencies(POPULATION)
    dna = weigh_dna(families, profiles, table, world.found, world.sought, theta=0.0)
    yield "## Names and DNA together: `nasab match`"
    yield ""
    yield (
        f"{dna.children:,} children typed, {dna.relatives} relatives of {dna.families} families. `of the typed`: of "
        "the children typed whose family gave a sample."
    )
    yield ""
    yield "| evidence | first | first, of the typed | recall at 99 % precision | calibration error | Brier |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    samples = {profile.sample for profile in profiles}
    giving = {child for family in families for child in (m.id for m in family.members)}
    both = {found for found, sought in world.truth if found in samples and sought in giving}
    for title, outside in (("names and all else", ()), ("with DNA", dna.told)):
        run = nasab.match(world.found, world.sought, outside=outside)
        accuracy = simulation.evaluate(_candidates(run), world.truth)
        best = {one.found_id: one.best.sought_id for one in run.results if one.best is not None}
        right = np.mean([best.get(found) == sought for found, sought in world.truth if found in both])
        yield (
            f"| {title} | {accuracy.recall_at_1:.3f} | {right:.3f} | {accuracy.recall_at_99_precision:.3f} | "
            f"{accuracy.calibration_error:.3f} | {accuracy.brier:.4f} |"
        )


def _alone(world: World, families: list[SeekingFamily], profiles: list[Profile], beside: set[str]) -> Iterator[str]:
    """The posterior of DNA alone, all children and places at once, with the share of true pairs as the prior."""
    table = kinship.shipped_frequencies(POPULATION)
    by_sample = {profile.sample: profile for profile in profiles}
    sexes = dict(zip(world.sought.columns["id"], world.sought.columns["sex"], strict=True))
    typed = [family.typed(sexes, by_sample) for family in families]
    truth: dict[str, set[str]] = defaultdict(set)
    for one, other in world.truth:
        truth[one].add(other)
    known: set[str] = set()
    children = []
    for child in world.found.columns["id"]:
        person = min(truth[child], default=child)
        if child in by_sample and child not in beside and person not in known:  # registered twice: once is enough
            known.add(person)
            children.append(kinship.TypedChild(child, "", by_sample[child].sure()))
    search = kinship.Search(loci_of(profiles, table).loci, typed, children)
    claims = claims_of(search, least=0.0)
    share = np.mean([bool(truth[child.id] & {place.id for place in claims.places}) for child in children])
    prior = float(share / (1 - share) / len(claims.places))
    rng = np.random.default_rng(SEED)
    found = kinship.identify(
        claims.weights, claims.places, claims.children, prior=prior, together=claims.together,
        siblings=claims.siblings, negligible=1e-4, rng=rng,
    )  # fmt: skip
    true = np.array([[place.id in truth[child] for place in found.places] for child in found.children])
    yield "## DNA alone: `kinship.identify`"
    yield ""
    yield (
        f"{len(found.children):,} children, {len(found.places)} places of {len(families)} families; "
        f"{int(true.sum())} true pairs (without children of whom only brothers or "
        f"sisters are sought); prior odds of a pair {prior:.2g}; at most {found.lost:.2g} of the probability "
        f"left out, largest standard error {found.error:.2g}."
    )
    yield ""
    yield "| believed | pairs | mean belief | true |"
    yield "| --- | ---: | ---: | ---: |"
    for low, high in itertools.pairwise(EDGES):
        some = (found.posterior > low) & (found.posterior <= high) & (found.posterior > 1e-4)
        if some.any():
            mean, share = found.posterior[some].mean(), true[some].mean()
            yield f"| {low:g}–{high:g} | {some.sum():,} | {mean:.3f} | {share:.3f} |"
    best = found.posterior.max(axis=1)
    right = true[np.arange(len(best)), found.posterior.argmax(axis=1)]
    error = _calibration_error(best, right)
    yield ""
    expected = found.posterior.sum()
    yield f"Calibration error of the best place of each child: {error:.3f}. Expected true pairs: {expected:.1f}."


def _calibration_error(belief: np.ndarray, right: np.ndarray) -> float:
    """The mean distance of belief and truth over ten groups of equal size."""
    order = np.argsort(belief)
    return float(
        sum(abs(belief[part].mean() - right[part].mean()) * len(part) for part in np.array_split(order, 10))
        / len(belief)
    )


if __name__ == "__main__":
    main()
