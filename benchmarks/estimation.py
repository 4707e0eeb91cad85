"""Estimates of how many are on no list: how often ranges hold the truth, what the bootstrap's ends move by, and speed.

    python -m benchmarks.estimation [--tables 200] [--worlds 4]

Writes `benchmarks/RESULTS-ESTIMATION.md`.  Invented populations only; the published tables are counts.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

import nasab
from nasab import estimation, histories, simulation
from nasab.estimation import Overlaps, Plan, average, history_number, mixed
from nasab.estimation.linkage import draw_histories, histories_of, likeliest_children
from nasab.estimation.loglinear import profile, ranked, resampled
from nasab.records import ChildList
from nasab.simulation.dials import Difficulty
from nasab.simulation.overlapping import SITUATIONS, Situation, linked_records, listed

HERE = Path(__file__).resolve().parent
SEED = 7
LINK_DRAWS = 30
BARS = {"independent": 0.90, "copied": 0.90, "places": 0.90, "links": 0.80, "small": 0.90}

#: Published tables, first list first: Korea (Ball, Shin and Yang 2018), New Orleans and Britain (Chan, Silverman and
#: Vincent 2021; Silverman 2014), each with the published interval if there is one.
KOREA = ("b c d", "001:41 010:5 100:5 110:54 101:6 111:12")
NEW_ORLEANS = (
    "A BEFG C D H",
    "10000:25 01000:24 00100:70 00010:33 00001:21 11000:1 10100:1 "
    "10010:2 01100:2 01010:2 01001:1 00110:2 11100:1 11010:1",
)
BRITAIN = (
    "LA NG PFNCA GO GP",
    "10000:54 01000:463 00100:995 00010:695 00001:316 11000:15 10100:19 10010:3 01100:62 "
    "01010:19 01001:1 00110:76 00101:11 00011:8 11100:1 11010:1 01110:4 11110:1",
)


def main() -> None:
    """Measures and writes the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimation", description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=200, help="invented populations of each situation")
    parser.add_argument(
        "--worlds", type=int, default=5, help="invented worlds of each difficulty whose written lists are linked"
    )
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS-ESTIMATION.md")
    asked = parser.parse_args()
    head = [
        "# How many are on no list",
        "",
        f"`python -m benchmarks.estimation --tables {asked.tables} --worlds {asked.worlds}`, "
        f"{date.today().isoformat()}, nasab {nasab.__version__}, seed {SEED}.",
        "",
    ]
    parts = [_speed(), _coverage(asked.tables), _written(asked.worlds), _ends()]
    text = "\n".join(head + [line for part in parts for line in (*part, "")]).rstrip() + "\n"
    asked.results.write_text(text, encoding="utf-8")
    print(text)


def table(told: tuple[str, str]) -> Overlaps:
    """A published table."""
    lists, cells = told
    rows = (one.split(":") for one in cells.split())
    return Overlaps.of(lists.split(), [(history_number(history), int(count)) for history, count in rows])


def _coverage(tables: int) -> Iterator[str]:
    yield "## Do 95 % ranges hold the truth?"
    yield ""
    yield f"Four lists, 260 children (small: 95), {tables} populations each. Bias is that of the median. *Links drawn*:"
    yield f"{LINK_DRAWS} draws of the linkage, mixed. *Outside* is with the forty left in, and with those left out whom"
    yield "the audit finds. *Kinds shown*: how often the table itself shows that children differ; the report says"
    yield "“at least” and “or more” in any case."
    yield ""
    yield "| situation | seen | averaged: bias | holds | BIC + profile holds | Chao: bias | kinds shown | bar |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for situation in SITUATIONS:
        for name, make in _ways(situation):
            yield _row(name, situation, tables, make)


Answer = Callable[[int], tuple[int, Overlaps, estimation.Averaged | estimation.Mixture]]


def _ways(situation: Situation) -> Iterator[tuple[str, Answer]]:
    number = SITUATIONS.index(situation)

    def world_of(k: int) -> tuple[simulation.overlapping.Listed, np.random.Generator]:
        rng = np.random.default_rng([SEED, number, k])
        return listed(situation, rng), rng

    def plain(k: int) -> tuple[int, Overlaps, estimation.Averaged]:
        world, _ = world_of(k)
        return world.size, world.overlaps, average(world.overlaps)

    def audited(k: int) -> tuple[int, Overlaps, estimation.Averaged]:
        world, _ = world_of(k)
        return world.size, world.overlaps_of_population, average(world.overlaps_of_population)

    def one_linkage(k: int) -> tuple[int, Overlaps, estimation.Averaged]:
        world, rng = world_of(k)
        links = linked_records(world, rng)
        seen = histories_of(links, likeliest_children(links))
        return world.size, seen, average(seen)

    def drawn(k: int) -> tuple[int, Overlaps, estimation.Mixture]:
        world, rng = world_of(k)
        links = linked_records(world, rng)
        seen = histories_of(links, likeliest_children(links))
        return world.size, seen, mixed([average(draw_histories(links, rng)) for _ in range(LINK_DRAWS)])

    if situation == "links":
        yield "15 % of links missed", one_linkage
        yield "the same, links drawn", drawn
    elif situation == "outside":
        yield "40 outside on one list", plain
        yield "the same, audited", audited
    else:
        yield situation, plain


def _row(name: str, situation: Situation, tables: int, answer: Answer) -> str:
    seen, bias, bound = [], [], []
    holds = fixed = shown = 0
    for k in range(tables):
        size, overlaps, found = answer(k)
        low, high = found.interval(0.95)
        holds += low <= size <= high
        bias.append(found.quantile(0.5) / size - 1)
        bound.append(estimation.chao(overlaps).n / size - 1)
        seen.append(overlaps.n)
        shown += estimation.has_kinds(overlaps)
        counts = overlaps.laid_out().astype(float)
        best = ranked(counts, overlaps.t)[0]
        interval = profile(counts, overlaps.t, best.terms)
        fixed += interval.low <= size <= interval.high
    is_barred = situation in BARS and name != "15 % of links missed"
    bar = f"{BARS[situation]:.2f}" if is_barred else ""
    return (
        f"| {name} | {np.mean(seen):.0f} | {np.mean(bias):+.0%} | {holds / tables:.3f} | {fixed / tables:.3f} | "
        f"{np.mean(bound):+.0%} | {shown / tables:.0%} | {bar} |"
    )


def _written(worlds: int) -> Iterator[str]:
    """Three lists of one invented world, each in another hand, linked by the engine."""
    yield "## From written lists to a range"
    yield ""
    yield "Three registers of the same 260 invented children, each written by another hand (names heard and spelt"
    yield "otherwise; no shared ids), of which each holds a part; linked by the engine, 100 draws of the linkage."
    yield ""
    heads = "difficulty | seed | on any list | likeliest linkage says | at least | likely, 80 % | wide, 95 % | true"
    yield f"| {heads} | holds | CPU s |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for difficulty in ("easy", "field"):
        for seed in range(worlds):
            yield _from_lists(difficulty, seed)


#: Three ways of writing: the same facts, names heard and spelt otherwise.
HANDS = (
    {"misheard": 0.2, "typos": 0.02},
    {"misheard": 0.3, "recognised": 0.7},
    {"perfect_spelling": True},
)


def _from_lists(difficulty: Difficulty, seed: int) -> str:
    begun = _spent()
    rng = np.random.default_rng([SEED, seed])
    lists, there = [], np.zeros(260, dtype=bool)
    for hand, chance in zip(HANDS, (0.45, 0.38, 0.40), strict=True):
        dials = {"given_after": 0.0, "wrong_name": 0.0, "twice": 0.0, **hand}
        world = simulation.simulate(children=260, seed=100 + seed, difficulty=difficulty, **dials)
        on = rng.random(260) < chance
        there |= on
        lists.append(_some(world.found, np.flatnonzero(on)))
    linked = histories.link(lists, ["registry", "hospital", "tracing"])
    found = histories.estimate(linked, None, seed, plan=Plan(chains=0), resamples=0)
    row = f"| {difficulty} | {seed} | {there.sum()} | {found.overlaps.n} |"
    if found.ranges is None or found.at_least is None:
        return f"{row} | refused | | 260 | | {_spent() - begun:.0f} |"
    (a, b), (low, high) = found.ranges.likely, found.ranges.wide
    holds = "yes" if low <= 260 <= high else "no"
    shown = f" {found.at_least.n:.0f} | {a:.0f}–{b:.0f} | {low:.0f}–{high:.0f} | 260 | {holds} |"
    return f"{row}{shown} {_spent() - begun:.0f} |"


def _some(children: ChildList, rows: np.ndarray) -> ChildList:
    columns = {name: [cells[k] for k in rows.tolist()] for name, cells in children.columns.items() if name != "consent"}
    return replace(children, columns=columns, rows=list(range(2, len(rows) + 2)))


def _ends() -> Iterator[str]:
    yield "## The bootstrap that chooses the model again"
    yield ""
    yield "1,000 resamples, BCa, by seed. Where the published lower end is itself one of the smallest draws it moves."
    yield ""
    yield "| table | models | published 95 % | seeds 0 to 4 |"
    yield "| --- | ---: | ---: | --- |"
    for name, told, models, published in (
        ("Korea", KOREA, None, "128–349"),
        ("New Orleans, five lists", NEW_ORLEANS, 60, "397–1,505"),
    ):
        overlaps = table(told)
        counts = overlaps.laid_out().astype(float)
        fits = ranked(counts, overlaps.t)
        terms = [one.terms for one in fits[:models]]
        ends = []
        for seed in range(5):
            low, high = resampled(counts, overlaps.t, fits[0], terms, np.random.default_rng(seed)).interval(0.95)
            ends.append(f"{low:.0f}–{high:.0f}")
        yield f"| {name} | {len(terms)} | {published} | {', '.join(ends)} |"


def _speed() -> Iterator[str]:
    yield "## Speed"
    yield ""
    yield "| work | CPU seconds | bar |"
    yield "| --- | ---: | ---: |"
    britain = table(BRITAIN)
    counts = britain.laid_out().astype(float)
    average(table(KOREA))
    ranked(table(KOREA).laid_out().astype(float), 3)
    estimation.estimate_latent(table(KOREA), np.random.default_rng(1), Plan(chains=1, burn=10, draws=10))
    work: list[tuple[str, str, Callable[[], object]]] = [
        ("averaging, five lists, 822 graphs, unseen up to 30 n = 82,320 (Britain)", "60", lambda: average(britain)),
        ("all 1,024 log-linear models of five lists (Britain)", "20", lambda: ranked(counts, 5)),
    ]
    for name, bar, do in work:
        begun = _spent()
        do()
        yield f"| {name} | {_spent() - begun:.2f} | {bar} |"
    begun, clock = _spent(), time.perf_counter()
    estimation.estimate_latent(britain, np.random.default_rng(1), Plan(burn=10_000, draws=200, thin=50, settling=0))
    spent, waited = _spent() - begun, time.perf_counter() - clock
    name = "latent classes, 20 chains of 20,000 sweeps (Britain), two threads"
    yield f"| {name} | {spent:.1f} ({waited:.1f} s waited) | 60 waited |"
    yield ""
    yield "No R is on this machine, so the R packages were not run beside it."


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
