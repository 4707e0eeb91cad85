"""Handing bytes to a process of its own, and what is left when it had to be stopped.

The bytes are handed over in memory (`memfd_create`), so that nothing lies open on a disk.  The other process gets no
environment but what Python needs, no other descriptors, and a limit of time; what it may not do it says itself
(`limits.bind`).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Any

__all__ = ["answer_of"]


def answer_of(module: str, content: bytes, asked: Mapping[str, Any], *, seconds: float, longest: int) -> bytes | None:
    """What a module, run as a program, says of the bytes; None if it broke, took too long, or said too much.

    The program is given the number of a descriptor with the bytes behind it, and `asked` as JSON.
    """
    descriptor = _handed(content)
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", module, str(descriptor), json.dumps(asked)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=[descriptor],
            start_new_session=True, env=_environment(), cwd="/",
        )  # fmt: skip
        try:
            answer, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None
    finally:
        os.close(descriptor)
    return answer if process.returncode == 0 and answer and len(answer) <= longest else None


def _handed(content: bytes) -> int:
    """A descriptor with the bytes behind it; in memory where the system can."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("apart", os.MFD_CLOEXEC)
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
