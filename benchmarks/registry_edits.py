"""Many people write in the same files at once: no edit is lost, and everybody who came second was told.

    python -m benchmarks.registry_edits --writers 20 --edits 10000 --cases 100
    python -m tools.on_postgresql python -m benchmarks.registry_edits

Each writer opens a file, reads its version, adds a statement for that version, and where somebody was quicker (CASE-01)
reads and tries again.  In the end each file's version must be the number of its edits, and every statement be there.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.registry_office import amina, an_office


def main() -> None:
    """Writes and counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--cases", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nasab-edits-") as folder:
        os.environ["NASAB_HOME"] = folder
        if os.environ.get("NASAB_TEST_DATABASE"):
            os.environ["NASAB_DATABASE"] = os.environ["NASAB_TEST_DATABASE"]
        an_office(Path(folder), asked.cases)
        from django.db import connection, connections

        vendor = connection.vendor
        connections.close_all()
        began, writers = time.perf_counter(), []
        for number in range(asked.writers):
            process = os.fork()
            if process == 0:
                os._exit(_write(number, asked.edits // asked.writers))
            writers.append(process)
        conflicts, failed = 0, 0
        for process in writers:
            _, status = os.waitpid(process, 0)
            failed += os.waitstatus_to_exitcode(status) == 255
        seconds = time.perf_counter() - began
        conflicts = sum(int(path.read_text()) for path in Path(folder).glob("conflicts-*"))
        _look(vendor, asked, conflicts, failed, seconds)


def _write(number: int, edits: int) -> int:
    from django.db import connections

    from nasab.registry.cases import services
    from nasab.registry.cases.models import Child
    from nasab.registry.cases.services import Conflict, Told

    connections.close_all()
    by, chance, conflicts = amina(), random.Random(number), 0
    keys = list(Child.objects.values_list("pk", flat=True))
    try:
        for edit in range(edits):
            while True:
                child = Child.objects.get(pk=chance.choice(keys))
                try:
                    services.state(child, Told(fact="notes", value=f"{number} {edit}"), by=by, version=child.version)
                    break
                except Conflict:
                    conflicts += 1
    except Exception as error:
        print(f"writer {number}: {type(error).__name__} {error}", file=sys.stderr)
        return 255
    Path(os.environ["NASAB_HOME"], f"conflicts-{number}").write_text(str(conflicts))
    return 0


def _look(vendor: str, asked: argparse.Namespace, conflicts: int, failed: int, seconds: float) -> None:
    from nasab.registry.audit.verifying import verify
    from nasab.registry.cases.models import Child, Statement

    statements = Statement.objects.count()
    versions = sum(Child.objects.values_list("version", flat=True))
    print(
        f"{vendor}: writers {asked.writers}, cases {asked.cases}, edits {asked.edits}, "
        f"statements {statements}, sum of versions {versions}, lost {asked.edits - statements}, "
        f"told that somebody was quicker {conflicts}, writers that failed {failed}, "
        f"faults of the audit record {len(verify()[1])}, {statements / seconds:.0f} edits a second"
    )


if __name__ == "__main__":
    main()
