"""No network for a process, by the kernel: a network namespace of its own, in which there is nothing, not even itself.

It needs no rights where the kernel lets people make namespaces (Linux, most distributions).  Where it does not, a
process is still refused sockets (`limits`), and `nasab check --deploy` says what is missing.  Source: unshare(2),
network_namespaces(7).
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

__all__ = ["cut_off"]

_NEW_USER: Final = 0x1000_0000
_NEW_NETWORK: Final = 0x4000_0000


def cut_off() -> bool:
    """Leaves the network for good; whether the kernel let it.  To be called first, while there is one thread."""
    if not sys.platform.startswith("linux"):
        return False
    kernel = ctypes.CDLL(None, use_errno=True)
    return bool(kernel.unshare(_NEW_USER | _NEW_NETWORK) == 0)


if __name__ == "__main__":  # asked by `nasab check --deploy`, in a process apart
    sys.stdout.write("yes" if cut_off() else "no")
