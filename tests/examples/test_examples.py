from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest

from nasab import exchange
from nasab.simulation import read_truth

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


def children(side: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((EXAMPLES / "source" / f"{side}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", ["found.xlsx", "sought.csv", "truth.csv", "pedigrees.csv", "dna.csv"])
def test_the_files_are_what_their_source_gives_to_the_byte(tmp_path: Path, file: str):
    runpy.run_path(str(ROOT / "tools" / "make_examples.py"))["main"](tmp_path)
    assert (tmp_path / file).read_bytes() == (EXAMPLES / file).read_bytes()


def test_the_truth_names_children_of_both_lists():
    truth = read_truth(EXAMPLES / "truth.csv")
    assert len(truth) == 22
    assert {found for found, _ in truth} <= set(children("found"))
    assert {sought for _, sought in truth} <= set(children("sought"))


def test_who_does_not_consent_is_in_no_true_pair():
    refused = {number for number, child in children("found").items() if child["consent"] in ("no", "لا")}
    refused |= {number for number, child in children("sought").items() if child["consent"] in ("no", "нет", "non")}
    assert refused == {"M-009", "S-034"}
    assert not refused & {number for pair in read_truth(EXAMPLES / "truth.csv") for number in pair}


def test_both_lists_are_read_and_every_header_is_understood():
    for file, side, count in (("found.xlsx", "found", 30), ("sought.csv", "sought", 35)):
        reading = exchange.read(EXAMPLES / file, side)  # type: ignore[arg-type]
        assert len(reading.children) == count
        assert not [problem for problem in reading.problems if problem.code.startswith("HEAD")]


def test_the_stories_are_told_of_children_who_are_there():
    told = set(re.findall(r"`([MS]-\d+)`", (EXAMPLES / "README.md").read_text(encoding="utf-8")))
    assert len(told) > 20
    assert told <= set(children("found")) | set(children("sought"))
