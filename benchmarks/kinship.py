"""What a likelihood ratio, a table and a search of DNA cost, and how near the reference values come.

    python -m benchmarks.kinship [--reference DIR]

Writes `benchmarks/RESULTS-KINSHIP.md`.  Families and alleles are invented, in the sizes of a laboratory's: 22 loci with
up to 50 alleles.  CPU seconds of one process on one core, the median of several; the first call, which compiles, is
left out.  With the folder of reference values, DIR/kinship, their worst deviations are measured too.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

import nasab
from nasab.exchange.kinship_case import read_cases
from nasab.exchange.kinship_lists import read_search
from nasab.kinship import (
    Evidence,
    Locus,
    Member,
    Mutation,
    Pedigree,
    Search,
    TypedChild,
    TypedFamily,
    drop_genes,
    next_relative,
    pairs,
)
from nasab.kinship.tables import gather, slot_table

HERE = Path(__file__).resolve().parent
SEED = 7

#: Alleles of each locus, as in the Norwegian tables.
ALLELES = (12, 10, 26, 23, 22, 9, 9, 12, 9, 12, 18, 12, 13, 9, 24, 16, 15, 10, 17, 9, 24, 50)


def loci(mutation: Mutation, count: int = 22) -> list[Locus]:
    """Loci with bell-shaped frequencies over whole repeats, and microvariants where there are many alleles."""
    rng = np.random.default_rng(SEED)
    out = []
    for k, n in enumerate(ALLELES[:count]):
        whole = min(n, 14)
        names = [str(8 + j) for j in range(whole)] + [f"{8 + j % whole}.{2 + j // whole}" for j in range(n - whole)]
        p = np.concatenate([np.exp(-((np.arange(whole) - 6) ** 2) / 12), np.full(n - whole, 0.01)])
        p = p * rng.uniform(0.5, 1.5, n)
        out.append(Locus(f"L{k + 1}", tuple(names), p / p.sum(), "autosomal", mutation, mutation))
    return out


UNCLE = Pedigree(
    [
        Member("gf", "M"), Member("gm", "F"), Member("F", "M", "gf", "gm"), Member("U", "M", "gf", "gm"),
        Member("M", "F"), Member("MP", "M", "F", "M"),
    ]
)  # fmt: skip
COUSINS = Pedigree(
    [
        Member("1", "M"), Member("2", "F"), Member("3", "M", "1", "2"), Member("4", "F"), Member("5", "M", "1", "2"),
        Member("6", "F"), Member("7", "M", "3", "4"), Member("8", "F", "5", "6"), Member("MP", "M", "7", "8"),
        Member("s", "M", "7", "8"),
    ]
)  # fmt: skip
ORDINARY = {
    "mother and child": (Pedigree([Member("F", "M"), Member("M", "F"), Member("MP", "M", "F", "M")]), ("M",)),
    "father, mother, child": (Pedigree([Member("F", "M"), Member("M", "F"), Member("MP", "M", "F", "M")]), ("F", "M")),
    "two full siblings": (COUSINS.without("123456"), ("s",)),
    "grandmother and uncle": (UNCLE, ("gm", "U")),
    "uncle": (UNCLE, ("U",)),
}
MODELS = {
    "none": Mutation(),
    "proportional": Mutation("proportional", 0.002),
    "stepwise, stationary": Mutation("stepwise", 0.002, 1e-6),
}


def main() -> None:
    """Measures and writes the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kinship", description=__doc__.splitlines()[0])
    beside = HERE.parent.parent / "shared" / "reference"
    parser.add_argument("--reference", type=Path, default=Path(os.environ.get("NASAB_REFERENCE", beside)))
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS-KINSHIP.md")
    asked = parser.parse_args()
    parts = [_ratios(), _searching(), _others()]
    if (asked.reference / "kinship").is_dir():
        parts.append(_deviations(asked.reference / "kinship"))
    head = [
        "# DNA: likelihood ratios and search",
        "",
        f"`python -m benchmarks.kinship`, {date.today().isoformat()}, nasab {nasab.__version__}, seed {SEED}. "
        "CPU time of one process on one core, medians; invented families.",
        "",
    ]
    text = "\n".join(head + [line for part in parts for line in (*part, "")]).rstrip() + "\n"
    asked.results.write_text(text, encoding="utf-8")
    print(text)


def spent(call: Callable[[], object], times: int = 21) -> float:
    """CPU seconds of a call, the median of several after one that is not counted."""
    call()
    out = []
    for _ in range(times):
        begun = time.process_time()
        call()
        out.append(time.process_time() - begun)
    return statistics.median(out)


def _typed(family: Pedigree, typed: tuple[str, ...], here: list[Locus], poi: str = "MP") -> Evidence:
    told = drop_genes(family, here, np.random.default_rng(SEED))
    return Evidence(here, {person: told[person] for person in (*typed, poi)})


def _ratios() -> Iterator[str]:
    yield "## One likelihood ratio, 22 loci, both hypotheses"
    yield ""
    yield "The person of interest in the missing place against unrelated, in ms."
    yield "Aim: 2 ms for an ordinary family, 300 ms for the children of first cousins with a stepwise model."
    yield ""
    yield "| family | " + " | ".join(MODELS) + " |"
    yield "| --- |" + " ---: |" * len(MODELS)
    for name, (family, typed) in {**ORDINARY, "children of first cousins": (COUSINS, ("s",))}.items():
        row = []
        for mutation in MODELS.values():
            evidence = _typed(family, typed, loci(mutation))
            beside = family.renamed({"MP": "place"}).with_members(Member("MP", "M"))
            both = (family, beside)
            row.append(spent(lambda e=evidence, b=both: [e.likelihoods(one) for one in b]))  # type: ignore[misc]
        yield f"| {name} | " + " | ".join(f"{1000 * one:.2f}" for one in row) + " |"
    yield ""
    evidence = _typed(UNCLE, ("gm", "U"), loci(MODELS["proportional"]))
    beside = UNCLE.renamed({"MP": "place"}).with_members(Member("MP", "M"))
    theta = spent(lambda: [evidence.likelihoods(one, 0.01) for one in (UNCLE, beside)], 5)
    yield f"With theta 0.01, exactly, grandmother and uncle, proportional: {1000 * theta:.1f} ms."


def _searching() -> Iterator[str]:
    here = loci(MODELS["stepwise, stationary"], 20)
    rng = np.random.default_rng(SEED)
    families = []
    for k in range(60):
        family, typed = list(ORDINARY.values())[k % len(ORDINARY)]
        told = drop_genes(family, here, rng)
        families.append(TypedFamily(f"F{k}", family, ("MP",), {person: told[person] for person in typed}))
    stranger = Pedigree([Member("c", "M")])
    children = [TypedChild(f"c{k}", "M", drop_genes(stranger, here, rng)["c"]) for k in range(500)]
    search = Search(here, families, children)
    build = [
        spent(lambda f=f: slot_table(search.cells, search.of_family[f.id], f.pedigree, "MP"), 5)  # type: ignore[misc]
        for f in families
    ]
    rows = np.tile(search.rows, (34, 1))[:2000]
    codes = np.tile(search.codes, (4, 1))
    look = spent(lambda: gather(rows, codes), 7)
    yield "## Search, 20 loci, stepwise mutation, all alleles"
    yield ""
    yield "| | measured | aim |"
    yield "| --- | ---: | ---: |"
    mean, longest = 1000 * statistics.mean(build), 1000 * max(build)
    yield f"| table of a missing person, ms (mean; longest) | {mean:.2f}; {longest:.2f} | 5 |"
    yield f"| child × place ratios a CPU second, millions | {len(rows) * len(codes) / look / 1e6:.1f} | 20 |"
    yield f"| room of a table, KB (single precision) | {search.rows[0].nbytes / 1024:.0f} | |"
    again = spent(lambda: search.weighed(0, 0, 0.01), 5)
    yield f"| one pair weighed again with theta 0.01 and all alternatives, ms | {1000 * again:.1f} | |"


def _others() -> Iterator[str]:
    here = loci(MODELS["proportional"], 20)
    rng = np.random.default_rng(SEED)
    stranger = Pedigree([Member("c", "M")])
    children = [TypedChild(f"c{k}", "M", drop_genes(stranger, here, rng)["c"]) for k in range(1000)]
    siblings = spent(lambda: pairs(here, children), 1)
    evidence = _typed(UNCLE, ("gm",), here).only(["gm"])
    power = spent(lambda: next_relative(evidence, UNCLE, "MP", np.random.default_rng(1), 200), 1)
    yield "## Siblings among the children, and the next relative"
    yield ""
    yield f"1,000 children with one another (499,500 pairs, three relations, 20 loci): {siblings:.1f} s."
    yield f"Which of four relatives to test next, 200 draws each, 20 loci: {power:.1f} s."


def _deviations(folder: Path) -> Iterator[str]:
    yield "## The reference values"
    yield ""
    yield "Worst relative deviation of a likelihood, over all cases of a file (aim: 1e-9)."
    yield ""
    yield "| file | cases | likelihoods | worst |"
    yield "| --- | ---: | ---: | ---: |"
    for path in sorted((folder / "cases").glob("*.json")):
        count, worst, number = 0, 0.0, 0
        rows = json.loads(path.read_text(encoding="utf-8")).get("cases", [])
        if not rows or "likelihood_H1" not in rows[0]["expected"]:
            continue
        for row, case in zip(rows, read_cases(path), strict=True):
            evidence = Evidence(case.loci, case.genotypes, case.drop_out)
            number += 1
            for h, family in case.pedigrees.items():
                told = np.array(row["expected"][f"likelihood_{h}"])
                got = evidence.likelihoods(family, case.theta, case.convention)  # type: ignore[arg-type]
                same = (told == 0) & (got == 0)
                worst = max(worst, float(np.where(same, 0, np.abs(got - told) / np.where(same, 1, told)).max()))
                count += len(told)
        yield f"| {path.stem} | {number} | {count} | {worst:.1e} |"
    benchmark = folder / "search_benchmark.json"
    if benchmark.exists():
        row = json.loads(benchmark.read_text(encoding="utf-8"))["expected"]
        search = read_search(benchmark)
        child = {one.id: k for k, one in enumerate(search.children)}
        slot = {one.missing: k for k, one in enumerate(search.slots)}
        where = np.ix_([child[c] for c in row["rows"]], [slot[s] for s in row["cols"]])
        told = np.array(row["log10_LR"], dtype=float)
        exact = np.nanmax(np.abs(search.log10(exact=True)[where] - told))
        rough = np.nanmax(np.abs(search.log10()[where] - told))
        yield ""
        yield f"Search benchmark, {np.isfinite(told).sum()} pairs, log10: {exact:.1e}; in single precision {rough:.1e}."


if __name__ == "__main__":
    main()
