"""Learns the letter model of `nasab.names` and writes `src/nasab/names/data/letters.npz`: `make train-names`.

Two models are learned by the same steps: one from the training part only, which sets the calibration (on the dev part)
and is what `make bench-names` measures (on the test part); and one from all names, which is shipped.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tools import letter_calibration, letter_em
from tools.letter_pairs import canon_rows, part_of, strangers_out, wikidata, within

from nasab.names.channel_letters import spell
from nasab.names.channel_model import BITS_STEP, KINDS, PAIRS

HERE = Path(__file__).resolve().parent.parent
SHIPPED = HERE / "src/nasab/names/data/letters.npz"
HELD_OUT = HERE / "benchmarks/work/letters-held-out.npz"

CANON_WEIGHT = 3.0  # a pair of the table of Muslim and Caucasian names counts as much as one seen nine times
MOST = (
    20.0  # a frequent name counts as often as its root, at most so: letters are learned from many names, not from one
)
NOISE = {"cross": 0.004, "within": 0.015}  # share of letters misheard or mistyped into any other
LEAST = {"cross": 3.0, "within": 8.0}

Weighted = dict[tuple[str, str], float]
Background = dict[str, NDArray[np.float32]]


def backgrounds(rows: dict[str, list[tuple[str, str, int]]], canon: list[dict[str, list[str]]]) -> Background:
    """Three-letter models of each script, from all tokens with the power 3/4 of their counts."""
    counts: dict[str, dict[str, float]] = {kind: defaultdict(float) for kind in KINDS}
    for other, listed in rows.items():
        for a, b, n in listed:
            counts[other][a] += n
            counts["latn"][b] += n
    for row in canon:
        for kind in KINDS:
            for token in row[kind]:
                counts[kind][token] += CANON_WEIGHT
    found = {}
    for kind, seen in counts.items():
        tokens = sorted(seen)
        found[kind] = letter_em.trigram(spell(tokens, kind), np.array([seen[token] ** 0.75 for token in tokens]))
    return found


def _learn(pairs: Weighted, kinds: tuple[str, str], background: Background) -> tuple[letter_em.Blocks, Weighted]:
    """Blocks of two scripts, and each pair with its weight times the posterior of being a pair at all."""
    sort = "within" if kinds[0] == kinds[1] else "cross"
    listed = sorted(pairs)
    weight = np.array([pairs[pair] for pair in listed])
    if sort == "within":
        listed = [pair for pair in listed for pair in (pair, pair[::-1])]
        weight = np.repeat(weight / 2, 2)
    left, right = [a for a, _ in listed], [b for _, b in listed]
    blocks = letter_em.learn(left, right, kinds, weight, background, least=LEAST[sort], sample=200_000)
    trusted = dict(zip(listed, (blocks.trust * weight).tolist(), strict=True))
    return letter_em.with_noise(blocks, kinds, NOISE[sort]), trusted


def learn(folder: Path, keep: Callable[[str], bool]) -> dict[str, NDArray[np.generic]]:
    """Everything the model file holds but the calibration, from the Latin names that `keep` accepts."""
    rows = {other: [row for row in wikidata(folder, other) if keep(row[1])] for other in ("arab", "cyrl")}
    canon = canon_rows(folder)
    background = backgrounds(rows, canon)
    blocks = {}
    trusted: dict[str, Weighted] = {}
    for other, listed in rows.items():
        pairs: Weighted = defaultdict(float)
        for a, b, n in listed:
            pairs[a, b] += min(float(n), MOST) ** 0.5
        for row in canon:
            for a in row[other]:
                for b in row["latn"]:
                    pairs[a, b] += CANON_WEIGHT / len(row[other])
        blocks[other, "latn"], trusted[other] = _learn(pairs, (other, "latn"), background)
        print(other, "latn", len(pairs), len(blocks[other, "latn"].chance), flush=True)
    through: Weighted = strangers_out(trusted["arab"], trusted["cyrl"])
    for row in canon:
        for a in row["arab"]:
            for b in row["cyrl"]:
                through[a, b] = through.get((a, b), 0.0) + CANON_WEIGHT
    blocks["arab", "cyrl"], _ = _learn(through, ("arab", "cyrl"), background)
    print("arab cyrl", len(through), len(blocks["arab", "cyrl"].chance), flush=True)
    for kind in ("latn", "arab", "cyrl"):
        same = within(kind, trusted, [row[kind] for row in canon], CANON_WEIGHT)
        blocks[kind, kind], _ = _learn(same, (kind, kind), background)
        print(kind, kind, len(same), len(blocks[kind, kind].chance), flush=True)
    return pack(background, blocks)


def pack(background: Background, blocks: dict[tuple[str, str], letter_em.Blocks]) -> dict[str, NDArray[np.generic]]:
    """The arrays of the model file: probabilities as -log2 in eighths of a bit, blocks by number."""
    held: dict[str, NDArray[np.generic]] = {}
    for kind in KINDS:
        held[f"{kind}.background"] = np.clip(np.rint(background[kind] * BITS_STEP), 0, 255).astype(np.uint8)
        sides = [found.left for (a, _), found in blocks.items() if a == kind]
        sides += [found.right for (_, b), found in blocks.items() if b == kind]
        together = np.concatenate(sides)
        held[f"{kind}.blocks"] = np.unique(together[together >= 64]).astype(np.int32)
    for a, b in PAIRS:
        found, name = blocks[a, b], f"{a}-{b}"
        with np.errstate(divide="ignore"):
            held[f"{name}.one"] = np.clip(np.rint(-np.log2(found.one) * BITS_STEP), 0, 255).astype(np.uint8)
        held[f"{name}.left"] = letter_em.numbered(found.left, held[f"{a}.blocks"]).astype(np.int16)
        held[f"{name}.right"] = letter_em.numbered(found.right, held[f"{b}.blocks"]).astype(np.int16)
        held[f"{name}.cost"] = np.clip(np.rint(-np.log2(found.chance) * BITS_STEP), 0, 255).astype(np.uint8)
        held[f"{name}.calibration"] = np.array([1.0, 1.0, 0.0, 0.0])
        held[f"{name}.potential"] = np.array([[0.0, 1.0], [0.0, 1.0]])
    return held


def main() -> None:
    """Learn both models, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder with the training pairs")
    parser.add_argument("--held-out-only", action="store_true", help="only the model that make bench-names measures")
    arguments = parser.parse_args()
    held_out = learn(arguments.pairs, lambda latin: part_of(latin) == "train")
    HELD_OUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(HELD_OUT, **held_out)
    calibration = letter_calibration.calibrate(HELD_OUT, arguments.pairs)
    np.savez_compressed(HELD_OUT, **(held_out | calibration))
    if arguments.held_out_only:
        return
    SHIPPED.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(SHIPPED, **(learn(arguments.pairs, lambda _: True) | calibration))
    print(SHIPPED.name, SHIPPED.stat().st_size, "bytes", hashlib.sha256(SHIPPED.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
