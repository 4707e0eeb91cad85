"""A process that works on what strangers send has no network, by the kernel's word and not only by Python's."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

#: Connects by the C library, which Python's audit events do not see.
REACHING = """
import ctypes, struct, sys
from nasab.registry.apart.network import cut_off
cut = cut_off() if {cut} else None
kernel = ctypes.CDLL(None, use_errno=True)
door = kernel.socket(2, 1, 0)
where = struct.pack("=H", 2) + struct.pack(">H", {port}) + bytes([127, 0, 0, 1]) + bytes(8)
reached = door >= 0 and kernel.connect(door, where, len(where)) == 0
print(cut, reached)
"""


def reaching(port: int, cut: bool) -> list[str]:
    program = REACHING.format(port=port, cut=cut)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout.split()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a namespace is Linux's")
def test_who_is_cut_off_does_not_even_reach_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert reaching(port, cut=False) == ["None", "True"], "the test can reach it"
        told = reaching(port, cut=True)
    # A kernel that makes no namespaces says so, and `nasab check --deploy` warns (W009).
    assert told in (["True", "False"], ["False", "True"])


def test_it_is_said_where_the_kernel_does_not_let_it(monkeypatch):
    from nasab.web import checks

    for answer, warns in ((b"yes", False), (b"no", True), (None, True)):
        monkeypatch.setattr(checks, "answer_of", lambda *_, _answer=answer, **__: _answer)
        assert ("nasab.W009" in {one.id for one in checks.check_deployment()}) == warns


def test_lists_and_photographs_are_read_by_programs_that_cut_themselves_off_first():
    from pathlib import Path

    from nasab.registry.intake import reading_apart
    from nasab.registry.photographs import decoding_apart

    for module in (reading_apart, decoding_apart):
        program = Path(module.__file__).read_text(encoding="utf-8").split('if __name__ == "__main__":')[1]
        assert program.split()[0] == "cut_off()"
