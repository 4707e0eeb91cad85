from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from benchmarks.measure import Cost, command_of, run
from benchmarks.table import Result, bars, page

from nasab.simulation import Accuracy, Candidates, evaluate

COST = Cost(0, 1.0, 2.0, 300.0)
PLAIN = evaluate(Candidates(["a"], ["s"], np.array([1]), np.array([1.0])), [("a", "s")])


def result(tool: str, *, world: str = "field 10,000", cost: Cost = COST, **measures: float) -> Result:
    accuracy: Accuracy = replace(PLAIN, **measures)
    return Result(world, 10_000, tool, cost, accuracy)


def test_bars_are_ratios_of_one_run():
    rows = bars([result("nasab", recall_at_1=0.5), result("splink", recall_at_1=0.25)])
    assert rows[0] == "| field 10,000: first, times Splink | ≥ 1.6 | 2 | reached |"


def test_a_bar_that_is_missed_is_called_so():
    rows = bars([result("nasab", recall_at_1=0.3), result("splink", recall_at_1=0.25)])
    assert rows[0] == "| field 10,000: first, times Splink | ≥ 1.6 | 1.2 | NOT reached |"


def test_no_bar_is_shown_for_what_was_not_run():
    assert bars([result("splink")]) == []


def test_what_knowledge_of_names_gains_is_told_in_points():
    across = "field 10,000, cross-script"
    rows = bars([
        result("nasab", recall_at_1=0.6), result("plain_names", recall_at_1=0.45),
        result("nasab", world=across, recall_at_1=0.5), result("plain_names", world=across, recall_at_1=0.45),
    ])  # fmt: skip
    assert rows[0] == "| field 10,000: first, points over names as strings | ≥ 0.10 | 0.15 | reached |"
    assert rows[1] == f"| {across}: first, points over names as strings | ≥ 0.10 | 0.05 | NOT reached |"


def test_peers_have_titles_in_the_tables():
    assert "| nasab, names as strings | 1.000 |" in page([result("plain_names")], {})


def test_time_and_memory_have_bars_at_a_hundred_thousand():
    rows = bars([result("nasab", world="field 100,000", cost=Cost(0, 61.0, 40.0, 900.0))])
    assert [row.rsplit("| ", 1)[1] for row in rows] == ["NOT reached |", "reached |"]


def test_a_tool_that_failed_stands_in_the_page_as_failed():
    text = page([Result("field 1,000", 1000, "nasab", Cost(2, 0.1, 0.1, 20.0), None)], {"seed": "1"})
    assert "| nasab | failed (exit status 2) |" in text


def test_the_cost_of_a_process_is_measured(tmp_path: Path):
    cost = run([sys.executable, "-c", "print(sum(range(2_000_000)))"], tmp_path / "log")
    assert cost.status == 0
    assert cost.cpu_s > 0
    assert cost.peak_mb > 1
    assert (tmp_path / "log").read_text() == "1999999000000\n"


def test_nasab_is_run_by_its_own_command(tmp_path: Path):
    command, candidates = command_of("nasab", tmp_path / "f", tmp_path / "s", tmp_path)
    assert command[-5:] == ["match", str(tmp_path / "f"), str(tmp_path / "s"), "--out", str(tmp_path / "nasab")]
    assert candidates == tmp_path / "nasab" / "candidates.csv"
