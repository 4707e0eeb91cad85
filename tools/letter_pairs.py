"""The training pairs of the letter model: which spelling in one script goes with which in another.

Reads the Wikidata transliteration pairs (source, licence and checksums: `src/nasab/names/data/letters.md`) and the
table of Muslim and Caucasian correspondences, folds them, and splits them by the hash of the Latin name, so that no
spelling of a name that is tested was ever seen in training.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from nasab.names.scripts import Script, fold, script

__all__ = ["LONGEST", "PAIRS", "Pairs", "canon_rows", "digests", "part_of", "strangers_out", "wikidata", "within"]

LONGEST = 24
PAIRS: tuple[tuple[Script, Script], ...] = (
    ("arab", "latn"),
    ("cyrl", "latn"),
    ("arab", "cyrl"),
    ("latn", "latn"),
    ("arab", "arab"),
    ("cyrl", "cyrl"),
)
FILES: dict[Script, str] = {"arab": "wd_arabic_80.tsv", "cyrl": "wd_russian_80.tsv"}
CANON = "canon.tsv"
TRUSTED = 0.5  # rows whose weight times the posterior of being a pair is less are left out of joins
MOST_SPELLINGS = 12
THEMSELVES = 0.02  # most forms have one spelling; unchecked, the model would learn only that letters stay
ARABIC_FORMS = 3.0  # names that share an Arabic form are nearer to the names that matter here than those of the world


@dataclass(frozen=True)
class Pairs:
    """Aligned tokens of two scripts with a training weight each."""

    left: list[str]
    right: list[str]
    weight: list[float]


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each file that is read."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (*FILES.values(), CANON)}


def part_of(latin: str) -> str:
    """Which part of the split a Latin name belongs to: 12 % test, 6 % dev, the rest train; by hash, for ever."""
    place = int.from_bytes(hashlib.blake2b(latin.encode(), digest_size=4).digest(), "big") % 100
    return "test" if place < 12 else "dev" if place < 18 else "train"


def wikidata(folder: Path, other: Script) -> list[tuple[str, str, int]]:
    """(other script, Latin, count) folded and merged; rows whose letters are not of the stated script are dropped."""
    merged: dict[tuple[str, str], int] = defaultdict(int)
    with (folder / FILES[other]).open(encoding="utf-8") as file:
        for line in file:
            latin, spaced, count = line.rstrip("\n").split("\t")
            a, b = fold(spaced.replace(" ", "")), fold(latin)
            if script(a) == other and script(b) == "latn" and len(a) <= LONGEST and len(b) <= LONGEST:
                merged[a, b] += int(count)
    return sorted((a, b, n) for (a, b), n in merged.items())


def canon_rows(folder: Path) -> list[dict[Script, list[str]]]:
    """Each row of the table of correspondences as folded spellings by script; phrases are joined."""
    rows = []
    with (folder / CANON).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            spellings: dict[Script, set[str]] = {"arab": set(), "cyrl": set(), "latn": set(), "other": set()}
            for column in ("ar", "latin", "turkish", "ru_north_caucasus", "chechen", "central_asian"):
                for written in (row[column] or "").split(";"):
                    token = fold(written)
                    if token and len(token) <= LONGEST:
                        spellings[script(token)].add(token)
            rows.append({kind: sorted(tokens) for kind, tokens in spellings.items()})
    return rows


def strangers_out(
    arab: dict[tuple[str, str], float], cyrl: dict[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """Arabic and Cyrillic spellings joined on a Latin name: the weight is the smaller trusted weight of the two."""
    by_latin: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (a, latin), trusted in arab.items():
        by_latin[latin].append((a, trusted))
    joined: dict[tuple[str, str], float] = defaultdict(float)
    for (c, latin), trusted in cyrl.items():
        for a, weight in by_latin.get(latin, ()):
            if min(trusted, weight) > TRUSTED:
                joined[a, c] += min(trusted, weight)
    return dict(joined)


def within(
    kind: Script, trusted: dict[str, dict[tuple[str, str], float]], canon: list[list[str]], canon_weight: float
) -> dict[tuple[str, str], float]:
    """Pairs of spellings of one script that share a form in another, each spelling also with itself.

    Two spellings are drawn from those of a form by their trusted weights, so that the usual one meets itself more
    often than the rare ones; the form as a whole counts with the sum. Only its most frequent spellings are paired.
    """
    groups: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for other, pairs in trusted.items():
        if kind not in (other, "latn"):
            continue
        for (a, latin), weight in pairs.items():
            if weight > TRUSTED:
                spelling, form = (latin, a) if kind == "latn" else (a, latin)
                groups[other, form][spelling] = weight
    found: dict[tuple[str, str], float] = defaultdict(float)
    for (other, _), spellings in groups.items():
        near = ARABIC_FORMS if other == "arab" else 1.0
        known = sorted(spellings.items(), key=lambda kept: (-kept[1], kept[0]))[:MOST_SPELLINGS]
        whole = sum(weight for _, weight in known)
        for a, n in known:
            for b, m in known:
                if a <= b:
                    found[a, b] += near * n * m / whole * (THEMSELVES if a == b else 2)
    for spellings_of_row in canon:
        for a, b in combinations(spellings_of_row, 2):
            found[a, b] += canon_weight * 2 / len(spellings_of_row)
    return dict(found)
