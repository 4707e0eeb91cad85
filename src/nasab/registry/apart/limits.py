"""What a process may not do that works on what strangers send: no network, no programs, little time and memory.

It is called by that process itself, before it looks at anything, and cannot be taken back.  Of the network the kernel
has cut it off before (`network`), where it may.
"""

from __future__ import annotations

import resource
import sys
from typing import Final

__all__ = ["MEMORY", "bind"]

MEMORY: Final = 512 * 1024 * 1024

#: What it may not do, as Python's audit events name it (PEP 578).
_REFUSED: Final = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.putenv",
    "ftplib.",
)


def bind(seconds: int, memory: int = MEMORY) -> None:
    """From here on: so many seconds of processor, so much memory beyond what is taken, and nothing of `_REFUSED`."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open("/proc/self/statm", encoding="ascii") as file:
        taken = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(event)
