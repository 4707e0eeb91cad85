"""From the raw sum of the letter model to bits that can be believed: fitted on names the model has not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tools.letter_pairs import part_of, wikidata

from nasab.names import channel
from nasab.names.channel_model import KINDS, PAIRS, LetterModel, read_model

__all__ = ["calibrate", "true_pairs"]

PRIOR = 1e-4  # the bits are fitted where they decide: one name among ten thousand
STRANGERS = 3_000_000  # pairs drawn at random from the names of the dev part
TRUSTED = 4.0  # uncalibrated bits above which a row is taken for a pair
REACHED = 0.8  # the potential: this share of true pairs lies below it

Listed = list[tuple[str, str]]
Numbers = NDArray[np.int32]
Found = dict[str, NDArray[np.generic]]
LOG2 = float(np.log(2.0))


def true_pairs(folder: Path, part: str | None, model: LetterModel | None = None) -> dict[tuple[str, str], Listed]:
    """Pairs of spellings of one name, for each two scripts, of the Latin names of one part ("dev", "test"; None: all).

    Across scripts: the rows; Arabic with Cyrillic: rows that share the Latin name. Within a script: spellings that
    share a form in another script. With a `model` the joins use only rows that it holds for pairs, since a faulty row
    spoils every join; and as many tokens are paired with themselves as there are pairs of different spellings.
    """
    found: dict[tuple[str, str], set[tuple[str, str]]] = {pair: set() for pair in PAIRS}
    latin: dict[str, dict[str, list[str]]] = {"arab": defaultdict(list), "cyrl": defaultdict(list)}
    for kind in ("arab", "cyrl"):
        listed = [(a, b) for a, b, _ in wikidata(folder, kind) if part is None or part_of(b) == part]
        found[kind, "latn"] = set(listed)
        if model:
            a, b = channel.Tokens([a for a, _ in listed], model), channel.Tokens([b for _, b in listed], model)
            every = np.arange(len(listed), dtype=np.int32)
            raw = channel.joint(a, every, KINDS.index(kind), b, every, KINDS.index("latn"))
            listed = [
                row for row, bits in zip(listed, raw + a.background + b.background, strict=True) if bits > TRUSTED
            ]
        for form, spelling in listed:
            latin[kind][spelling].append(form)
        for own, same in ((1, ("latn", "latn")), (0, (kind, kind))):
            groups: dict[str, set[str]] = defaultdict(set)
            for row in listed:
                groups[row[1 - own]].add(row[own])
            for spellings in groups.values():
                found[same] |= {(a, b) for a in spellings for b in spellings if a < b}
    found["arab", "cyrl"] = {
        (a, c) for name, forms in latin["arab"].items() for a in forms for c in latin["cyrl"][name]
    }
    return {pair: sorted(listed) for pair, listed in found.items()}


def with_themselves(listed: Listed, tokens: Sequence[str]) -> Listed:
    """`listed` pairs of different spellings, and as many tokens with themselves, evenly taken from `tokens`."""
    step = max(1, len(tokens) // max(1, len(listed)))
    return listed + [(token, token) for token in list(tokens)[::step]]


def _logistic(
    x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64], first: int = 0
) -> NDArray[np.float64]:
    """Weighted logistic regression by Newton's method; the factors before `first` stay 1."""
    beta = np.zeros(x.shape[1])
    beta[:first] = 1.0
    beta[-1] = np.log(weight[y > 0].sum() / weight[y == 0].sum())
    for _ in range(60):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ beta, -40, 40)))
        gradient = x.T @ (weight * (y - p)) - 1e-6 * beta
        hessian = (x * (weight * np.maximum(p * (1 - p), 1e-12))[:, None]).T @ x + 1e-6 * np.eye(x.shape[1])
        step = np.zeros(x.shape[1])
        step[first:] = np.linalg.solve(hessian[first:, first:], gradient[first:])
        size = float(np.abs(step * np.abs(x).max(0)).max())
        beta += step / max(1.0, size / 4.0)
        if size < 1e-8:
            break
    return beta


@dataclass(frozen=True)
class _Sides:
    """Joint bits of listed pairs, and the bits of both sides alone and in the background."""

    joint: NDArray[np.float64]
    alone: NDArray[np.float64]
    background: NDArray[np.float64]

    def columns(self) -> NDArray[np.float64]:
        """What the regression sees: joint, both sides alone, both backgrounds, one."""
        return np.stack([self.joint, self.alone.sum(1), self.background.sum(1), np.ones(len(self.joint))], axis=1)


def _sides(a: channel.Tokens, ia: Numbers, b: channel.Tokens, ib: Numbers, pair: tuple[str, str]) -> _Sides:
    joint = channel.joint(a, ia, KINDS.index(pair[0]), b, ib, KINDS.index(pair[1]))
    alone = np.stack([a.alone(pair, 0)[ia], b.alone(pair, 1)[ib]], axis=1)
    return _Sides(joint, alone, np.stack([a.background[ia], b.background[ib]], axis=1))


def _fit(model: LetterModel, pair: tuple[str, str], listed: Listed, across: NDArray[np.float64] | None) -> Found:
    """`across`: slope and shares to keep, within a script, where there is too little to learn them from."""
    lefts, rights = sorted({a for a, _ in listed}), sorted({b for _, b in listed})
    a, b = channel.Tokens(lefts, model), channel.Tokens(rights, model)
    at_left, at_right = ({token: n for n, token in enumerate(tokens)} for tokens in (lefts, rights))
    ia = np.array([at_left[x] for x, _ in listed], dtype=np.int32)
    ib = np.array([at_right[y] for _, y in listed], dtype=np.int32)
    same = _sides(a, ia, b, ib, pair)
    sound = same.joint + same.alone.sum(1) > 0  # rows that the model takes for strangers are faults of the list
    draw = np.random.default_rng(20)
    ja = draw.integers(0, len(lefts), STRANGERS, dtype=np.int32)
    jb = draw.integers(0, len(rights), STRANGERS, dtype=np.int32)
    true = set(zip(ia.tolist(), ib.tolist(), strict=True))
    apart = np.array([seen not in true for seen in zip(ja.tolist(), jb.tolist(), strict=True)])
    strangers = _sides(a, ja[apart], b, jb[apart], pair)
    x = np.concatenate([same.columns()[sound], strangers.columns()])
    y = np.r_[np.ones(sound.sum()), np.zeros(len(strangers.joint))]
    count = len(strangers.joint)
    weight = np.r_[np.full(sound.sum(), PRIOR / sound.sum()), np.full(count, (1 - PRIOR) / count)] * count
    if across is None:
        beta = _logistic(x, y, weight)
    else:
        kept = LOG2 * across[0] * np.array([1.0, across[1], across[2]])
        beta = _logistic(np.stack([x[:, :3] @ kept, x[:, 3]], axis=1), y, weight, first=1)
        beta = np.r_[kept, beta[1]]
    slope, shares = beta[0] / LOG2, beta[1:3] / beta[0]
    shift = (beta[3] - np.log(PRIOR / (1 - PRIOR))) / LOG2
    surprise = shares[0] * same.alone + shares[1] * same.background
    bits = slope * (same.joint + surprise.sum(1)) + shift
    known = sound & (bits > 0)
    sides = np.concatenate([np.ones((known.sum(), 1)), surprise[known]], axis=1)
    fitted, *_ = np.linalg.lstsq(sides, bits[known], rcond=None)
    fitted *= np.quantile(bits[known] / np.maximum(sides @ fitted, 1.0), REACHED)
    name = f"{pair[0]}-{pair[1]}"
    quantiles = np.quantile(bits, [0.05, 0.25, 0.5, 0.75]).round(1)
    print(name, np.r_[slope, shares, shift].round(3), "potential", fitted.round(2), "bits", quantiles, flush=True)
    return {
        f"{name}.calibration": np.array([slope, *shares, shift]).round(6),
        f"{name}.potential": np.array([[fitted[0], 2 * fitted[1]], [fitted[0], 2 * fitted[2]]]).round(6),
    }


def calibrate(model_file: Path, folder: Path) -> Found:
    """Slope, shares and shift of each two scripts by logistic regression of true pairs against strangers.

    And the potential: what a true pair with these two spellings reaches, a line in the surprise of both.
    """
    model = read_model(str(model_file))
    found: Found = {}
    pairs = true_pairs(folder, "dev", model)
    tokens = {"arab": {a for a, _ in pairs["arab", "latn"]}, "cyrl": {a for a, _ in pairs["cyrl", "latn"]}}
    tokens["latn"] = {b for _, b in pairs["arab", "latn"]}
    for pair, listed in pairs.items():
        if pair[0] != pair[1]:
            found |= _fit(model, pair, listed, None)
            continue
        across = np.array([found[f"{a}-{b}.calibration"] for a, b in PAIRS if a != b]).mean(0)
        found |= _fit(model, pair, with_themselves(listed, sorted(tokens[pair[0]])), across)
    for kind in ("arab", "cyrl"):
        # Too few different spellings of one name are known here, too many of names that only sound alike.
        found[f"{kind}-{kind}.calibration"] = found["latn-latn.calibration"]
    return found
