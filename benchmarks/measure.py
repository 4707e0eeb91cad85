"""Running one tool on one pair of lists, in a process of its own: processor seconds, wall seconds, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "command_of", "run"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took; `peak_mb` is the largest resident set of the process or of any one of its children."""

    status: int
    cpu_s: float
    wall_s: float
    peak_mb: float


def command_of(tool: str, found: Path, sought: Path, out: Path) -> tuple[list[str], Path]:
    """The command line of a tool and the file in which it leaves its candidates."""
    if tool == "nasab":
        program = Path(sys.executable).with_name("nasab")
        start = [str(program)] if program.exists() else [sys.executable, "-c", "from nasab.cli import main; main()"]
        folder = out / "nasab"
        return [*start, "match", str(found), str(sought), "--out", str(folder)], folder / "candidates.csv"
    candidates = out / f"{tool}.csv"
    return [sys.executable, "-m", f"benchmarks.peer_{tool}", str(found), str(sought), str(candidates)], candidates


def run(command: list[str], log: Path) -> Cost:
    """Run to the end; what is said goes to the log.  Processor time is that of the whole tree of processes.

    Python may keep what it has compiled, as it does everywhere but where it is told not to.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(
        process.returncode, usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, kilobytes * 1024 / 1_000_000
    )
