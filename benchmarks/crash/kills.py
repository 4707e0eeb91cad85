"""Kills a program that writes, at a random moment, again and again on the same files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.crash.examining import examine

__all__ = ["ENVIRONMENT", "ROOT", "Figures", "kill", "nursery"]

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
ON_ONE_FILE = 20


@dataclass(slots=True)
class Figures:
    """What was tried and found: `half_way` counts the crashes that left the step after the last acknowledged whole."""

    what: str
    crashes: int = 0
    acknowledged: int = 0
    half_way: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.what}: {self.crashes} crashes, {self.acknowledged} steps acknowledged, "
        told += f"{self.half_way} times the next step was there as well, {len(self.faults)} faults"
        return "\n  ".join([told, *self.faults[:5]])


@contextmanager
def nursery() -> Iterator[subprocess.Popen[str]]:
    """The program that writes, loaded and waiting for commands."""
    command = [sys.executable, "-m", "benchmarks.crash.writing"]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def kill(
    writer: subprocess.Popen[str], what: str, folder: Path, kills: int, *, seed: int = 1, careless: str = ""
) -> Figures:
    """Kill it so many times; every twenty times with a fresh file."""
    figures = Figures(what)
    draw = Random(f"{seed}-{what}")
    done = 0
    for number in range(kills):
        if number % ON_ONE_FILE == 0:
            done, begun = 0, seed * 1000 + number
            path = folder / f"{what}-{begun}"
        command = {"what": what, "path": str(path), "seed": begun, "done": done, "careless": careless}
        acknowledged = _killed(writer, command, draw)
        figures.crashes += 1
        figures.acknowledged += acknowledged - done
        there, fault = examine(what, path, begun, acknowledged)
        figures.half_way += there > acknowledged
        done = there
        if fault:
            figures.faults.append(f"kill {number}: {fault}")
            return figures  # what follows would only repeat it
    return figures


def _killed(writer: subprocess.Popen[str], command: dict[str, object], draw: Random) -> int:
    """Begin, kill at a random moment, and give the number of steps that were acknowledged in all."""
    assert writer.stdin
    assert writer.stdout
    writer.stdin.write(json.dumps(command) + "\n")
    writer.stdin.flush()
    process = int(writer.stdout.readline().removeprefix("begin "))
    done = int(str(command["done"]))
    patience = draw.choice((0, 1, 3, 10, 30))  # so many steps are waited for; none: it may be killed as it opens
    for _ in range(patience):
        told = writer.stdout.readline()
        if told.startswith("end"):
            raise RuntimeError(f"the writer ended by itself: {told}")
        done = int(told) + 1
    time.sleep(draw.random() ** 2 * 0.02)
    os.kill(process, signal.SIGKILL)
    while not (told := writer.stdout.readline()).startswith("end"):
        done = int(told) + 1
    if told.split()[1] != str(-signal.SIGKILL):
        raise RuntimeError(f"the writer ended by itself: {told}")
    return done
