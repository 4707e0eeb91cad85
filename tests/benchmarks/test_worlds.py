from __future__ import annotations

import re
from pathlib import Path

from benchmarks.worlds import Asked, make, worlds

ACROSS = Asked("field 300, cross-script", "field", 300, {"arabic_staff": 1.0}, across=True)
ARABIC = re.compile("[\u0600-\u06ff]")


def test_across_scripts_no_request_is_in_arabic_letters_and_all_found_are():
    world = make(ACROSS, 1)
    assert len(world.found) == 300
    assert not any(ARABIC.search(cell) for cells in world.sought.columns.values() for cell in cells)
    assert all(not name or ARABIC.search(name) for name in world.found.columns["name"])


def test_across_scripts_only_true_pairs_on_both_lists_are_left():
    world = make(ACROSS, 1)
    assert {found for found, _ in world.truth} <= set(world.found.columns["id"])
    assert {sought for _, sought in world.truth} <= set(world.sought.columns["id"])
    assert len(world.truth) > 50


def test_each_world_has_a_folder_and_a_title_of_its_own():
    asked = list(worlds([1000, 10_000], only_field=False))
    assert len({world.title for world in asked}) == len({world.folder(Path(), 1) for world in asked}) == len(asked) == 6


def test_only_the_field_is_without_easy_and_hard():
    assert [world.title for world in worlds([10_000], only_field=True)] == [
        "field 10,000",
        "field 10,000, cross-script",
    ]
