"""The names of the communities, with common names common and a long tail of rare ones.

A name is its sounds at home and the spellings in which it is usually met.  Common names come from lists compiled for
this project (`data/names.tsv`, `data/more_names.tsv`); the tail, without which a hundred thousand families would all be
called alike, is put together from the parts of which such names are made (`data/tails.toml`).
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from nasab.simulation.dice import Dice, Urn
from nasab.simulation.sounds import read

__all__ = ["Name", "Pools", "communities", "packaged", "pools", "table"]

_FIRST_MALE: Final = (
    "muhammad", "abdullah", "abdurrahman", "umar", "ibrahim", "yusuf", "ahmad", "ali", "hamza", "bilal", "khalid",
    "usama", "uthman", "salman", "muadh", "anas",
)  # fmt: skip
_FIRST_FEMALE: Final = (
    "aisha", "fatima", "maryam", "khadija", "asiya", "sumayya", "safiya", "zaynab", "amina", "hafsa", "ruqayya", "iman",
)  # fmt: skip
_SPELT: Final = {
    "russian": "cyrillic",
    "chechen": "cyrillic",
    "central_asian": "cyrillic",
    "turkish": "turkish",
    "latin": "latin",
}
_TAIL_SIZE: Final = 1200
_SURNAMES: Final = 2600


@dataclass(frozen=True, slots=True)
class Name:
    """One name: a key of its own (the name a perfect reader sees), its sounds, its usual spellings by column."""

    key: str
    sounds: str
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    short: tuple[str, ...] = ()
    islamic: bool = False

    def __hash__(self) -> int:
        return hash(self.key)


def packaged(file: str) -> str:
    """The text of one of the simulation's own data files."""
    return files(__package__).joinpath("data", file).read_text(encoding="utf-8")


def table(file: str) -> list[dict[str, str]]:
    """The rows of a tab-separated data file, comments left out."""
    lines = [line for line in packaged(file).splitlines() if line and not line.startswith("#")]
    return [
        {k: v or "" for k, v in row.items()} for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


@dataclass(frozen=True, slots=True)
class Pools:
    """The names of one community: given names for either sex, Islamic names for either sex, surnames."""

    given: dict[str, Urn]
    islamic: dict[str, Urn]
    surnames: Urn


def _zipf(names: list[Name], power: float = 0.9, shift: float = 3.0, mass: float = 1.0) -> list[tuple[object, float]]:
    weights = [(shift + rank) ** -power for rank in range(len(names))]
    total = sum(weights)
    return [(name, mass * weight / total) for name, weight in zip(names, weights, strict=True)]


@cache
def _islamic(sex: str, column: str, last: bool) -> Urn:
    rows = [row for row in table("names.tsv") if row["sex"] == sex]
    first = _FIRST_MALE if sex == "m" else _FIRST_FEMALE
    names = {}
    for row in rows:
        spellings = {
            c: tuple(row[c].split(";"))
            for c in ("ar", "latin", "turkish", "russian", "chechen", "central_asian")
            if row[c]
        }
        key = spellings["latin"][0]
        home = column if column in spellings and column != "ar" else "latin"
        forms = spellings[home]
        sounds = read(forms[-1 if last else 0], _SPELT[home])
        short = tuple(read(s, "cyrillic") for s in row["short"].split(";") if s)
        names[key] = Name(key, sounds, spellings, short, islamic=True)
    order = [names[k] for k in first] + [n for k, n in names.items() if k not in first]
    return Urn(_zipf(order, 1.0, 2.0))


@cache
def _native(pool: str, sex: str) -> tuple[Name, ...]:
    names: list[Name] = []
    for row in table("more_names.tsv"):
        if row["pool"] != pool or row["sex"] != sex:
            continue
        words = row["names"].replace("= ", "=")
        for word in _split(words):
            spelling, _, arabic = word.partition("=")
            sounds = read(spelling, row["spelt"])
            column = {"cyrillic": "russian", "turkish": "turkish"}.get(row["spelt"], "latin")
            if pool in ("tajik", "uzbek", "kyrgyz", "kazakh"):
                column = "central_asian"
            spellings: dict[str, tuple[str, ...]] = {column: (spelling,)}
            if arabic:
                spellings["ar"] = (arabic,)
            names.append(Name(sounds, sounds, spellings))
    return tuple(names)


def _split(words: str) -> list[str]:
    out: list[str] = []
    for word in words.split(" "):
        if out and "=" not in word and "=" in out[-1] and not word.isascii():
            out[-1] += " " + word
        else:
            out.append(word)
    return out


@cache
def _tails() -> dict[str, Any]:
    return tomllib.loads(packaged("tails.toml"))


def _join(*parts: str) -> tuple[str, str]:
    """The parts put together, as they are spelt and (where all parts say it after `=`) in Arabic letters."""
    split = [part.partition("=") for part in parts]
    return "".join(p[0] for p in split), "".join(p[2] for p in split) if all(p[2] for p in split if p[0]) else ""


def _composed(spelling: str, arabic: str, spelt: str) -> Name:
    sounds = read(spelling, spelt)
    return Name(sounds, sounds, {"ar": (arabic,)} if arabic else {})


def _tail(tail: str, sex: str, dice: Dice) -> list[Name]:
    rules = _tails()[tail]
    heads, ends = rules[sex]
    words = list(dict.fromkeys(_join(head, end) for head in heads for end in ends))
    dice.shuffle(words)
    return [_composed(spelling, arabic, rules["spelt"]) for spelling, arabic in words[:_TAIL_SIZE]]


_LINKS: Final = {
    "cyrillic": ("", "", "", "ал", "ар", "ун", "ад", "им", "ос", "ир", "аг", "ут"),
    "latin": ("", "", "", "an=ان", "iy=ي", "ar=ار", "ash=اش", "un=ون"),
    "french": ("", "", "", "in", "al", "our", "am"),
    "turkish": ("", "", "", "a", "lı", "can", "han", "er"),
}


def _surnames(tail: str, given: list[Name], dice: Dice) -> list[Name]:
    """Surnames from given names and from stems, with the endings of the community; `al-` before an Arab nisba."""
    rules = _tails()[tail]
    spelt: str = rules["spelt"]
    endings: list[str] = rules["surname_endings"]
    seen: dict[str, Name] = {}
    for _ in range(_SURNAMES * 3):
        if given and tail != "arab" and dice.chance(0.3):
            stem = dice.pick(given).sounds.replace(" ", "").rstrip("aeiouäöüı")
            sounds, arabic = stem + read(dice.first(endings, 0.35), spelt), ""
        else:
            spelling, arabic = _join(dice.pick(rules["stems"]), dice.pick(_LINKS[spelt]), dice.first(endings, 0.35))
            sounds = read(spelling, spelt)
        if tail == "arab":
            sounds, arabic = f"al {sounds}", f"ال{arabic}"
        seen.setdefault(sounds, Name(sounds, sounds, {"ar": (arabic,)} if arabic else {}))
        if len(seen) >= _SURNAMES:
            break
    if tail == "maghreb":
        seen |= {f"ben {name.key}": Name(f"ben {name.key}", f"ben {name.sounds}") for name in given[:60]}
    return list(seen.values())


@cache
def communities() -> dict[str, dict[str, Any]]:
    """The communities of `data/communities.toml` by name."""
    return tomllib.loads(packaged("communities.toml"))


@cache
def pools(key: str) -> Pools:
    """The names of a community.  Which rare names there are is thrown once for all worlds, by a seed of its own."""
    community = communities()[key]
    dice = Dice(np.random.default_rng([20170720, *key.encode()]))
    given: dict[str, Urn] = {}
    common: list[Name] = []
    for sex in ("m", "f"):
        weighted: list[tuple[object, float]] = []
        for pool, share in community["pools"].items():
            names = list(_native(pool, sex))
            weighted += _zipf(names, mass=0.85 * share)
            common += names if sex == "m" else []
        weighted += _zipf(_tail(community["tail"], sex, dice), 0.5, 5.0, mass=0.15)
        given[sex] = Urn(weighted)
    last = community["system"] == "kyrgyz"
    islamic = {sex: _islamic(sex, community["column"], last) for sex in ("m", "f")}
    surnames = Urn(_zipf(_surnames(community["tail"], common, dice), 0.7, 4.0))
    return Pools(given, islamic, surnames)
