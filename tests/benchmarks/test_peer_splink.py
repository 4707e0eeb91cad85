from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nasab.simulation import evaluate, read_candidates, simulate, write

pytest.importorskip("splink")


def test_splink_writes_candidates_in_our_format_and_finds_some_children(tmp_path: Path):
    world = simulate(children=400, seed=1, difficulty="easy")
    write(world, tmp_path)
    files = [str(tmp_path / name) for name in ("found.csv", "sought.csv", "splink.csv")]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.peer_splink", *files], cwd=Path(__file__).resolve().parents[2], check=False
    )
    assert done.returncode == 0
    accuracy = evaluate(read_candidates(files[2]), world.truth)
    assert accuracy.recall_at_1 is not None
    assert accuracy.recall_at_1 > 0.3
