"""How long a page takes with 50,000 children, 5,000 requests and 50 people at once on this machine.

    make bench-web

The registry is filled with invented children (names from `nasab simulate`), sealed as always; served by gunicorn with
two processes on loopback; and read by 50 people, each of whom waits between pages as people do, so that together they
ask for some 20 pages a second: a file, a search for a name, or a list.  Clients and server share the cores.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

RESULTS = Path(__file__).with_name("RESULTS-WEB.md")
PASSES = {"file": 0.5, "search": 1.0}


def main() -> None:
    """Fills, serves, reads, and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=5_000)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=120)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nasab-web-") as folder:
        os.environ |= {"NASAB_HOME": folder, "NASAB_SECOND_FACTOR": "no"}
        if os.environ.get("NASAB_TEST_DATABASE"):
            os.environ["NASAB_DATABASE"] = os.environ["NASAB_TEST_DATABASE"]
        from nasab.cli.serving import prepare

        prepare(Path(folder))
        from benchmarks.web_filling import fill

        began = time.perf_counter()
        # The reading quota is per account: whoever reads for long reads with several.
        accounts = 1 + asked.seconds // 300
        filled = fill(asked.children, asked.requests, asked.people * accounts)
        print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
        from django.db import connection, connections

        vendor = connection.vendor
        connections.close_all()
        port = 8391
        server = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "nasab.web.wsgi:application", "--bind", f"127.0.0.1:{port}",
                "--workers", "2", "--threads", "4", "--log-level", "error",
            ]
        )  # fmt: skip
        try:
            times = _read(port, filled.found, filled.names, filled.sessions, asked)
        finally:
            server.terminate()
            server.wait(timeout=20)
    _tell(vendor, asked, times)


def _read(
    port: int, keys: list[UUID], names: list[str], sessions: list[str], asked: argparse.Namespace
) -> dict[str, list[tuple[float, int]]]:
    times: dict[str, list[tuple[float, int]]] = {"file": [], "search": [], "list": []}
    for _ in range(60):
        try:
            _ask(port, "GET", "/accounts/login/", "")
            break
        except OSError:
            time.sleep(0.5)
    began_all = time.perf_counter()
    until = began_all + asked.seconds

    def person(number: int) -> None:
        chance = random.Random(number)
        time.sleep(chance.random() * 2.5)
        while time.perf_counter() < until:
            account = number + asked.people * int((time.perf_counter() - began_all) // 300)
            cookie = f"session={sessions[account]}"
            kind = chance.choices(("file", "search", "list"), (5, 3, 2))[0]
            began = time.perf_counter()
            if kind == "file":
                status = _ask(port, "GET", f"/children/{chance.choice(keys)}/", cookie)
            elif kind == "search":
                token = "x" * 32
                told = urlencode({"text": chance.choice(names), "kind": "name", "csrfmiddlewaretoken": token})
                status = _ask(port, "POST", "/search/", f"{cookie}; csrf={token}", told)
            else:
                status = _ask(port, "GET", f"/children/?page={chance.randrange(1, 400)}", cookie)
            times[kind].append((time.perf_counter() - began, status))
            time.sleep(chance.expovariate(1 / 2.3))

    people = [threading.Thread(target=person, args=(number,)) for number in range(asked.people)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return times


def _ask(port: int, method: str, path: str, cookie: str, body: str = "") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie, "Host": f"127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _tell(vendor: str, asked: argparse.Namespace, times: dict[str, list[tuple[float, int]]]) -> None:
    lines = []
    for kind, told in times.items():
        waited = sorted(one for one, _ in told)
        wrong = sum(status != 200 for _, status in told)
        worst = waited[int(0.95 * (len(waited) - 1))]
        bar = f"{PASSES[kind] * 1000:.0f}" if kind in PASSES else "–"
        middle = statistics.median(waited)
        lines.append(f"| {kind} | {len(waited)} | {middle * 1000:.0f} | {worst * 1000:.0f} | {bar} | {wrong} |")
    whole = sum(map(len, times.values()))
    write(
        f"{vendor}: {asked.children:,} children, {asked.requests:,} requests, {asked.people} people at once",
        [
            f"{whole / asked.seconds:.1f} pages a second for {asked.seconds} seconds; clients are on the same cores.",
            "",
            "| page | asked for | median, ms | 95th percentile, ms | bar, ms | errors |",
            "|---|---|---|---|---|---|",
            *lines,
        ],
    )


def write(title: str, text: list[str]) -> None:
    """Prints a section and puts it into the results, in place of one whose title begins alike."""
    print("\n".join([f"## {title}", "", *text]))
    head = "# The registry's pages under load\n\nWritten by `make bench-web` (`benchmarks/web.py`).\n"
    before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else head
    kind = title.split(":")[0]
    parts = [part for part in before.split("\n## ")[1:] if not part.startswith(f"{kind}:")]
    parts.append("\n".join([title, "", *text]))
    RESULTS.write_text(head + "".join(f"\n## {part.rstrip()}\n" for part in sorted(parts)), encoding="utf-8")


if __name__ == "__main__":
    main()
