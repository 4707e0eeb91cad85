"""How well names are found in another script: `make bench-names`, written to benchmarks/NAMES.md.

Measured on the test part: 12 % of the Latin names, with all their pairs, which the measured model never saw (it is
learned from the training part by the same steps as the shipped one, and calibrated on the dev part).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from tools.letter_calibration import true_pairs
from tools.letter_pairs import part_of, wikidata
from tools.train_names import HELD_OUT, SHIPPED

from benchmarks.names_full import composed, found_whole
from benchmarks.names_measures import calibration, edit_likeness, letter_bits, measure, name_bits
from benchmarks.names_speed import import_time, lookup, speed
from nasab.names.channel_model import LetterModel, read_model

SPEED = "## Speed and size"
REPORT = Path(__file__).resolve().parent / "NAMES.md"
POOL = 10_000
QUERIES = 1_000
SCRIPTS = (("arab", "latn"), ("arab", "cyrl"), ("cyrl", "latn"))
DIRECTIONS = tuple((*pair, turned) for pair in SCRIPTS for turned in (False, True))

Pairs = dict[tuple[str, str], list[tuple[str, str]]]


def known_of(listed: list[tuple[str, str]]) -> dict[str, set[str]]:
    """All right-hand spellings that the lists pair with each left-hand one."""
    known: dict[str, set[str]] = {}
    for a, b in listed:
        known.setdefault(a, set()).add(b)
    return known


def turned_round(listed: list[tuple[str, str]], turned: bool) -> list[tuple[str, str]]:
    """The pairs, from the other side if wanted."""
    return [(b, a) for a, b in listed] if turned else listed


def pool_of(folder: Path, kind: str, held_out: set[str]) -> list[str]:
    """The held-out tokens of a script, filled to POOL with others of the lists where they are fewer."""
    pool = sorted(held_out)
    if len(pool) < POOL:
        other = "cyrl" if kind == "cyrl" else "arab"
        rows = wikidata(folder, "arab" if kind == "arab" else other)
        rest = sorted({(b if kind == "latn" else a) for a, b, _ in rows if part_of(b) != "test"} - held_out)
        pool += [rest[n] for n in np.random.default_rng(7).permutation(len(rest))[: POOL - len(pool)].tolist()]
    return pool


def single_names(folder: Path, model: LetterModel, pairs: Pairs) -> tuple[list[str], list[str]]:
    """The rows of the two tables: what is found, and whether the weight is to be believed."""
    everything = true_pairs(folder, None)
    rows, calibrations = [], []
    for left, right, turned in DIRECTIONS:
        directed = turned_round(pairs[left, right], turned)
        partners, known = known_of(directed), known_of(turned_round(everything[left, right], turned))
        one, two = (right, left) if turned else (left, right)
        chosen = np.sort(np.random.default_rng(5).permutation(len(partners))[:QUERIES])
        queries = [sorted(partners)[n] for n in chosen.tolist()]
        pool = pool_of(folder, two, {b for _, b in directed})
        strings = edit_likeness(queries, pool)
        for name, likeness in (
            ("nasab", name_bits(queries, pool, model)),
            ("its letter model alone", letter_bits(queries, pool, model)),
            ("Levenshtein, romanised", strings),
        ):
            score = measure(queries, pool, partners, known, likeness, strings)
            figures = (score.first, score.in_ten, score.sound_first, score.sound_in_ten)
            figures += (score.auc, score.sound_auc, score.auc_strings)
            row = f"| {one} → {two} | {len(pool):,} | {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |"
            print(row, flush=True)
            rows.append(row)
            if name == "nasab":
                for stated, count, share in calibration(score.fits, 1 / len(pool)):
                    calibrations.append(f"| {one} → {two} | {stated} | {count} | {share:.2f} |")
    return rows, calibrations


def whole_names(model: LetterModel, pairs: Pairs) -> list[str]:
    """The rows of the table of whole names."""
    rows = []
    for left, right, turned in DIRECTIONS:
        one, two = (right, left) if turned else (left, right)
        queries, partners = composed(turned_round(pairs[left, right], turned), POOL)
        first, ten, ratio = found_whole(queries[:QUERIES], partners, model)
        rows.append(f"| {one} → {two} | {len(partners):,} | {first:.3f} | {ten:.3f} | {ratio:.3f} |")
        print(rows[-1], flush=True)
    return rows


def speed_and_size(folder: Path, model: LetterModel, pairs: Pairs) -> list[str]:
    """The last section of the report."""
    return [
        SPEED,
        "",
        "| scripts | pairs of names a second on one core |",
        "|---|---|",
        *(f"| {pair[0]}, {pair[1]} | {speed(model, pairs[pair]):,.0f} |" for pair in (*SCRIPTS, ("latn", "latn"))),
        "",
        *lookup(folder, model),
        "",
        f"The shipped model: {SHIPPED.stat().st_size / 1e6:.2f} MB. `import nasab.names`: {import_time():.0f} ms.",
        "",
    ]


def write(lines: list[str], fast: list[str]) -> None:
    """The report: what was measured of names, and then of speed."""
    REPORT.write_text("\n".join([*lines, *fast]), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder with the training pairs")
    parser.add_argument("--speed-only", action="store_true", help="measure speed anew, keep the rest of the report")
    arguments = parser.parse_args()
    model = read_model(str(HELD_OUT))
    pairs = true_pairs(arguments.pairs, "test")
    fast = speed_and_size(arguments.pairs, model, pairs)
    if arguments.speed_only:
        write([REPORT.read_text(encoding="utf-8").partition(SPEED)[0].rstrip("\n"), ""], fast)
        return
    rows, calibrations = single_names(arguments.pairs, model, pairs)
    whole = whole_names(model, pairs)
    lines = [
        "# Names across scripts, measured",
        "",
        (__doc__ or "").split("\n\n", 1)[1].strip(),
        "",
        "## Single names",
        "",
        "Each name is looked up among all held-out names of the other script, filled up with names of the training",
        f"part to {POOL:,} where there are fewer; {QUERIES:,} queries a direction. Fillers that the lists pair with a",
        "query elsewhere are neither found nor wrong. Ties count as lost. *First*, *in ten*: of all rows, faulty ones",
        "too. *Of pairs*: of the rows whose romanised spellings have a fifth or more in common (Levenshtein); others,",
        "some 2 %, are words that were aligned with another word of the same person's name, and cannot be found by",
        "anyone. ROC-AUC against hard negatives: the five nearest wrong names by the measure itself, and (*strings*)",
        "the five nearest by romanised Levenshtein. *nasab* is `names.weight`, with the lexicon that was compiled for",
        "this project with the published pairs in view; the letter model alone has seen nothing of the test part.",
        "",
        "| query → pool | pool | measure | first | in ten | of pairs: first | in ten | AUC | of pairs | AUC, strings |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *rows,
        "",
        "## Whole names",
        "",
        "Two or three held-out names make one (60 % two). In the other script the middle one of three is missing in",
        "40 %, and the last one stands first in 20 %. Looked up with `names.Index`. ROC-AUC: against the nearest wrong",
        "name that is found.",
        "",
        "| query → pool | pool | first | in ten | AUC |",
        "|---|---|---|---|---|",
        *whole,
        "",
        "## Is the weight to be believed?",
        "",
        "`names.weight` of single names; prior: one of the pool. Pairs by stated posterior, and how many are true.",
        "",
        "| query → pool | stated | pairs | true |",
        "|---|---|---|---|",
        *calibrations,
        "",
    ]
    write(lines, fast)


if __name__ == "__main__":
    main()
