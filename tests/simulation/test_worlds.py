from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import nasab.simulation
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS
from nasab.simulation import DIFFICULTIES, World, read_truth, simulate, write


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(children=400, seed=7)


def test_both_lists_have_as_many_children_as_asked(world: World):
    assert len(world.found) == len(world.sought) == 400


@pytest.mark.parametrize("children", [1, 2, 3, 17])
def test_a_small_world_is_a_world(children: int):
    world = simulate(children=children, seed=1, difficulty="hard")
    assert len(world.found) == len(world.sought) == children


def test_no_children_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        simulate(children=0, seed=1)


def test_the_same_seed_gives_the_same_world(world: World):
    again = simulate(children=400, seed=7)
    assert again.truth == world.truth
    assert again.found.columns == world.found.columns
    assert again.sought.columns == world.sought.columns


def test_another_seed_gives_another_world(world: World):
    assert simulate(children=400, seed=8).found.columns["name"] != world.found.columns["name"]


def test_perfect_spelling_changes_the_spelling_and_no_fact(world: World):
    perfect = simulate(children=400, seed=7, perfect_spelling=True)
    assert perfect.truth == world.truth
    for column in ("sex", "group", "found_date", "as_of"):
        assert perfect.found.columns[column] == world.found.columns[column]
    assert perfect.found.columns["name"] != world.found.columns["name"]
    assert [bool(name) for name in perfect.found.columns["name"]] == [
        bool(name) for name in world.found.columns["name"]
    ]


def test_a_dial_that_does_not_exist_is_a_mistake():
    with pytest.raises(TypeError, match="no such dial: hardness"):
        simulate(children=10, seed=1, hardness=1.0)


def test_the_lists_have_the_canonical_columns_and_unique_ids(world: World):
    assert tuple(world.found.columns) == FOUND_COLUMNS
    assert tuple(world.sought.columns) == SOUGHT_COLUMNS
    assert len(set(world.found.columns["id"])) == 400
    assert len(set(world.sought.columns["id"])) == 400


def test_the_truth_names_children_of_both_lists(world: World):
    assert {found for found, _ in world.truth} <= set(world.found.columns["id"])
    assert {sought for _, sought in world.truth} <= set(world.sought.columns["id"])


def test_about_half_of_the_children_found_are_on_no_list(world: World):
    with_truth = len({found for found, _ in world.truth})
    assert 0.4 * 400 < with_truth < 0.6 * 400


def test_the_ids_tell_nothing_of_the_truth(world: World):
    same_place = sum(found[2:] == sought[2:] for found, sought in world.truth)
    assert same_place < 10


def test_some_children_are_registered_twice_and_some_are_sought_twice():
    world = simulate(children=400, seed=7, twice=0.3)
    assert max(Counter(sought for _, sought in world.truth).values()) > 1
    assert max(Counter(found for found, _ in world.truth).values()) > 1


def test_without_siblings_no_group_and_no_family_has_two_children():
    world = simulate(children=300, seed=3, siblings=0.0, twice=0.0)
    assert set(world.found.columns["group"]) == {""}
    assert max(Counter(world.sought.columns["family"]).values()) == 1
    assert set(world.found.columns["siblings"]) == {""}


def test_most_children_sought_have_a_sibling_who_is_sought(world: World):
    families = Counter(world.sought.columns["family"])
    with_sibling = sum(families[family] > 1 for family in world.sought.columns["family"])
    assert 0.5 * 400 < with_sibling < 0.85 * 400


def test_the_found_list_is_written_in_arabic_and_latin_and_the_sought_list_in_cyrillic_too(world: World):
    found, sought = "".join(world.found.columns["name"]), "".join(world.sought.columns["name"])
    assert any("\u0600" <= letter <= "\u06ff" for letter in found)
    assert any("a" <= letter <= "z" for letter in found)
    assert not any("\u0400" <= letter <= "\u04ff" for letter in found)
    assert sum("\u0400" <= letter <= "\u04ff" for letter in sought) > len(sought) / 3


def test_the_found_list_knows_less_than_the_sought_list(world: World):
    def known(children: nasab.records.ChildList, column: str) -> int:
        return sum(bool(value) for value in children.columns[column])

    for column in ("father", "mother", "origin"):
        assert known(world.found, column) < 0.6 * known(world.sought, column)


def test_a_harder_world_has_fewer_names_of_fathers():
    known = {}
    for difficulty in DIFFICULTIES:
        found = simulate(children=400, seed=2, difficulty=difficulty).found
        known[difficulty] = sum(bool(value) for value in found.columns["father"])
    assert known["easy"] > known["field"] > known["hard"]


def test_names_are_common_and_rare():
    names = Counter(simulate(children=3000, seed=1, perfect_spelling=True).sought.columns["father"])
    assert names.most_common(1)[0][1] >= 5
    assert sum(1 for count in names.values() if count == 1) > 400


def test_a_world_is_written_and_its_truth_read_again(world: World, tmp_path: Path):
    write(world, tmp_path / "new")
    assert read_truth(tmp_path / "new" / "truth.csv") == world.truth
    first = (tmp_path / "new" / "found.csv").read_text(encoding="utf-8").splitlines()[0]
    assert first == ",".join(FOUND_COLUMNS)


def test_the_simulation_shares_no_knowledge_with_the_engine():
    allowed = {"records", "columns", "errors", "simulation", "estimation"}  # of which: how counts are kept
    for module in Path(nasab.simulation.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            named = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in named:
                if name.startswith("nasab."):
                    assert name.split(".")[1] in allowed, f"{module.name} imports {name}"
