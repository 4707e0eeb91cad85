"""Runs a command with a PostgreSQL of its own: made in a temporary folder, reached on loopback, gone afterwards.

    python -m tools.on_postgresql pytest -W error tests/registry tests/web

The command finds its address in `NASAB_TEST_DATABASE`.  PostgreSQL does not run as root, so as root it is run as the
user `postgres`.  Where it is not installed, this says what to install, and fails.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

INSTALL = "PostgreSQL 15 or newer is needed (Debian: apt-get install postgresql)."


def main(command: list[str]) -> int:
    """The command's exit status; 2 without PostgreSQL."""
    programs = found()
    if programs is None:
        print(INSTALL, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="nasab-postgresql-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        as_user: dict[str, object] = {"cwd": folder}
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(home, user.pw_uid, user.pw_gid)
            as_user |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        port = free_port()
        quiet = {"check": True, "stdout": subprocess.DEVNULL, **as_user}
        subprocess.run(
            [programs / "initdb", "-D", home / "data", "-U", "nasab", "-A", "trust", "-E", "UTF8", "--no-sync"], **quiet
        )
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
        subprocess.run(
            [programs / "pg_ctl", "-D", home / "data", "-w", "-l", home / "log", "-o", options, "start"], **quiet
        )
        try:
            subprocess.run([programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "nasab", "nasab"], **quiet)
            address = f"postgresql://nasab@127.0.0.1:{port}/nasab"
            return subprocess.run(command, env={**os.environ, "NASAB_TEST_DATABASE": address}).returncode
        finally:
            subprocess.run([programs / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"], **quiet)


def found() -> Path | None:
    """The folder with PostgreSQL's programs, the newest if there are several."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    return folders[0] if folders else Path(on_path).resolve().parent if on_path else None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
