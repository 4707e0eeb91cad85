"""Reading an uploaded list in a process of its own, and what is said when that process is stopped.

The bytes are handed over in memory (`memfd_create`), so that no list lies open on a disk.  The other process gets no
environment but what Python needs, no other descriptors, and a limit of time, memory and output.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Any, Final, Literal

from nasab.errors import Problem, UnreadableList
from nasab.records import Side
from nasab.registry.intake.reading_apart import LARGEST, SECONDS

__all__ = ["corrected_copy", "read_apart"]

#: An answer longer than this is not taken.
LONGEST: Final = 120 * 1024 * 1024


def read_apart(content: bytes, name: str, side: Side, chosen: Mapping[int, str | None] | None = None) -> dict[str, Any]:
    """What was understood of a list: columns, rows, headers, uses, problems (plain values).

    Raises `UnreadableList`: what `exchange.read` raises; INTAKE-01 (too large), INTAKE-02 (too long or too much
    memory), INTAKE-03 (too many rows or columns).
    """
    told: dict[str, Any] = json.loads(_run(content, name, side, chosen, "read", "en"))
    if "refused" in told:
        raise UnreadableList(Problem(**told["refused"]))
    return told


def corrected_copy(
    content: bytes, name: str, side: Side, chosen: Mapping[int, str | None] | None, language: str
) -> bytes:
    """The office's own workbook with a column of problems; raises as `read_apart`."""
    answer = _run(content, name, side, chosen, "copy", language)
    if not answer.startswith(b"PK"):
        raise UnreadableList(Problem(**json.loads(answer)["refused"]))
    return answer


def _run(
    content: bytes,
    name: str,
    side: Side,
    chosen: Mapping[int, str | None] | None,
    want: Literal["read", "copy"],
    language: str,
) -> bytes:
    if len(content) > LARGEST:
        raise UnreadableList(Problem("INTAKE-01", file=name[:100], detail=str(LARGEST // 1024 // 1024)))
    asked = {
        "side": side, "name": name[:100], "want": want, "language": language,
        "chosen": {str(position): column for position, column in (chosen or {}).items()},
    }  # fmt: skip
    descriptor = _handed(content)
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "nasab.registry.intake.reading_apart", str(descriptor), json.dumps(asked)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=[descriptor],
            start_new_session=True, env=_environment(), cwd="/",
        )  # fmt: skip
        try:
            answer, _ = process.communicate(timeout=SECONDS + 30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            answer = b""
    finally:
        os.close(descriptor)
    if process.returncode != 0 or not answer or len(answer) > LONGEST:
        raise UnreadableList(Problem("INTAKE-02", file=name[:100]))
    return answer


def _handed(content: bytes) -> int:
    """A descriptor with the bytes behind it; in memory where the system can."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("list", os.MFD_CLOEXEC)
    else:  # a system that is not Linux: a file that has no name any more
        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    _write_all(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {
        **kept, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip
