"""Fits by how many bits the weight of each level of agreement is put right: corrections, in the shipped parameters.

    python tools/train_corrections.py           adds to src/nasab/matching/data/parameters.toml

Facts of one child are not independent: a child that gets its father's name right is one whose other facts are right
too, lists that lead to a pair by a name choose pairs that agree in it, and relatives' names go together.  Counted level
by level, weak pairs are then believed too little and strong ones too much.  So what the engine believes of each found
group (each family that was compared, those not looked at, none on the list) is taken for a choice among these, with a
term for each level of each kind of evidence, and the terms are fitted to the truth of simulated worlds: a conditional
logit (McFadden, in Zarembka, ed., Frontiers in Econometrics, 1974, 105-142), with a penalty on squares so that what is
rarely seen is left as it was counted.  Worlds of every difficulty and overlap, of seeds that nothing else uses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from tools.train_parameters import FREE_TEXT, OUT, families_of

import nasab
from nasab import simulation
from nasab.matching import parameters
from nasab.matching.engine import Matching
from nasab.matching.scoring import UNTOLD, Scales

WORLDS = (
    ("field", 0.05, 201), ("field", 0.05, 202), ("field", 0.3, 203), ("field", 0.3, 204), ("field", 0.8, 205),
    ("field", 0.8, 206), ("field", 0.5, 207), ("hard", 0.05, 208), ("hard", 0.3, 209), ("hard", 0.8, 210),
    ("easy", 0.3, 211), ("easy", 0.8, 212), ("easy", 0.05, 213), ("hard", 0.8, 214), ("hard", 0.5, 215),
    ("hard", 0.8, 216),
)  # fmt: skip
CHILDREN = 4000

#: What a term's square costs, in nats.
PENALTY = 2.0

#: No level is put right by more bits than this.
MOST = 3.0

#: A family that is so much less probable than that there is none, in bits, is left out of the choice.
HOPELESS = 14.0

#: An alignment of children that is less probable than this has no say in the terms of a family.
FAINT = 1e-3

Floats = np.ndarray


@dataclass(frozen=True)
class Choices:
    """What a found group may be: `bits` of each family with its `terms` and its group; of nobody, of the unseen.

    `truth`: 0 on no list, 1 not compared, 2 one of the families that `is_true`.
    """

    bits: Floats
    terms: sp.csr_matrix
    group: Floats
    nobody: Floats
    unseen: Floats
    truth: Floats
    is_true: Floats


def main() -> None:
    """Runs the worlds, fits, and writes."""
    shipped = replace(parameters.shipped(), corrections={})
    told = []
    for difficulty, overlap, seed in WORLDS:
        world = simulation.simulate(children=CHILDREN, seed=seed, difficulty=difficulty, on_a_list=overlap)
        run = nasab.match(world.found, world.sought, parameters=shipped)
        told.append(choices_of(run.matching, world.truth))
        print(f"{difficulty} {overlap:.0%}: {len(told[-1].truth)} groups", flush=True)
    both = run.matching.both
    degrees = degrees_of(both.shared) | degrees_of(both.own)
    choices = united(told)
    fits = fitted_of(degrees)
    choices = replace(choices, terms=sp.csr_matrix(choices.terms @ sp.diags(fits)))
    before, _ = loss(np.zeros(choices.terms.shape[1]), choices)
    fitted = minimize(loss, np.zeros(choices.terms.shape[1]), args=(choices,), jac=True, method="L-BFGS-B").x
    after, _ = loss(fitted, choices)
    print(f"loss of {len(choices.truth)} groups: {before:.0f} to {after:.0f} nats")
    write(np.clip(fitted * fits, -MOST, MOST), degrees, shipped.levels)


def fitted_of(degrees: dict[str, int]) -> Floats:
    """1 for each term that is fitted, 0 for those of what the simulation does not write as people do."""
    return np.array([float(kind not in FREE_TEXT) for kind, count in degrees.items() for _ in range(count)])


def degrees_of(scales: Scales) -> dict[str, int]:
    """How many degrees of agreement each kind of evidence has."""
    return dict(zip(scales.kinds, map(int, scales.degrees), strict=True))


def choices_of(matching: Matching, truth: tuple[tuple[str, str], ...]) -> Choices:
    """The choices of one world."""
    both, laid, belief = matching.both, matching.compared.blocks, matching.alone
    compared, priors = matching.compared, matching.priors
    bits = belief.weight.astype(float) + np.log2(priors.listed * compared.wide / compared.sought)
    found = {name: row for row, name in enumerate(both.found.children.children.columns["id"])}
    sought = {name: row for row, name in enumerate(both.sought.children.children.columns["id"])}
    pairs = np.array([(found[a], sought[b]) for a, b in truth if a in found and b in sought], dtype=np.int64)
    true = families_of(pairs, both).astype(np.int64)
    is_true = np.isin(laid.g.astype(np.int64) * len(both.sought) + laid.r, true[:, 0] * len(both.sought) + true[:, 1])
    place = np.full(len(both.found), -1)
    place[laid.numbers] = np.arange(len(laid.numbers))
    told = np.zeros(len(laid.numbers), dtype=int)
    told[place[true[:, 0]]] = 1
    told[laid.group[is_true]] = 2
    nobody = np.log2(1 - priors.listed)
    hidden = np.zeros(len(told)) if matching.missing is None else matching.missing[compared.stratum] * compared.left
    kept = np.flatnonzero((bits > nobody - HOPELESS) | is_true)
    return Choices(
        bits[kept], terms_of(matching)[kept], laid.group[kept], np.full(len(told), nobody),
        np.log2(np.maximum(priors.listed * hidden, 1e-12)), told, is_true[kept],
    )  # fmt: skip


def terms_of(matching: Matching) -> sp.csr_matrix:
    """How often each level stands in a pair of families; of children as probably as they are aligned."""
    both, compared, belief = matching.both, matching.compared, matching.alone
    within = compared.blocks.within
    aligned = belief.same / np.maximum(belief.family[within], 1e-30)
    rows, columns, values, begin = [], [], [], 0
    for scales, graded, row_of, share in (
        (both.shared, compared.shared, np.arange(len(belief.family)), np.ones(len(belief.family))),
        (both.own, compared.own, within, aligned),
    ):  # fmt: skip
        for level, degrees in zip(graded.level, scales.degrees, strict=True):
            said = np.flatnonzero((level != UNTOLD) & (share > FAINT))
            rows.append(row_of[said])
            columns.append(begin + level[said].astype(int) % int(degrees))
            values.append(share[said])
            begin += int(degrees)
    told = np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))
    return sp.csr_matrix(told, shape=(len(belief.family), begin))


def united(told: list[Choices]) -> Choices:
    """All worlds as one."""
    offset = np.cumsum([0, *(len(one.truth) for one in told[:-1])])
    return Choices(
        np.concatenate([one.bits for one in told]), sp.vstack([one.terms for one in told]).tocsr(),
        np.concatenate([one.group + by for one, by in zip(told, offset, strict=True)]),
        *(np.concatenate([getattr(one, name) for one in told]) for name in ("nobody", "unseen", "truth", "is_true")),
    )  # fmt: skip


def loss(terms: Floats, choices: Choices) -> tuple[float, Floats]:
    """What the truth costs in nats with these terms (bits), and its gradient."""
    bits = np.log(2) * (choices.bits + choices.terms @ terms)
    nobody, unseen = np.log(2) * choices.nobody, np.log(2) * choices.unseen
    top = np.maximum(nobody, unseen)
    np.maximum.at(top, choices.group, bits)
    family = np.exp(bits - top[choices.group])
    count = len(top)
    right = np.bincount(choices.group, weights=family * choices.is_true, minlength=count)
    whole = np.bincount(choices.group, weights=family, minlength=count) + np.exp(nobody - top) + np.exp(unseen - top)
    good = np.choose(choices.truth, [np.exp(nobody - top), np.exp(unseen - top), right])
    cost = float(np.log(whole).sum() - np.log(np.maximum(good, 1e-300)).sum() + PENALTY * (terms**2).sum())
    share = family / whole[choices.group]
    is_right = np.where(choices.truth[choices.group] == 2, family * choices.is_true, 0)
    wanted = is_right / np.maximum(right, 1e-300)[choices.group]
    return cost, np.log(2) * (choices.terms.T @ (share - wanted)) + 2 * PENALTY * terms


def write(terms: Floats, degrees: dict[str, int], levels: dict[str, tuple[str, ...]]) -> None:
    """Adds the corrections to the parameters; a level's is that of its degree of agreement."""
    text, begin = re.sub(r"^corrections = .*\n", "", OUT.read_text(encoding="utf-8"), flags=re.MULTILINE), 0
    for kind, count in degrees.items():
        of_kind = terms[begin : begin + count]
        begin += count
        told = ", ".join(f"{of_kind[level % count]:.3f}" for level in range(len(levels[kind])))
        head, rest = text.split(f"[kind.{kind}]\n", 1)
        own, *others = rest.split("\n\n", 1)
        text = f"{head}[kind.{kind}]\n" + "\n\n".join([f"{own.rstrip()}\ncorrections = [{told}]", *others])
    worlds = ", ".join(f"{difficulty} {overlap:g} seed {seed}" for difficulty, overlap, seed in WORLDS)
    note = f"# Corrections fitted by tools/train_corrections.py on worlds of {CHILDREN} children a side: {worlds}.\n"
    text = re.sub(r"^# Corrections fitted .*\n", "", text, flags=re.MULTILINE)
    text = text.replace("# Licence:", f"{note}# Licence:", 1).rstrip() + "\n"
    OUT.write_text(text, encoding="utf-8")
    print(f"wrote corrections of {len(degrees)} kinds of evidence")


if __name__ == "__main__":
    main()
