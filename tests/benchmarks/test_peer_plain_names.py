from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from benchmarks.peer_plain_names import LEVEL_FROM, counted, find_likeness, plainly

from nasab.matching import parameters
from nasab.matching.likeness import DIFFERS, LEVELS, SAME, Likeness
from nasab.matching.ragged import Ragged
from nasab.matching.vocabulary import Vocabulary
from nasab.simulation import evaluate, read_candidates, simulate, write

ROOT = Path(__file__).resolve().parents[2]


def level(found: str, sought: str, *, skeletons: bool = False) -> int:
    tokens: Vocabulary[str] = Vocabulary()
    a, b = tokens.number(found), tokens.number(sought)
    sides = [[Ragged.from_pairs([0], [word], 1)] for word in (a, b)]
    return find_likeness(tokens, *sides, skeletons=skeletons).level_of(a, b)


@pytest.mark.parametrize(("word", "latin"), [("билал", "bilal"), ("بلال", "blal"), ("شيخ", "shikh"), ("გიორგი", "")])
def test_a_word_is_written_in_latin_letters_by_a_plain_table(word: str, latin: str):
    assert plainly(word) == latin


def test_one_string_is_the_same_in_any_script():
    assert level("bilal", "bilal") == level("билал", "bilal") == level("გიორგი", "გიორგი") == SAME


def test_names_without_letters_in_common_differ():
    assert level("bilal", "хусейн") == level("გიორგი", "ნინო") == DIFFERS


def test_nothing_is_known_of_names_but_their_letters():
    assert level("саша", "alexander") == DIFFERS
    assert level("محمد", "muhammad") < SAME


def test_consonants_make_up_for_vowels_that_are_not_written():
    assert level("محمد", "muhammad") < level("محمد", "muhammad", skeletons=True)


def test_the_table_is_sorted_and_holds_only_what_agrees():
    tokens: Vocabulary[str] = Vocabulary()
    names = [tokens.number(word) for word in ("bilal", "bilel", "билал", "zaur", "заур", "amina")]
    side = [Ragged.from_pairs([0] * 6, names, 1)]
    alike: Likeness = find_likeness(tokens, side, side)
    assert alike.start.tolist() == [0, 3, 6, 9, 11, 13, 14]
    assert alike.words.tolist() == [0, 1, 2, 0, 1, 2, 0, 1, 2, 3, 4, 3, 4, 5]
    assert np.all(alike.level > DIFFERS)
    assert np.all(alike.known == 0)


def test_there_is_a_bound_for_each_level_and_they_rise():
    assert len(LEVEL_FROM) == len(LEVELS) - 1
    assert all(low < high for low, high in pairwise(LEVEL_FROM))


@pytest.mark.parametrize("skeletons", [False, True])
def test_learning_begins_with_parameters_of_the_kinds_that_nasab_has(skeletons: bool):
    told = parameters.read(counted(skeletons=skeletons).read_text(encoding="utf-8"))
    assert told.levels == parameters.shipped().levels
    assert told.same != parameters.shipped().same


@pytest.mark.parametrize("tool", ["plain_names", "skeleton_names"])
def test_it_writes_candidates_in_our_format_and_finds_some_children(tool: str, tmp_path: Path):
    world = simulate(children=150, seed=1, difficulty="easy")
    write(world, tmp_path)
    files = [str(tmp_path / name) for name in ("found.csv", "sought.csv", "out.csv")]
    done = subprocess.run([sys.executable, "-m", f"benchmarks.peer_{tool}", *files], cwd=ROOT, check=False)
    assert done.returncode == 0
    accuracy = evaluate(read_candidates(files[2]), world.truth)
    assert accuracy.recall_at_1 is not None
    assert accuracy.recall_at_1 > 0.5
