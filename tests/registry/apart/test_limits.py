"""A process that works on what strangers send may do next to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

FORBIDDEN = {
    "a socket": "import socket; socket.socket()",
    "a name looked up": "import socket; socket.getaddrinfo('localhost', 80)",
    "a program": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a fork": "import os; os.fork()",
    "much memory": "bytearray(900 * 1024 * 1024)",
}


def bound(code: str, seconds: int = 20) -> subprocess.CompletedProcess[bytes]:
    program = f"from nasab.registry.apart import limits; limits.bind({seconds}); {code}; print('done')"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_leaves_it_and_it_takes_no_more_than_it_may(what: str):
    ended = bound(FORBIDDEN[what])
    assert ended.returncode != 0
    assert b"done" not in ended.stdout
    assert b"PermissionError" in ended.stderr or b"MemoryError" in ended.stderr


def test_it_ends_when_its_time_is_over():
    assert bound("any(False for _ in iter(int, 1))", seconds=1).returncode != 0


def test_it_may_count():
    assert bound("sum(range(1000))").stdout.strip() == b"done"
