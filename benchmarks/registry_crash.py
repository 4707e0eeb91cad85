"""The writing process is killed at any moment, a thousand times: what was acknowledged is there, the record whole.

    python -m benchmarks.registry_crash --kills 1000

One process adds statements to files and says each number once the service has returned; it is killed with SIGKILL after
a random time.  Then the database is opened: every number that was said must be there, the chain must follow, and the
audit record must have a row for each change.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from benchmarks.registry_office import amina, an_office

RESULT = "kills {kills}, acknowledged {said}, lost {lost}, rows of the audit record {rows}, faults {faults}"


def write(out: int) -> None:
    """What the process does that is killed."""
    from django.db import connections

    from nasab.registry.cases import services
    from nasab.registry.cases.models import Child
    from nasab.registry.cases.services import Told

    connections.close_all()
    by, child = amina(), Child.objects.get()
    while True:
        (told,) = services.state(child, Told(fact="notes", value="said"), by=by)
        os.write(out, f"{told.pk}\n".encode())


def main() -> None:
    """Kills and looks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="nasab-crash-") as folder:
        os.environ["NASAB_HOME"] = folder
        an_office(Path(folder), 1)
        from django.db import connections

        connections.close_all()
        said: list[str] = []
        for _ in range(asked.kills):
            reading, writing = os.pipe()
            process = os.fork()
            if process == 0:
                os.close(reading)
                write(writing)
            os.close(writing)
            with os.fdopen(reading) as told:
                first = told.readline().strip()  # it has begun
                time.sleep(chance.random() * 0.05)
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                said += [first, *(line.strip() for line in told.read().split("\n") if len(line.strip()) == 36)]
        print(RESULT.format(kills=asked.kills, **_look([one for one in said if one])))


def _look(said: list[str]) -> dict[str, int]:
    from django.db import connection

    from nasab.registry.audit.models import Entry
    from nasab.registry.audit.verifying import verify
    from nasab.registry.cases.models import Statement

    connection.close()
    there = {str(key) for key in Statement.objects.values_list("pk", flat=True)}
    rows, faults = verify()
    changes = Entry.objects.filter(action="statement.add").count()
    return {
        "said": len(said), "lost": len(set(said) - there), "rows": rows,
        "faults": len(faults) + abs(changes - len(there)),
    }  # fmt: skip


if __name__ == "__main__":
    main()
