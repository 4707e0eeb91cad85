"""What joint identification costs: the reference sets of disaster victim identification, exactly, in CPU milliseconds.

    python -m benchmarks.joint [--reference ../shared/reference/kinship/dvi]

Prints its section and writes it to benchmarks/RESULTS-JOINT.md.  The likelihood ratios are those stored with the sets
(dvir 3.4.2); measured is what comes after them: posteriors of all pairs, the best way to match, and the generalised
likelihood ratio of every pair.  Each figure is the least of several runs, in processor time, after one to load the
code.  The deviation is the largest of any posterior from the stored one.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from nasab.kinship import Identification, Place, Together, identify
from nasab.kinship.joint import NEGLIGIBLE

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "RESULTS-JOINT.md"
RUNS = 15

#: What dvir 3.4.2 needs for the same, in seconds, as the sets themselves record it; exclusionExample has 4e13 ways.
TARGETS = {"planecrash": 5.0, "exclusionExample": 200.0}


def main() -> None:
    """Print the section and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    beside = ROOT.parent / "shared" / "reference" / "kinship" / "dvi"
    parser.add_argument("--reference", type=Path, default=beside)
    folder: Path = parser.parse_args().reference
    if not folder.is_dir():
        raise SystemExit(f"no reference sets at {folder}: name their folder with --reference")
    lines = list(_section(folder))
    print("\n".join(lines))
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _section(folder: Path) -> Iterator[str]:
    yield "# Joint identification"
    yield ""
    yield "`python -m benchmarks.joint`: from the stored likelihood ratios, exactly; CPU time, least of 15."
    yield "The seconds of dvir hold the likelihood of every way, which are given here: they are no like measure."
    yield ""
    yield "| set | children × places | ways to match | nasab, ms | target, ms | dvir 3.4.2, s | largest deviation |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for path in sorted(folder.glob("*.json")):
        yield _row(path.stem, json.loads(path.read_text(encoding="utf-8")))
    yield ""
    yield from _larger()
    yield ""
    yield from _calibration()
    search = folder.parent / "search_benchmark.json"
    if search.is_file():
        yield ""
        yield from _search(json.loads(search.read_text(encoding="utf-8")))


def _row(name: str, case: Any) -> str:
    reference = case["reference"]
    pairwise = reference["pairwiseLR"]
    places = [
        Place(missing, family["family"])
        for missing in case["missing"]
        for family in case["am"]
        if missing in {member["id"] for member in family["members"]}
    ]
    with np.errstate(divide="ignore"):
        weights = np.log2(np.array([[one or 0.0 for one in row] for row in pairwise["LR"]], dtype=float))
    several = len({place.family for place in places}) < len(places)
    together = _together(reference, places, pairwise["rows"]) if several else []
    found, cost = _measured(weights, places, pairwise["rows"], together)
    joint = reference.get("joint", {})
    told = joint.get("posterior_pairing") or reference["exact_posterior"] | reference["exact_posterior"]["settings"][0]
    deviation = np.abs(np.column_stack([found.posterior, found.nobody]) - np.array(told["P"], dtype=float)).max()
    ways = reference["n_assignments"]
    return (
        f"| {name} | {len(weights)} × {len(places)} | {ways:,.0f} | {cost:.2f} | {TARGETS.get(name, '')} | "
        f"{joint.get('seconds', '')!s:.6} | {deviation:.0e} |"
    )


def _measured(
    weights: np.ndarray, places: list[Place], children: list[str], together: list[Together], **how: Any
) -> tuple[Identification, float]:
    found = identify(weights, places, children, together=together, negligible=0.0, **how)
    costs = []
    for _ in range(RUNS):
        before = time.process_time()
        found = identify(weights, places, children, together=together, negligible=0.0, **how)
        costs.append(time.process_time() - before)
    return found, min(costs) * 1000


def _together(reference: Any, places: list[Place], children: list[str]) -> list[Together]:
    family = {place.id: place.family for place in places}
    told = reference["loglik_null"]
    null = sum(value[0] if isinstance(value, list) else value for side in told.values() for value in side.values())
    out = []
    for assignment in reference["joint"]["top"]:
        pairs = tuple((child, assignment[child]) for child in children if assignment[child] != "*")
        if len(pairs) > 1 and len({family[place] for _, place in pairs}) == 1:
            log = assignment["loglik"]
            out.append(Together(pairs, -math.inf if log is None else (log - null) / math.log(2)))
    return out


def _larger() -> Iterator[str]:
    """Invented sets beyond the reference: where exact sums still reach, and how near sampling comes."""
    yield "Invented sets: each child has a true place at 8 bits, and others at random between -6 and 6 bits."
    yield ""
    yield "| children × places | claims of a child | most waited for | method | CPU, ms | standard error |"
    yield "| ---: | ---: | ---: | --- | ---: | ---: |"
    for size, rivals in ((18, 17), (2000, 1), (200, 2), (40, 39)):
        rng = np.random.default_rng(size)
        weights = np.full((size, size), -math.inf)
        for i in range(size):
            near = rng.choice(size, rivals, replace=False) if rivals < size - 1 else np.arange(size)
            weights[i, near] = rng.uniform(-6, 6, len(near))
            weights[i, i] = 8.0
        places = [Place(f"M{j}", f"F{j}") for j in range(size)]
        before = time.process_time()
        found = identify(weights, places, rng=np.random.default_rng(1))
        cost = (time.process_time() - before) * 1000
        methods = ", ".join(sorted({part.method for part in found.parts}))
        widest = max(part.width for part in found.parts)
        yield f"| {size} × {size} | {rivals + 1} | {widest} | {methods} | {cost:,.0f} | {found.error:.0e} |"


def _calibration() -> Iterator[str]:
    """Invented worlds in which the truth is drawn from the prior: of pairs given about 0.8, eight of ten are true.

    A true pair has a weight of evidence of mean s²/2 and spread s (in natural units), a wrong one of mean -s²/2: so the
    weight is the log of its own likelihood ratio.  DNA has s = 3, other evidence s = 1.5.
    """
    rng = np.random.default_rng(11)
    told: dict[str, tuple[list[float], list[bool]]] = {"DNA alone": ([], []), "DNA and the rest": ([], [])}
    size, odds = 8, 0.3
    places = [Place(f"M{j}", f"F{j}") for j in range(size)]
    for _ in range(400):
        truth = _drawn(size, odds, rng)
        dna, other = (rng.normal(np.where(truth, s**2 / 2, -(s**2) / 2), s) / math.log(2) for s in (3.0, 1.5))
        for name, found in (
            ("DNA alone", identify(dna, places, prior=odds)),
            ("DNA and the rest", identify(dna, places, prior=odds, other=other)),
        ):
            told[name][0].extend(found.posterior.ravel().tolist())
            told[name][1].extend(truth.ravel().tolist())
    yield f"Calibration: 400 invented worlds of {size} × {size}, the truth drawn from the prior (odds {odds} a pair)."
    yield ""
    yield "| evidence | given | pairs | mean probability | true |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for name, (given, true) in told.items():
        probability, is_true = np.array(given), np.array(true)
        for low, high in ((0.0, 0.02), (0.02, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.98), (0.98, 1.01)):
            chosen = (probability >= low) & (probability < high)
            mean, share = probability[chosen].mean(), is_true[chosen].mean()
            yield f"| {name} | {low:g} to {min(high, 1):g} | {chosen.sum():,} | {mean:.4f} | {share:.4f} |"


def _drawn(size: int, odds: float, rng: np.random.Generator) -> np.ndarray:
    """One way to match, drawn from the prior by many steps of a Markov chain on matchings."""
    truth = np.zeros((size, size), dtype=bool)
    for i, j, chance in zip(rng.integers(size, size=600), rng.integers(size, size=600), rng.random(600), strict=True):
        if truth[i, j]:
            truth[i, j] = chance >= min(1 / odds, 1.0)
        elif not truth[i].any() and not truth[:, j].any():
            truth[i, j] = chance < min(odds, 1.0)
    return truth


def _search(case: Any) -> Iterator[str]:
    """The search benchmark: 100 children and 72 families, 65 children with a family; who is found, under two priors."""
    expected = case["expected"]
    places = [Place(missing, family["id"]) for family in case["families"] for missing in family["missing"]]
    children = expected["rows"]
    at = [expected["cols"].index(place.id) for place in places]
    log10 = np.array(
        [[-math.inf if row[j] is None else row[j] for j in at] for row in expected["log10_LR"]], dtype=float
    )
    together = [
        Together(
            tuple((child, place) for place, child in one["assign"].items()), float(one["log10_LR"]) * math.log2(10)
        )
        for one in case["joint_two_missing"]
        if one["log10_LR"] is not None
    ]
    truth = {child: told["missing"] for child, told in case["truth"].items() if told and told["missing"]}
    yield f"The search benchmark: {len(children)} children, {len(places)} places, {len(truth)} children with a family."
    yield "Pairs of children of one family are weighed as far as their joint ratios are stored (210 of them)."
    yield ""
    yield "| prior odds | left out below | likeliest | true > 0.9 | wrong > 0.5 | lost at most | error | CPU, ms |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for odds, negligible in ((0.01, NEGLIGIBLE), (0.0001, NEGLIGIBLE), (0.0001, 0.001)):
        before = time.process_time()
        found = identify(
            log10 * math.log2(10), places, children, prior=odds, together=together, negligible=negligible,
            rng=np.random.default_rng(1),
        )  # fmt: skip
        cost = (time.process_time() - before) * 1000
        ids = [place.id for place in found.places]
        right = [found.posterior[i, ids.index(truth[child])] for i, child in enumerate(children) if child in truth]
        likeliest = [
            found.posterior[i].max() == found.posterior[i, ids.index(truth[child])] > found.nobody[i]
            for i, child in enumerate(children)
            if child in truth
        ]
        wrong = sum(
            bool(found.posterior[i, j] > 0.5 and truth.get(child) != place)
            for i, child in enumerate(children)
            for j, place in enumerate(ids)
        )
        yield (
            f"| {odds:g} | {negligible:.0e} | {sum(likeliest)} of {len(right)} | {sum(one > 0.9 for one in right)} | "
            f"{wrong} | {found.lost:.0e} | {found.error:.0e} | {cost:.0f} |"
        )


if __name__ == "__main__":
    main()
