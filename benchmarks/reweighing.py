"""How long a changed statement takes until its candidates are weighed anew, among 50,000 children found, 5,000 sought.

    python -m benchmarks.reweighing

The registry is filled as for `make bench-web`.  Told are: how long the process that weighs takes to read all children
sought when it begins; one changed statement of a child found; one of a child sought, which has those found who are
likest to it asked for again.  Written into `RESULTS-WEB.md`.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.web import write
from benchmarks.web_filling import Filled, fill


def main() -> None:
    """Fills, changes, weighs, and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=5_000)
    parser.add_argument("--changes", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nasab-weighing-") as folder:
        os.environ |= {"NASAB_HOME": folder, "NASAB_SECOND_FACTOR": "no"}
        from nasab.cli.serving import prepare

        prepare(Path(folder))
        _measure(asked, fill(asked.children, asked.requests, 1))


def _measure(asked: argparse.Namespace, filled: Filled) -> None:
    from nasab.registry.candidates.touched import LIKEST
    from nasab.registry.candidates.weighing import Weigher
    from nasab.registry.cases import services
    from nasab.registry.cases.consent import may_be_matched
    from nasab.registry.cases.models import Child
    from nasab.registry.cases.services import Told
    from nasab.registry.people.models import User
    from nasab.registry.people.selectors import actor_of

    by, chance, weigher = actor_of(User.objects.get(username="reader0")), random.Random(5), Weigher()
    began = time.perf_counter()
    weigher.weigh_changed()
    lines = [f"| the process begins: {asked.requests:,} children sought are read | 1 | {_ms(began):,.0f} | | |"]
    for words, keys in (
        ("a statement of a child found", filled.found), ("a statement of a child sought", filled.sought),
    ):  # fmt: skip
        times, weighed = [], []
        for key in chance.sample(keys, asked.changes):
            services.state(Child.objects.get(pk=key), Told(fact="mother", value="Мадина"), by=by)
            began = time.perf_counter()
            weighed.append(weigher.weigh_changed())
            times.append(_ms(began))
        lines.append(
            f"| {words} | {statistics.median(weighed):.0f} | {statistics.median(times):,.0f} | {max(weighed)} "
            f"| {max(times):,.0f} |"
        )
    found = may_be_matched(Child.objects.filter(side="found"))
    partners = chance.sample(sorted(filled.partner), min(300, len(filled.partner)))
    share = {
        most: sum(filled.partner[key] in weigher.touched.likest([key], found, most) for key in partners)
        for most in (20, LIKEST, 200)
    }
    write(
        f"a changed statement: {asked.children:,} children found, {asked.requests:,} sought",
        [
            "Written by `python -m benchmarks.reweighing`; one process, on SQLite.", "",
            "| what | weighed anew, median | ms, median | weighed anew, most | ms, most |", "|---|---|---|---|---|",
            *lines,
            "",
            f"For a child sought that changed, the {LIKEST} found that are likest to it are asked for again, and",
            f"whoever stands as a pair with it. Of {len(partners)} children sought whose file is there, it is among "
            + ", ".join(f"the likest {most} in {count}" for most, count in share.items())
            + " (before either was ever weighed).",
        ],
    )  # fmt: skip


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
