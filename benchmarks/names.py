"""How well the letter model finds a name in another script: `make bench-names`, written to benchmarks/NAMES.md.

Measured on the test part: 12 % of the Latin names, with all their pairs, which the measured model never saw (it is
learned from the training part by the same steps as the shipped one, and calibrated on the dev part).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from tools.letter_calibration import true_pairs
from tools.letter_pairs import part_of, wikidata
from tools.train_names import HELD_OUT

from benchmarks.names_measures import calibration, edit_likeness, measure, model_bits
from nasab.names import channel
from nasab.names import neighbours as neighbours_of
from nasab.names.channel_model import LetterModel, read_model

REPORT = Path(__file__).resolve().parent / "NAMES.md"
POOL = 10_000
QUERIES = 2_000
BASELINE_QUERIES = 500  # the baseline is slow and far behind
SCRIPTS = (("arab", "latn"), ("arab", "cyrl"), ("cyrl", "latn"))


def known_of(listed: list[tuple[str, str]], turned: bool) -> dict[str, set[str]]:
    """All spellings that the lists pair with each spelling."""
    known: dict[str, set[str]] = {}
    for a, b in listed:
        known.setdefault(b if turned else a, set()).add(a if turned else b)
    return known


def pool_of(folder: Path, kind: str, held_out: set[str]) -> list[str]:
    """The held-out tokens of a script, filled to POOL with others of the lists where they are fewer."""
    pool = sorted(held_out)
    if len(pool) < POOL:
        other = "cyrl" if kind == "cyrl" else "arab"
        rows = wikidata(folder, "arab" if kind == "arab" else other)
        rest = sorted({(b if kind == "latn" else a) for a, b, _ in rows if part_of(b) != "test"} - held_out)
        pool += [rest[n] for n in np.random.default_rng(7).permutation(len(rest))[: POOL - len(pool)].tolist()]
    return pool


def speed(model: LetterModel, pairs: list[tuple[str, str]]) -> float:
    """Pairs a second on one core, tokens ready."""
    a, b = channel.Tokens([a for a, _ in pairs], model), channel.Tokens([b for _, b in pairs], model)
    draw = np.random.default_rng(3)
    ia, ib = (draw.integers(0, len(pairs), 400_000, dtype=np.int32) for _ in range(2))
    channel.compare_listed(a, ia[:10], b, ib[:10])
    begun = time.process_time()
    channel.compare_listed(a, ia, b, ib)
    return len(ia) / (time.process_time() - begun)


def search_loss(model: LetterModel, tokens: list[str]) -> tuple[list[str], float]:
    """Loss of `neighbours` against comparing all, and its processor seconds for the whole list against itself."""
    draw = np.random.default_rng(11)
    queries = [tokens[n] for n in draw.permutation(len(tokens))[:400].tolist()]
    a, b = channel.Tokens(queries, model), channel.Tokens(tokens, model)
    found = neighbours_of(queries, tokens, model=model, limit=len(tokens))
    every = np.arange(len(tokens), dtype=np.int32)
    near: dict[float, list[int]] = {0.5: [0, 0], 0.75: [0, 0], 0.9: [0, 0]}
    for n in range(len(queries)):
        closeness = channel.compare_listed(a, np.full(len(tokens), n, np.int32), b, every).closeness
        got = set(found.indices[found.indptr[n] : found.indptr[n + 1]].tolist())
        for floor, counts in near.items():
            wanted = set(np.flatnonzero(closeness >= floor).tolist())
            counts[0] += len(wanted)
            counts[1] += len(wanted - got)
    begun = time.process_time()
    neighbours_of(tokens, tokens, model=model)
    spent = time.process_time() - begun
    return [f"| {floor} | {n} | {lost / max(n, 1):.1%} |" for floor, (n, lost) in near.items()], spent


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder with the training pairs")
    arguments = parser.parse_args()
    model = read_model(str(HELD_OUT))
    pairs = true_pairs(arguments.pairs, "test")
    everything = true_pairs(arguments.pairs, None)
    lines = ["# Names across scripts, measured", "", (__doc__ or "").split("\n\n", 1)[1].strip(), ""]
    lines += [
        "Each name is looked up among all held-out names of the other script, filled up with names of the training",
        f"part to {POOL:,} where there are fewer; up to {QUERIES:,} queries a direction. All rows of the test part",
        "count, faulty ones too (a word aligned with the wrong name); fillers that the lists pair with a query",
        "elsewhere are neither found nor wrong. Ties count as lost. Hard negatives: the five",
        "nearest wrong names by the measure itself.",
        "",
        "| query → pool | queries | pool | measure | first | in ten | ROC-AUC, hard negatives |",
        "|---|---|---|---|---|---|---|",
    ]
    calibrations: list[str] = []
    for left, right in SCRIPTS:
        listed = pairs[left, right]
        for turned in (False, True):
            directed = [(b, a) for a, b in listed] if turned else listed
            partners: dict[str, set[str]] = {}
            for a, b in directed:
                partners.setdefault(a, set()).add(b)
            known = known_of(everything[left, right], turned)
            one, two = (right, left) if turned else (left, right)
            queries = sorted(partners)
            chosen = np.sort(np.random.default_rng(5).permutation(len(queries))[:QUERIES])
            queries = [queries[n] for n in chosen.tolist()]
            pool = pool_of(arguments.pairs, two, {b for _, b in directed})
            few = queries[:: max(1, len(queries) // BASELINE_QUERIES)]
            for name, looked_up, likeness in (
                ("nasab", queries, model_bits(queries, pool, model)),
                ("Levenshtein, romanised", few, edit_likeness(few, pool)),
            ):
                score = measure(looked_up, pool, partners, known, likeness)
                found = f"{score.first:.3f} | {score.in_ten:.3f} | {score.auc:.3f} |"
                row = f"| {one} → {two} | {len(looked_up):,} | {len(pool):,} | {name} | {found}"
                print(row, flush=True)
                lines.append(row)
                if name == "nasab":
                    for stated, count, share in calibration(score.fits, 1 / len(pool)):
                        calibrations.append(f"| {one} → {two} | {stated} | {count} | {share:.2f} |")
    lines += [
        "",
        "## Is the weight to be believed?",
        "",
        "Prior: one of the pool. Pairs by stated posterior, and how many are true.",
        "",
    ]
    lines += ["| query → pool | stated | pairs | true |", "|---|---|---|---|", *calibrations]
    lines += ["", "## Speed", "", "| scripts | pairs a second on one core |", "|---|---|"]
    for pair in (*SCRIPTS, ("latn", "latn")):
        lines.append(f"| {pair[0]}, {pair[1]} | {speed(model, pairs[pair]):,.0f} |")
    tokens = sorted({a for kind in ("arab", "cyrl") for a, _, _ in wikidata(arguments.pairs, kind)})
    tokens += sorted({b for _, b, _ in wikidata(arguments.pairs, "arab")})
    draw = np.random.default_rng(13).permutation(len(tokens))[:60_000]
    loss, spent = search_loss(model, [tokens[n] for n in draw.tolist()])
    lines += [
        "",
        "## The search for neighbours",
        "",
        f"60,000 x 60,000 distinct tokens of three scripts: {spent:.1f} s of one core.",
        "",
    ]
    lines += ["| closeness at least | near pairs of 400 queries | lost |", "|---|---|---|", *loss, ""]
    REPORT.write_text("\n".join(lines), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
